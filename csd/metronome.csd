<CsoundSynthesizer>
; metronome.csd: clicks of Csound's own metro, to compare other clocks with. A click is one
; sample high. Its place is that of a control cycle: metro knows no finer time.
<CsOptions>
-odac -d -m4 --sample-accurate
</CsOptions>
<CsInstruments>
sr = 48000
ksmps = 32
nchnls = 1
0dbfs = 1

chn_k "metronome.tempo", 1, 2, 120, 20, 999, 0, 0, 0, 0, "BPM"
chnset 120, "metronome.tempo"

; Metronome: clicks for ever, at the tempo in the channel metronome.tempo.
instr Metronome
  schedkwhen metro(chnget:k("metronome.tempo") / 60), 0, 0, "Click", 0, 0.01, 0.5
endin

; Click: an impulse on the first sample of the note.
;   p4 amplitude 0..1
instr Click
  out mpulse(p4, 0)
endin
</CsInstruments>
<CsScore>
i "Metronome" 0 -1
e 10
</CsScore>
</CsoundSynthesizer>
