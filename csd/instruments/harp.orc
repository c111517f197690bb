; Harp: a gut string plucked by a fingertip: round, and long in the low (a waveguide, as
; Pluck; Karplus and Strong 1983).
;   p4 amplitude 0..1    p5 frequency in Hz    p6 pan 0..1    p7 part 1..16
;   p8 brightness 0..1 (0 = 0.4)    p9 ring in seconds (0 = by pitch)
;   p10 place 0.05..0.5 (0 = 0.37): where it is plucked, 0.5 the middle
instr Harp
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  iBright Optional 8, 0.4, 0.01, 1
  iRing Optional 9, limit(5 * (220 / iFreq) ^ 0.5, 0.8, 9), 0.05, 30
  iPlace Optional 10, 0.37, 0.05, 0.5
  p3 Ring p3, iRing
  iFreq min iFreq, sr / 8
  ; A bent string let go: it runs up to the finger and back in one period.
  iWidth = 0.14 - 0.08 * iBright * (0.3 + iAmp)
  iTip = max(0.0001, iWidth / iFreq)
  iRest = max(0.0001, iPlace / iFreq)
  aPick linseg 0, iTip, 1, iTip, 0, 1, 0
  aBack linseg 0, iRest, 0, iTip, 1, iTip, 0, 1, 0
  iCutoff = min(1500 + 6000 * iBright + 5 * iFreq, sr / 2.5)
  iLoopFreq, iLoop StringLoop iFreq, iCutoff, iRing
  aPick -= aBack
  aString wguide1 aPick, iLoopFreq, iCutoff, iLoop
  aString += aPick    ; the loop gives back what it was given one period late
  aBody reson aString, 180 + 0.5 * iFreq, 150, 1
  aOut = (aString + 0.3 * aBody) * linsegr:a(0, 0.0005, 1, 0.3, 0)
  iEven = 0.175 / sqrt(iWidth) * limit(sqrt(iFreq / 220), 1, 1.5) * limit(1000 / iFreq, 0.6, 1)
  PlaceInPart aOut, iAmp * iEven, iPan, iPart
endin
maxalloc "Harp", 64
