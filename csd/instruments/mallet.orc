; Mallet: a marimba bar: two of its modes, tuned 1 : 4, and the knock.
;   p4 amplitude 0..1    p5 frequency in Hz    p6 pan 0..1    p7 part 1..16
;   p8 hardness 0..1 (0 = 0.5)    p9 ring in seconds (0 = by pitch)
instr Mallet
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  iHard Optional 8, 0.5, 0.01, 1
  iRing Optional 9, limit(1.8 * sqrt(220 / iFreq), 0.3, 3), 0.05, 30
  p3 Ring p3, iRing
  iKnock = iHard * (0.3 + iAmp) * limit(400 / iFreq, 0.2, 1)
  kFall expon 1, iRing, 0.001
  kFast expon 1, iRing * 0.2, 0.001
  aBar oscili kFall, iFreq
  aKnock foscili iKnock * kFast, min(iFreq * 3.98, sr / 4), 1, 2.4, kFast
  aOut = (aBar + aKnock) * linsegr:a(0, 0.001, 1, 0.12, 0)
  PlaceInPart aOut, iAmp * 0.4, iPan, iPart
endin
maxalloc "Mallet", 64
