; Bass: a saw behind a closing filter, on a sine.
;   p4 amplitude 0..1    p5 frequency in Hz    p6 pan 0..1    p7 part 1..16
;   p8 brightness 0..1 (0 = 0.4)
instr Bass
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  iBright Optional 8, 0.4, 0.01, 1
  aSaw oscili 0.6, iFreq, vco2ift:i(iFreq, 0), 0.5
  aSine oscili 0.7, iFreq
  iOpen = min(2 * iFreq + 5000 * iBright * (0.3 + iAmp), sr / 3)
  iClosed = min(2.5 * iFreq, iOpen)
  kCutoff expsegr iOpen, 0.3, (iOpen + 3 * iClosed) / 4, 1.5, iClosed, 0.07, iClosed
  aSaw lowpass2 aSaw, kCutoff, 1.2
  aEnv linsegr 0, 0.004, 1, 0.3, 0.75, 6, 0.4, 0.07, 0
  PlaceInPart (aSaw + aSine) * aEnv, iAmp * 0.4, iPan, iPart
endin
maxalloc "Bass", 64
