<CsoundSynthesizer>
; click.csd: an orchestra to measure timing with. Every note is one sample high:
; its place in the output is its onset, and nothing comes between.
<CsOptions>
-odac -d -m4 --sample-accurate
</CsOptions>
<CsInstruments>
sr = 48000
ksmps = 32
nchnls = 1
0dbfs = 1

; Click: an impulse on the first sample of the note.
;   p4 amplitude 0..1
instr Click
  out mpulse(p4, 0)
endin
</CsInstruments>
<CsScore>
i "Click" 0   0.01 0.5
i "Click" 0.5 0.01 0.5
i "Click" 1   0.01 0.5
e 1.5
</CsScore>
</CsoundSynthesizer>
