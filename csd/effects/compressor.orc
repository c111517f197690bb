; Compressor: brings loud and quiet together, both sides alike: the further up, the lower
; the level from which it acts and the more it takes, and gives back in the mean. Off, it
; leaves every sample alone.
;   left, right
opcode Compressor, aa, aa
  aLeft, aRight xin
  kDepth Control "compressor.depth", 0, 1, 0.05
  kOver = kDepth - 0.0005    ; a fader on its way to 0 arrives
  kGain init 1
  if kOver > 0 then
    kPeak max max_k(aLeft, 1, 1), max_k(aRight, 1, 1)
    kLevel init 0
    iUp = 1 - 0.5 ^ (1 / (0.006 * kr))
    iDown = 1 - 0.5 ^ (1 / (0.16 * kr))
    kLevel += (kPeak - kLevel) * (kPeak > kLevel ? iUp : iDown)
    kThreshold = -8 - 22 * kOver
    kTaken = 1 - 1 / (1 + 4 * kOver)
    ; The knee is 12 dB wide: a parabola from 6 below the threshold to 6 above.
    kAbove = limit(dbamp(max(kLevel, 0.00001)) - kThreshold + 6, 0, 100)
    kAbove = kAbove < 12 ? kAbove * kAbove / 24 : kAbove - 6
    kBefore = kGain
    kGain = ampdb(kTaken * (0.85 * (-7.5 - kThreshold) - kAbove))
    aGain Ramp kBefore, kGain
    aLeft *= aGain
    aRight *= aGain
  endif
  xout aLeft, aRight
endop
