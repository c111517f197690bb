; Pluck: a plucked string: noise and an edge going round a waveguide
; (Karplus and Strong 1983, Jaffe and Smith 1983).
;   p4 amplitude 0..1    p5 frequency in Hz    p6 pan 0..1    p7 part 1..16
;   p8 brightness 0..1 (0 = 0.5)    p9 ring in seconds (0 = by pitch)
instr Pluck
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  iBright Optional 8, 0.5, 0.02, 1
  iRing Optional 9, limit(6 * (110 / iFreq) ^ 0.4, 1, 8), 0.05, 30
  p3 Ring p3, iRing
  iFreq min iFreq, sr / 8

  ; The pick: one period, softer when played softly, then nothing more.
  kBlock init 0
  aPick init 0
  if kBlock * ksmps < sr / iFreq + 0.01 * sr then
    aPick = linseg:a(0, 0.0002, 1, 1 / iFreq, -1, 0.0002, 0, 1, 0) + gaNoise * linseg:a(0.7, 1 / iFreq, 0.7, 0.0005, 0, 1, 0)
    aPick tone aPick, 200 + iFreq + 7000 * iBright * iAmp
    kBlock += 1
  elseif kBlock > 0 then
    aPick = 0
  endif

  iCutoff = min(2000 + 8000 * iBright + 6 * iFreq, sr / 2.5)
  iLoopFreq, iLoop StringLoop iFreq, iCutoff, iRing
  aString wguide1 aPick, iLoopFreq, iCutoff, iLoop
  aOut = dcblock(aString, 0.998) * linsegr:a(0, 0.0005, 1, 0.12, 0)
  PlaceInPart aOut, iAmp * 0.5 * (min(iFreq, 1000) / 440) ^ 0.2, iPan, iPart
endin
maxalloc "Pluck", 64
