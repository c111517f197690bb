; Snare: two modes of the skin and the wires. It rings out whatever p3 is.
;   p4 amplitude 0..1    p5 frequency in Hz, 80..500 (0 = 185)    p6 pan 0..1    p7 part 1..16
;   p8 decay in seconds (0 = 0.22)
instr Snare
  iAmp, iIgnored, iPan, iPart NoteFields p4, p5, p6, p7
  iFreq Optional 5, 185, 80, 500
  iDecay Optional 8, 0.22, 0.03, 2
  p3 = 1.2 * iDecay
  kSkin expon 0.6, 0.15, 0.01
  aLow oscili kSkin, iFreq * (1 + kSkin * 0.3)
  aHigh oscili 0.5 * kSkin, iFreq * 1.78
  aWires butterbp gaNoise * expon:a(1.6, p3, 0.002), 4500, 6000
  aOut = (aLow + aHigh + aWires) * linseg:a(0, 0.0008, 1, p3 - 0.0108, 1, 0.01, 0)
  PlaceInPart aOut, iAmp * 0.4, iPan, iPart
endin
maxalloc "Snare", 64
