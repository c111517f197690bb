; Keys: a soft electric piano: a tone bar, phase modulated, and a tine.
;   p4 amplitude 0..1    p5 frequency in Hz    p6 pan 0..1    p7 part 1..16
;   p8 brightness 0..1 (0 = 0.5)
instr Keys
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  iBright Optional 8, 0.5, 0.01, 1
  iRing = limit(6 * sqrt(220 / iFreq), 1, 8)
  p3 Ring p3, iRing
  kFall expon 1, iRing, 0.001
  kTine expon 1, 0.4, 0.001
  ; Phase, not frequency, is modulated: the lowest side tone is 0 Hz, and so silent.
  aSway oscili kFall * ((0.3 + 3 * iBright * iAmp) / (2 * $M_PI)), iFreq
  aBar tablei phasor:a(iFreq) + aSway, -1, 1, 0, 1
  aTine foscili kTine * (0.3 * iBright * iAmp), min(iFreq, 1500), 1, 14, 0.7
  aOut = (aBar * kFall + aTine) * linsegr:a(0, 0.002, 1, 0.15, 0)
  PlaceInPart aOut, iAmp * 0.3, iPan, iPart
endin
maxalloc "Keys", 64
