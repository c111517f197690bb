; Clap: a few hands, not quite together, and the room. It rings out whatever p3 is.
;   p4 amplitude 0..1    p5 colour in Hz, 500..3000 (0 = 1150)    p6 pan 0..1    p7 part 1..16
;   p8 decay in seconds (0 = 0.25)
instr Clap
  iAmp, iIgnored, iPan, iPart NoteFields p4, p5, p6, p7
  iColour Optional 5, 1150, 500, 3000
  iDecay Optional 8, 0.25, 0.05, 2
  p3 = 1.2 * iDecay + 0.04
  aHands expseg 1, 0.009, 0.1, 0.0005, 0.9, 0.011, 0.1, 0.0005, 0.8, 0.008, 0.1, 0.0005, 1, iDecay, 0.001
  aClap butterbp gaNoise * aHands, iColour, 0.9 * iColour
  aAir butterhp gaNoise * aHands, 2 * iColour
  aOut = (aClap + 0.12 * aAir) * linseg:a(0, 0.0008, 1, p3 - 0.0108, 1, 0.01, 0)
  PlaceInPart aOut, iAmp * 1.3, iPan, iPart
endin
maxalloc "Clap", 64
