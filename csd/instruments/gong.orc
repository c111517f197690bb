; Gong: struck bronze: a low hum, partials that clash and a wash that opens after the blow.
;   p4 amplitude 0..1    p5 frequency in Hz    p6 pan 0..1    p7 part 1..16
;   p8 brightness 0..1 (0 = 0.5)    p9 ring in seconds (0 = by pitch)
instr Gong
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  iBright Optional 8, 0.5, 0.01, 1
  iRing Optional 9, limit(9 * sqrt(110 / iFreq), 1.5, 14), 0.05, 40
  p3 Ring p3, iRing
  kFall expon 1, iRing, 0.001
  kBloom expseg 0.3, 0.25, 1, iRing, 0.003
  iIndex = 4 * iBright * (0.3 + iAmp) * limit(sqrt(220 / iFreq), 0.2, 1.3)
  aHum oscili kFall, iFreq
  aBeat oscili 0.5 * kFall, iFreq * 1.006 + 0.4
  aClash foscili 0.5 * kFall, min(iFreq * 2.74, sr / 8), 1, 0.571, iIndex * kBloom
  aWash foscili 0.35 * kBloom * kFall, min(iFreq * 5.43, sr / 8), 1, 0.731, 1.4 * iIndex * kBloom
  aOut = (aHum + aBeat + aClash + aWash) * linsegr:a(0, 0.004, 1, 0.6, 0)
  PlaceInPart aOut, iAmp * 0.25, iPan, iPart
endin
maxalloc "Gong", 64
