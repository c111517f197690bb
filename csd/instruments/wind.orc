; Wind: wind that sings on a pitch: noise through two narrow filters, in gusts.
;   p4 amplitude 0..1    p5 frequency in Hz    p6 pan 0..1    p7 part 1..16
;   p8 attack in seconds (0 = 0.8, but at most 0.4 of p3)    p9 width 0..1 (0 = 0.3): from a
;   whistle to a roar    p10 release in seconds (0 = 1)
instr Wind
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  iAttack Optional 8, p3 > 0 ? limit(0.4 * p3, 0.02, 0.8) : 0.8, 0.005, 20
  iWidth Optional 9, 0.3, 0.001, 1
  iRelease Optional 10, 1, 0.01, 20
  iFreq min iFreq, sr / 5
  iTurn = frac(iFreq * 0.01)
  kGust = 1 + oscili:k(0.3, 0.23 + 0.2 * iTurn, -1, iTurn) + oscili:k(0.2, 0.61 + 0.2 * iTurn)
  kBand = (0.01 + 0.5 * iWidth * iWidth) * iFreq * kGust
  aNoise = gaNoise * linsegr:a(0, 0.01, 1, iRelease, 1)
  aLeft reson aNoise, iFreq * 0.998, kBand, 2
  aRight reson aNoise, iFreq * 1.002, 1.1 * kBand, 2
  aLeft butterbp aLeft, iFreq * 0.998, 2 * kBand
  aRight butterbp aRight, iFreq * 1.002, 2 * kBand
  aEnv = linsegr:a(0, iAttack, 1, iRelease, 0) * interp(kGust)
  ToPart aLeft * aEnv, aRight * aEnv, iAmp * 0.17 * (440 / iFreq) ^ 0.2, iPan, iPart
endin
maxalloc "Wind", 64
