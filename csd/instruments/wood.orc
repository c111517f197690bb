; Wood: a wood block, or with a high pitch claves: two short modes and a click. It rings
; out whatever p3 is.
;   p4 amplitude 0..1    p5 frequency in Hz, 200..4000 (0 = 850)    p6 pan 0..1    p7 part 1..16
;   p8 decay in seconds (0 = 0.09)
instr Wood
  iAmp, iIgnored, iPan, iPart NoteFields p4, p5, p6, p7
  iFreq Optional 5, 850, 200, 4000
  iDecay Optional 8, 0.09, 0.02, 1
  p3 = 1.2 * iDecay + 0.02
  aBlock oscili expon:a(1, iDecay, 0.001), iFreq
  aHollow oscili expon:a(0.6, 0.6 * iDecay, 0.001), min(iFreq * 1.52, sr / 4)
  aClick butterbp gaNoise * expon:a(1, 0.012, 0.001), min(3 * iFreq, sr / 4), iFreq
  aOut = (aBlock + aHollow + iAmp * aClick) * linseg:a(0, 0.0005, 1, p3 - 0.0055, 1, 0.005, 0)
  PlaceInPart aOut, iAmp * 0.4, iPan, iPart
endin
maxalloc "Wood", 64
