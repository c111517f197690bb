; Kick: a falling sine and a click. It rings out whatever p3 is.
;   p4 amplitude 0..1    p5 frequency in Hz, 30..120 (0 = 50)    p6 pan 0..1    p7 part 1..16
;   p8 decay in seconds (0 = 0.35)
instr Kick
  iAmp, iIgnored, iPan, iPart NoteFields p4, p5, p6, p7
  iFreq Optional p5, 50, 30, 120
  iDecay Optional p(8), 0.35, 0.05, 2
  p3 = 1.2 * iDecay
  aFreq = iFreq * (1 + expon:a(3.5, 0.06, 0.035))
  aBody oscili expon:a(1, p3, 0.001), aFreq
  aOut = aBody * linseg:a(0, 0.0005, 1, p3 - 0.0105, 1, 0.01, 0)
  PlaceInPart tanh(aOut * 1.5) * iAmp * 0.7, iPan, iPart
endin
