; Glass: a rubbed glass: two near tones that beat from side to side, faint overtones.
;   p4 amplitude 0..1    p5 frequency in Hz    p6 pan 0..1    p7 part 1..16
;   p8 attack in seconds (0 = 0.35, but at most 0.4 of p3)    p9 release in seconds (0 = 1)
instr Glass
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  iAttack Optional 8, p3 > 0 ? limit(0.4 * p3, 0.02, 0.35) : 0.35, 0.005, 20
  iRelease Optional 9, 1, 0.01, 20
  kBreath oscili 0.12, 3.1 + frac(iFreq * 0.01)
  aOne oscili 1 + kBreath, iFreq * 0.9992
  aTwo oscili 1 - kBreath, iFreq * 1.0008
  aOver foscili 0.12 * iAmp, min(iFreq * 2, sr / 8), 1, 2.002, 0.6
  aEnv linsegr 0, iAttack, 1, iRelease, 0
  ToPart (aOne + aOver) * aEnv, (aTwo + aOver) * aEnv, iAmp * 0.13 * (440 / iFreq) ^ 0.25, iPan, iPart
endin
maxalloc "Glass", 64
