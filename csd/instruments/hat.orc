; Hat: a small cymbal: clashing partials and noise, the low part cut away. It rings
; out whatever p3 is.
;   p4 amplitude 0..1    p5 cut in Hz, 3000..12000 (0 = 7000)    p6 pan 0..1    p7 part 1..16
;   p8 decay in seconds (0 = 0.07; 0.4 is open)
instr Hat
  iAmp, iIgnored, iPan, iPart NoteFields p4, p5, p6, p7
  iCut Optional 5, 7000, 3000, 12000
  iDecay Optional 8, 0.07, 0.01, 2
  p3 = 1.2 * iDecay + 0.01
  aClash foscili 0.7, 5113, 1, 1.483, 3
  aHiss butterhp gaNoise + aClash, min(iCut, 0.45 * sr)
  aOut = aHiss * expon:a(1, p3, 0.001) * linseg:a(0, 0.0008, 1, p3 - 0.0058, 1, 0.005, 0)
  PlaceInPart aOut, iAmp * 0.25, iPan, iPart
endin
maxalloc "Hat", 64
