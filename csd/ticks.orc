; ticks.orc: a metronome beside an orchestra, for clocks that Python polls or is told of.
;
; A host appends this file, and starts it at time 0 with `i 30012 0 -1 PORT`. It is not heard.
; `ticks.hz` is its rate; `ticks.pulse` is 1 for the control cycle in which it ticks;
; `ticks.count` counts, and `ticks.seconds` is the score time of the last tick.

chn_k "ticks.hz", 1
chn_k "ticks.pulse", 2
chn_k "ticks.count", 2
chn_k "ticks.seconds", 2

; Ticks: held.
;   p4 UDP port of this machine to send /tick with the count to; 0 for none
instr 30012
  kCount init 0
  kPulse metro chnget:k("ticks.hz")
  chnset kPulse, "ticks.pulse"
  if kPulse == 1 then
    kCount += 1
    chnset kCount, "ticks.count"
    chnset times:k(), "ticks.seconds"
  endif
  if p4 > 0 then
    OSCsend kCount, "127.0.0.1", p4, "/tick", "i", kCount
  endif
endin
