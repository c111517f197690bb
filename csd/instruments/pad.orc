; Pad: slow, wide strings: three detuned saws behind an opening filter.
;   p4 amplitude 0..1    p5 frequency in Hz    p6 pan 0..1    p7 part 1..16
;   p8 attack in seconds (0 = 0.6, at most 0.4 of p3)    p9 release in seconds (0 = 1.2)
;   p10 brightness 0..1 (0 = 0.4)
instr Pad
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  iAttack Optional p(8), p3 > 0 ? min(0.6, max(0.02, 0.4 * p3)) : 0.6, 0.005, 20
  iRelease Optional p(9), 1.2, 0.01, 20
  iBright Optional p(10), 0.4, 0.01, 1
  iSaw vco2ift iFreq, 0
  aLow oscili 1, iFreq * 0.9965, iSaw, 0.13
  aMid oscili 1, iFreq, iSaw, 0.41
  aHigh oscili 1, iFreq * 1.0035, iSaw, 0.77
  aEnv linsegr 0, iAttack, 1, iRelease, 0
  kOpen linsegr 0.3, 1.5 * iAttack, 1, 6, 0.7, iRelease, 0.3
  kCutoff = limit(kOpen * (300 + 5000 * iBright * (0.4 + iAmp) + iFreq), 60, 16000)
  aLeft zdf_2pole aLow + 0.7 * aMid, kCutoff, 0.6
  aRight zdf_2pole aHigh + 0.7 * aMid, kCutoff, 0.6
  aEnv *= iAmp * 0.12
  ToPart aLeft * aEnv * (sqrt(2) * cos(iPan * $M_PI_2)), aRight * aEnv * (sqrt(2) * sin(iPan * $M_PI_2)), iPart
endin
