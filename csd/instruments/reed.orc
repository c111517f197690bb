; Reed: a soft clarinet (modulator at twice the carrier) that sways after a while.
;   p4 amplitude 0..1    p5 frequency in Hz    p6 pan 0..1    p7 part 1..16
;   p8 attack in seconds (0 = 0.06)    p9 brightness 0..1 (0 = 0.5)
instr Reed
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  iAttack Optional 8, 0.06, 0.005, 5
  iBright Optional 9, 0.5, 0.01, 1
  kSway oscili linseg:k(0, 0.3, 0, 0.7, 0.0035), 4.7 + frac(iFreq * 0.1)
  kEnv linsegr 0, iAttack, 1, 0.5, 0.8, 0.15, 0
  aTone foscili 1, iFreq * (1 + kSway), 1, 2, kEnv * (0.2 + 2 * iBright * (0.2 + iAmp))
  aOut = aTone * linsegr:a(0, iAttack, 1, 0.5, 0.8, 0.15, 0)
  PlaceInPart aOut, iAmp * 0.15 * (440 / iFreq) ^ 0.2, iPan, iPart
endin
maxalloc "Reed", 64
