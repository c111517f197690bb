; Brass: a horn in the low, a trumpet in the high: a saw behind a filter that opens as the
; tone swells and the louder the further, and a scoop into the pitch.
;   p4 amplitude 0..1    p5 frequency in Hz    p6 pan 0..1    p7 part 1..16
;   p8 attack in seconds (0 = 0.06, but at most 0.4 of p3)    p9 brightness 0..1 (0 = 0.5)
instr Brass
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  iAttack Optional 8, p3 > 0 ? limit(0.4 * p3, 0.015, 0.06) : 0.06, 0.005, 20
  iBright Optional 9, 0.5, 0.01, 1
  kSway oscili linseg:k(0, 0.5, 0, 0.8, 0.004), 5 + frac(iFreq * 0.1)
  kScoop linseg 0.97, 0.035, 1.004, 0.05, 1
  aSaw oscili 1, iFreq * (1 + kSway) * kScoop, vco2ift:i(iFreq * 1.01, 0)
  iClosed = min(1.5 * iFreq + 100, sr / 4)
  iOpen = min(2 * iFreq + 6000 * iBright * (0.1 + iAmp), sr / 3)
  kSwell linsegr 0, iAttack, 1, 0.15, 0.6, 4, 0.45, 0.12, 0
  aTone lowpass2 aSaw, iClosed + (iOpen - iClosed) * kSwell, 1.4
  aBell butterbp aTone, min(700 + 1.5 * iFreq, sr / 4), 900
  aOut = (aTone + aBell) * linsegr:a(0, 0.7 * iAttack, 1, 0.2, 0.85, 0.12, 0)
  PlaceInPart aOut, iAmp * 0.115 * (440 / iFreq) ^ 0.15, iPan, iPart
endin
maxalloc "Brass", 64
