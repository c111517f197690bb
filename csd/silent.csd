<CsoundSynthesizer>
; silent.csd: an orchestra of silence, for runs that are about everything else.
<CsOptions>
-n -d -m4 --sample-accurate
</CsOptions>
<CsInstruments>
sr = 8000
ksmps = 100
nchnls = 1
0dbfs = 1

instr Pluck, Pad, Bass, Bell, Mallet, Keys, Glass, Reed, Kick, Snare, Hat
  turnoff
endin
</CsInstruments>
<CsScore>
i "Pluck" 0 1 0.5 440 0.5 1
e 1
</CsScore>
</CsoundSynthesizer>
