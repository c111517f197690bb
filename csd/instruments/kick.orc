; Kick: a falling sine. It rings out whatever p3 is.
;   p4 amplitude 0..1    p5 frequency in Hz, 30..120 (0 = 50)    p6 pan 0..1    p7 part 1..16
;   p8 decay in seconds (0 = 0.35)
instr Kick
  iAmp, iIgnored, iPan, iPart NoteFields p4, p5, p6, p7
  iFreq Optional 5, 50, 30, 120
  iDecay Optional 8, 0.35, 0.05, 2
  p3 = 1.2 * iDecay
  kFreq expseg 5 + 3 * iAmp, 0.012, 2, 0.05, 1.05, p3, 1
  aBody oscili expon:a(1, p3, 0.001), iFreq * a(kFreq)
  aOut = aBody * linseg:a(0, 0.0008, 1, p3 - 0.0108, 1, 0.01, 0)
  PlaceInPart aOut, iAmp * 0.7, iPan, iPart
endin
maxalloc "Kick", 64
