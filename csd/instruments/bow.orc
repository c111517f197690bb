; Bow: a bowed string: a saw and the rosin's noise in a body as large as the pitch asks,
; with a vibrato that comes late.
;   p4 amplitude 0..1    p5 frequency in Hz    p6 pan 0..1    p7 part 1..16
;   p8 attack in seconds (0 = 0.16, but at most 0.4 of p3)    p9 vibrato 0..1 (0 = 0.4)
;   p10 brightness 0..1 (0 = 0.5)
instr Bow
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  iAttack Optional 8, p3 > 0 ? limit(0.4 * p3, 0.02, 0.16) : 0.16, 0.005, 20
  iVibrato Optional 9, 0.4, 0.001, 1
  iBright Optional 10, 0.5, 0.01, 1
  kSway oscili linseg:k(0, 0.25, 0, 0.9, 0.02 * iVibrato), 5 + frac(iFreq * 0.1)
  aSaw oscili 1, iFreq * (1 + kSway), vco2ift:i(iFreq * 1.01, 0)
  aRosin = gaNoise * linseg:a(0, 0.03, 0.5, 0.25, 0.1)
  kEdge linsegr 0.4, 1.5 * iAttack, 1, 6, 0.8, 0.18, 0.3
  iEdge = min(1.5 * iFreq + 9000 * iBright * (0.25 + iAmp), sr / 3)
  aString lowpass2 aSaw + aRosin, kEdge * iEdge, 0.8
  iSize = limit((iFreq / 440) ^ 0.5, 0.25, 2)
  aAir reson aString, 290 * iSize, 60 * iSize, 1
  aWood reson aString, 520 * iSize, 110 * iSize, 1
  aBridge reson aString, min(2400 * iSize, sr / 4), min(1300 * iSize, sr / 8), 1
  aOut = (0.4 * aString + aAir + aWood + 0.8 * aBridge) * linsegr:a(0, iAttack, 1, 0.18, 0)
  PlaceInPart aOut, iAmp * 0.15, iPan, iPart
endin
maxalloc "Bow", 64
