; Grain: a cloud of short grains of a vowel-like tone, wide and never twice the same.
;   p4 amplitude 0..1    p5 frequency in Hz    p6 pan 0..1    p7 part 1..16
;   p8 grains a second 2..120 (0 = 25)    p9 length of a grain in seconds 0.01..0.5 (0 = 0.12)
;   p10 scatter 0..1 (0 = 0.1): how far grains stray in pitch    p11 attack in seconds (0 = 0.4,
;   but at most 0.4 of p3)
giGrain ftgen 0, 0, 4096, 10, 1, 0.5, 0.15, 0.25, 0.1, 0.03, 0.05
giGrainShape ftgen 0, 0, 4096, 20, 2
instr Grain
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  iDensity Optional 8, 25, 2, 120
  iLength Optional 9, 0.12, 0.01, 0.5
  iScatter Optional 10, 0.1, 0.0001, 1
  iAttack Optional 11, p3 > 0 ? limit(0.4 * p3, 0.02, 0.4) : 0.4, 0.005, 20
  ; Grains alike for notes alike: their chance comes from the fields alone.
  iSeed = 1 + int(frac(iFreq * 0.137 + iPan * 0.31 + iPart * 0.173) * 1000000)
  iStray = 0.5 * iFreq * iScatter * iScatter
  iMost = ceil(1.5 * iDensity * iLength) + 2
  kLeft = iDensity * (1 + randi:k(0.45, iDensity, frac(iSeed * 0.37)))
  kRight = iDensity * (1 + randi:k(0.45, iDensity, frac(iSeed * 0.61)))
  aLeft grain3 iFreq, 0.5, iStray, 0.5, iLength, kLeft, iMost, giGrain, giGrainShape, 0, 0, iSeed, 4
  aRight grain3 iFreq, 0.5, iStray, 0.5, iLength, kRight, iMost, giGrain, giGrainShape, 0, 0, iSeed + 77, 4
  aEnv linsegr 0, iAttack, 1, 0.8, 0
  iGain = iAmp * 0.25 * (440 / iFreq) ^ 0.2 / sqrt(max(1, iDensity * iLength))
  ToPart aLeft * aEnv, aRight * aEnv, iGain, iPan, iPart
endin
maxalloc "Grain", 64
