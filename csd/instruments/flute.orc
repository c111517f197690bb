; Flute: breath that finds its tone: noise tuned to the pitch, a chiff, few harmonics.
;   p4 amplitude 0..1    p5 frequency in Hz    p6 pan 0..1    p7 part 1..16
;   p8 attack in seconds (0 = 0.07, but at most 0.4 of p3)    p9 breath 0..1 (0 = 0.4)
;   p10 vibrato 0..1 (0 = 0.4)
; What is above the fundamental.
giFlute ftgen 0, 0, 4096, 10, 0, 0.6, 0.25, 0.08, 0.03
instr Flute
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  iAttack Optional 8, p3 > 0 ? limit(0.4 * p3, 0.015, 0.07) : 0.07, 0.005, 20
  iBreath Optional 9, 0.4, 0.001, 1
  iVibrato Optional 10, 0.4, 0.001, 1
  kSway oscili linseg:k(0, 0.35, 0, 0.8, iVibrato), 4.6 + frac(iFreq * 0.1)
  kBend linseg 0.991, iAttack + 0.02, 1
  kFreq = iFreq * kBend * (1 + 0.003 * kSway)
  iOver = iFreq < sr / 12 ? 0.35 + 0.5 * iAmp : 0
  aTone oscili 1 + 0.25 * kSway, kFreq
  aOver oscili iOver * (1 + 0.5 * kSway), kFreq, giFlute
  aWind = gaNoise * linseg:a(0, 0.012, 1.5, 0.08, 0.5)
  aNear reson aWind, iFreq, 0.12 * iFreq + 20, 2
  aFar butterbp aWind, min(3.2 * iFreq + 500, sr / 3), min(2 * iFreq + 500, sr / 4)
  aSound = (aTone + aOver) * linsegr:a(0, iAttack, 1, 0.5, 0.9, 0.12, 0)
  aAir = (0.12 * aNear + 0.3 * aFar) * linsegr:a(0, 0.01, 1, 0.12, 0)
  PlaceInPart aSound + iBreath * aAir, iAmp * 0.13 * (440 / iFreq) ^ 0.25, iPan, iPart
endin
maxalloc "Flute", 64
