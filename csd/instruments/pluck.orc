; Pluck: a plucked string (Karplus and Strong 1983, as a waveguide).
;   p4 amplitude 0..1    p5 frequency in Hz    p6 pan 0..1    p7 part 1..16
;   p8 brightness 0..1 (0 = 0.5)    p9 ring in seconds (0 = by pitch)
instr Pluck
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  iBright Optional p(8), 0.5, 0.02, 1
  iRing Optional p(9), limit(6 * sqrt(110 / iFreq), 0.7, 9), 0.05, 30
  p3 Ring p3, iRing
  iFreq min iFreq, sr / 8
  aBurst = gaNoise * linseg:a(1, 1 / iFreq, 1, 0.0005, 0, 1, 0)
  aBurst tone aBurst, 500 + 6000 * iBright * (0.3 + iAmp)
  iCutoff = min(2000 + 12000 * iBright + 2 * iFreq, sr / 2.2)
  aString wguide1 aBurst, iFreq, iCutoff, 10 ^ (-3 / (iFreq * iRing))
  aString *= linsegr:a(0, 0.0005, 1, 0.15, 0)
  PlaceInPart dcblock(aString, 0.999) * iAmp * 0.5, iPan, iPart
endin
