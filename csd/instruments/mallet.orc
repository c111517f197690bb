; Mallet: a marimba bar: its first three modes, 1 : 4 : 9.8, and the knock.
;   p4 amplitude 0..1    p5 frequency in Hz    p6 pan 0..1    p7 part 1..16
;   p8 hardness 0..1 (0 = 0.5)    p9 ring in seconds (0 = by pitch)
instr Mallet
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  iHard Optional p(8), 0.5, 0.01, 1
  iRing Optional p(9), limit(1.6 * sqrt(220 / iFreq), 0.25, 3), 0.05, 30
  p3 Ring p3, iRing
  aOne oscili expon:a(1, iRing, 0.001), iFreq
  aTwo oscili expon:a(0.6 * iHard * (0.4 + iAmp), iRing * 0.25, 0.0003), min(iFreq * 4, 20000)
  aOut = (aOne + aTwo) * linsegr:a(0, 0.001, 1, 0.12, 0)
  PlaceInPart aOut * iAmp * 0.35, iPan, iPart
endin
