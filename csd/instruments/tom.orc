; Tom: a tuned drum: two modes of the skin that fall in pitch, and the stick. It rings
; out whatever p3 is.
;   p4 amplitude 0..1    p5 frequency in Hz, 40..500 (0 = 110)    p6 pan 0..1    p7 part 1..16
;   p8 decay in seconds (0 = 0.45)
instr Tom
  iAmp, iIgnored, iPan, iPart NoteFields p4, p5, p6, p7
  iFreq Optional 5, 110, 40, 500
  iDecay Optional 8, 0.45, 0.05, 3
  p3 = 1.2 * iDecay
  kBend expseg 1.25 + 0.35 * iAmp, 0.06, 1.05, p3, 1
  aLow oscili expon:a(1, p3, 0.001), iFreq * kBend
  aHigh oscili expon:a(0.4, 0.4 * p3, 0.001), iFreq * 1.59 * kBend
  aStick butterbp gaNoise * expon:a(1, 0.06, 0.001), 1500 + 4 * iFreq, 2000
  aOut = (aLow + aHigh + 0.8 * iAmp * aStick) * linseg:a(0, 0.0008, 1, p3 - 0.0108, 1, 0.01, 0)
  PlaceInPart aOut, iAmp * 0.5, iPan, iPart
endin
maxalloc "Tom", 64
