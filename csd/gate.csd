<CsoundSynthesizer>
; gate.csd: an orchestra to measure control with. The left channel is the control
; channel `gate`; the right one follows OSC messages /gate f on port 9003, by Csound's own OSClisten.
<CsOptions>
-odac -d -m4 --sample-accurate
</CsOptions>
<CsInstruments>
sr = 48000
ksmps = 32
nchnls = 2
0dbfs = 1

chn_k "gate", 1, 2, 0, 0, 1
giListener OSCinit 9003

instr Gate
  kHeard init 0
  kGot OSClisten giListener, "/gate", "f", kHeard
  outs a(chnget:k("gate")), a(kHeard)
endin

; Beat: a note that is not heard, for pieces that must have one.
instr Beat
endin
</CsInstruments>
<CsScore>
i "Gate" 0 36000
e 10
</CsScore>
</CsoundSynthesizer>
