; Bass: a saw and a sine below a closing filter, a little driven.
;   p4 amplitude 0..1    p5 frequency in Hz    p6 pan 0..1    p7 part 1..16
;   p8 brightness 0..1 (0 = 0.4)
instr Bass
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  iBright Optional p(8), 0.4, 0.01, 1
  aSaw oscili 0.5, iFreq, vco2ift:i(iFreq, 0), 0.5
  aSub oscili 0.6, iFreq
  kClose transegr 1, 0.35, -4, 0.25, 4, -1, 0.15, 0.08, 0, 0.1
  kCutoff = limit(2 * iFreq + kClose * 6000 * iBright * (0.3 + iAmp), 40, 16000)
  aTone zdf_2pole aSaw, kCutoff, 1
  aOut = tanh(1.4 * (aTone + aSub)) * linsegr:a(0, 0.004, 1, 0.25, 0.75, 6, 0.3, 0.07, 0)
  PlaceInPart aOut * iAmp * 0.3, iPan, iPart
endin
