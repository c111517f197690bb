<CsoundSynthesizer>
; hum.csd: an orchestra whose voices cost next to nothing, to count how many can sound.
<CsInstruments>
sr = 48000
ksmps = 32
nchnls = 1
0dbfs = 1

; Hum: one interpolating sine oscillator.
;   p4 amplitude 0..1   p5 frequency in Hz
instr Hum
  out poscil(p4, p5)
endin
</CsInstruments>
<CsScore>
i "Hum" 0 1 0.5 440
e 1
</CsScore>
</CsoundSynthesizer>
