; Bell: two pairs of frequency modulation with falling indices (Chowning 1973).
;   p4 amplitude 0..1    p5 frequency in Hz    p6 pan 0..1    p7 part 1..16
;   p8 brightness 0..1 (0 = 0.5)    p9 ring in seconds (0 = by pitch)
instr Bell
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  iBright Optional 8, 0.5, 0.01, 1
  iRing Optional 9, limit(5 * sqrt(440 / iFreq), 1, 9), 0.05, 30
  p3 Ring p3, iRing
  iIndex = 4 * iBright * (0.3 + iAmp) * limit(sqrt(440 / iFreq), 0.2, 1.5)
  kFall expon 1, iRing, 0.001
  kClang expon 1, iRing * 0.25, 0.001
  aHum foscili kFall, iFreq, 1, 3.5, iIndex * kFall
  aClang foscili 0.35 * kClang, min(iFreq * 2.003, sr / 4), 1, 1.75, iIndex * kClang
  aOut = (aHum + aClang) * linsegr:a(0, 0.001, 1, 0.35, 0)
  PlaceInPart aOut, iAmp * 0.25, iPan, iPart
endin
maxalloc "Bell", 64
