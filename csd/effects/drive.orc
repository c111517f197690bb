; Drive: warmth, then bite, over everything: a soft clip that bends one side of the wave
; more than the other, so that even harmonics come as well as odd ones, and loses a
; little treble. Off, it leaves every sample alone.
;   left, right
opcode Drive, aa, aa
  aLeft, aRight xin
  kAmount Control "drive.amount", 0, 1, 0.03
  kOver = kAmount - 0.0005    ; a fader on its way to 0 arrives
  kMix init 0
  if kOver > 0 then
    kBefore = kMix
    kMix min 8 * kOver, 1
    aMix Ramp kBefore, kMix
    kPush = ampdb(30 * kOver)
    aPush Follow kPush
    aBack Follow ampdb(kOver * (9.5 * kOver - 27))    ; about as loud as it was
    kCutoff = min(17000 - 9000 * kOver, 0.45 * sr)
    aHotLeft tone (tanh(aLeft * aPush + 0.2) - tanh(0.2)) * aBack, kCutoff
    aHotRight tone (tanh(aRight * aPush + 0.2) - tanh(0.2)) * aBack, kCutoff
    aLeft += aMix * (aHotLeft - aLeft)
    aRight += aMix * (aHotRight - aRight)
  endif
  xout aLeft, aRight
endop
