; Organ: drawbars and a turning speaker: a flute choir, upper ranks to pull, a key click.
;   p4 amplitude 0..1    p5 frequency in Hz    p6 pan 0..1    p7 part 1..16
;   p8 ranks 0..1 (0 = 0.4): from 8' alone to full    p9 turns a second 0.1..9 (0 = 0.9)
; 16' 8' 5 1/3', over a fundamental at 16'; 4' 2 2/3' 2' 1 3/5' 1', over one at 8'.
giOrgan ftgen 0, 0, 4096, 10, 0.25, 1, 0.2
giOrganUpper ftgen 0, 0, 4096, 10, 0, 0.6, 0.45, 0.35, 0.12, 0, 0, 0.2
instr Organ
  iAmp, iFreq, iPan, iPart NoteFields p4, p5, p6, p7
  iRanks Optional 8, 0.4, 0.001, 1
  iTurns Optional 9, 0.9, 0.1, 9
  iPhase = frac(iFreq * 0.01)
  kTurn oscili 1, iTurns, -1, iPhase
  kSide oscili 1, iTurns, -1, frac(iPhase + 0.25)
  kFreq = iFreq * (1 + 0.0004 * min(iTurns, 4) * kTurn)
  aGround oscili 1, kFreq * 0.5, giOrgan
  ; High up the ranks break back, as on an organ: the highest would be out of reach.
  aUpper oscili iRanks * (0.5 + iAmp), kFreq * (iFreq > 1000 ? 0.5 : 1), giOrganUpper
  aClick butterbp gaNoise * linseg:a(0, 0.0005, 0.35 * iRanks, 0.008, 0), min(2000 + 2 * iFreq, sr / 4), 2500
  aOut = (aGround + aUpper + aClick) * linsegr:a(0, 0.006, 1, 0.05, 0)
  ToPart aOut * (1 + 0.15 * kSide), aOut * (1 - 0.15 * kSide), iAmp * 0.15 * (440 / iFreq) ^ 0.2, iPan, iPart
endin
maxalloc "Organ", 64
