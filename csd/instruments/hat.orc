; Hat: a cymbal of noise. It rings out whatever p3 is.
;   p4 amplitude 0..1    p5 frequency in Hz, 3000..12000 (0 = 7500)    p6 pan 0..1    p7 part 1..16
;   p8 decay in seconds (0 = 0.07; 0.4 is open)
instr Hat
  iAmp, iIgnored, iPan, iPart NoteFields p4, p5, p6, p7
  iFreq Optional p5, 7500, 3000, 12000
  iDecay Optional p(8), 0.07, 0.01, 2
  p3 = 1.2 * iDecay + 0.01
  aHiss butterhp gaNoise, iFreq
  aOut = aHiss * expon:a(1, p3, 0.001) * linseg:a(0, 0.0005, 1, p3 - 0.0055, 1, 0.005, 0)
  PlaceInPart aOut * iAmp * 0.3, iPan, iPart
endin
