<CsoundSynthesizer>
<CsInstruments>
sr = 48000
ksmps = 64
nchnls = 2
0dbfs = 1

; Heavy: a hundredth of a processor for every note.
giPartials init 300
giSine ftgen 0, 0, 8192, 10, 1
giRatios ftgen 0, 0, giPartials, -21, 1, 2
giLevels ftgen 0, 0, giPartials, -21, 1, 0.01

instr Heavy
  aOut adsynt2 p4 * 0.01, p5, giSine, giRatios, giLevels, giPartials
  outs aOut, aOut
endin
</CsInstruments>
<CsScore>
</CsScore>
</CsoundSynthesizer>
