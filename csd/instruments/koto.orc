; Koto: a silk string picked hard by the bridge: bright, and bending down into its pitch.
;   p4 amplitude 0..1    p5 frequency in Hz    p6 pan 0..1    p7 part 1..16
;   p8 brightness 0..1 (0 = 0.6)    p9 ring in seconds (0 = by pitch)
;   p10 bend in semitones 0..4 (0 = by amplitude, at most 0.3)
instr Koto
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  iBright Optional 8, 0.6, 0.01, 1
  iRing Optional 9, limit(5 * sqrt(220 / iFreq), 0.5, 9), 0.05, 30
  iBend Optional 10, 0.001 + 0.3 * iAmp * iAmp, 0.001, 4
  p3 Ring p3, iRing
  iFreq min iFreq, sr / 10
  kBlock init 0
  aPick init 0
  if kBlock * ksmps < 1.2 * sr / iFreq + 0.01 * sr then
    aNail = linseg:a(0, 0.0001, 1, 0.0003, 0, 1, 0) - linseg:a(0, 0.18 / iFreq, 0, 0.0001, 1, 0.0003, 0, 1, 0)
    aPick = aNail + gaNoise * linseg:a(0.5, 1 / iFreq, 0.5, 0.0005, 0, 1, 0)
    aPick atone aPick, 0.3 * iFreq
    aPick tone aPick, 500 + 2 * iFreq + 7000 * iBright * iAmp
    kBlock += 1
  elseif kBlock > 0 then
    aPick = 0
  endif
  iCutoff = min(2500 + 9000 * iBright + 6 * iFreq, sr / 2.5)
  iLoopFreq, iLoop StringLoop iFreq, iCutoff, iRing
  kBend = 2 ^ (expseg:k(iBend, 0.25, 0.02 * iBend, 1, 0.0001 * iBend) / 12)
  aString wguide1 aPick, iLoopFreq * kBend, iCutoff, iLoop
  aString += aPick    ; the loop gives back what it was given one period late
  aWood butterbp aString, min(900 + iFreq, sr / 4), 700
  aOut = (dcblock(aString, 0.998) + 0.8 * aWood) * linsegr:a(0, 0.0005, 1, 0.15, 0)
  PlaceInPart aOut, iAmp * 0.65, iPan, iPart
endin
maxalloc "Koto", 64
