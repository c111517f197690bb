
; End: ends the performance at the start of its k-cycle, whatever still sounds.
instr 30008
  event_i "e", 0
endin
