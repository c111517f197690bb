; Shaker: seeds thrown against a shell: a swish that ends in a stroke. It lasts as long as
; p8 says, whatever p3 is.
;   p4 amplitude 0..1    p5 cut in Hz, 2000..10000 (0 = 5000)    p6 pan 0..1    p7 part 1..16
;   p8 length in seconds (0 = 0.1)
instr Shaker
  iAmp, iIgnored, iPan, iPart NoteFields p4, p5, p6, p7
  iCut Optional 5, 5000, 2000, 10000
  iLength Optional 8, 0.1, 0.02, 1
  p3 = iLength + 0.01
  aSeeds butterbp gaNoise * expseg:a(0.03, 0.25 * iLength, 1, 0.75 * iLength, 0.004, 1, 0.004), min(1.3 * iCut, sr / 3), 0.6 * iCut
  aShell butterhp aSeeds, min(0.6 * iCut, sr / 4)
  aOut = aShell * linseg:a(0, 0.002, 1, p3 - 0.007, 1, 0.005, 0)
  PlaceInPart aOut, iAmp * 0.5, iPan, iPart
endin
maxalloc "Shaker", 64
