; Glass: a rubbed glass: few partials that swell and beat.
;   p4 amplitude 0..1    p5 frequency in Hz    p6 pan 0..1    p7 part 1..16
;   p8 attack in seconds (0 = 0.3, at most 0.4 of p3)    p9 release in seconds (0 = 1)
instr Glass
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  iAttack Optional p(8), p3 > 0 ? min(0.3, max(0.02, 0.4 * p3)) : 0.3, 0.005, 20
  iRelease Optional p(9), 1, 0.01, 20
  aOne oscili 1, iFreq * 0.9993
  aTwo oscili 1, iFreq * 1.0007
  aThree oscili 0.3, iFreq * 2.001
  aFour oscili 0.12, min(iFreq * 3.01, 18000)
  aEnv linsegr 0, iAttack, 1, iRelease, 0
  aEnv *= iAmp * 0.2
  ToPart (aOne + aThree) * aEnv * (sqrt(2) * cos(iPan * $M_PI_2)), (aTwo + aFour) * aEnv * (sqrt(2) * sin(iPan * $M_PI_2)), iPart
endin
