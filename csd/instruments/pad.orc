; Pad: slow, wide strings: three detuned saws behind two filters that open and close.
;   p4 amplitude 0..1    p5 frequency in Hz    p6 pan 0..1    p7 part 1..16
;   p8 attack in seconds (0 = 0.6, but at most 0.4 of p3)    p9 release in seconds (0 = 1.2)
;   p10 brightness 0..1 (0 = 0.4)
instr Pad
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  iAttack Optional 8, p3 > 0 ? limit(0.4 * p3, 0.02, 0.6) : 0.6, 0.005, 20
  iRelease Optional 9, 1.2, 0.01, 20
  iBright Optional 10, 0.4, 0.01, 1
  iSaw vco2ift iFreq * 1.01, 0
  aLow oscili 1, iFreq * 0.9963, iSaw, 0.13
  aMid oscili 0.7, iFreq, iSaw, 0.41
  aHigh oscili 1, iFreq * 1.0041, iSaw, 0.77
  iClosed = min(1.5 * iFreq + 1000 * iBright * (0.3 + iAmp), sr / 4)
  iOpen = min(1.5 * iFreq + 4500 * iBright * (0.3 + iAmp), sr / 3)
  kCutoff linsegr iClosed, 1.3 * iAttack, iOpen, 5, (iOpen + iClosed) / 2, iRelease, iClosed
  aLeft lowpass2 aLow + aMid, kCutoff, 1
  aRight lowpass2 aHigh + aMid, kCutoff, 1
  aEnv linsegr 0, iAttack, 1, iRelease, 0
  ToPart aLeft * aEnv, aRight * aEnv, iAmp * 0.12 * (440 / iFreq) ^ 0.2, iPan, iPart
endin
maxalloc "Pad", 64
