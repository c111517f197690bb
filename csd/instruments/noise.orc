; Noise: held; one white noise for all notes. What a note hears of it depends on
; the sample at which it sounds and on nothing else, so every run is the same and
; no two hits are.
instr Noise
  gaNoise rand 1, 0.5, 1
endin
schedule "Noise", 0, -1
