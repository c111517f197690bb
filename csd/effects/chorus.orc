; Chorus: everything twice, the second a few milliseconds late and swaying in pitch, each
; side on its own; the bass stays as it is. Off, it leaves every sample alone.
;   left, right
opcode Chorus, aa, aa
  aLeft, aRight xin
  kWanted Control "chorus.mix", 0, 1, 0
  kRate Control "chorus.rate_hz", 0.05, 5, 0.1
  kMix init 0
  kFilled init 0
  if kWanted > 0 || kMix > 0 then
    if changed2(chnget:k("host.silence")) == 1 then
      reinit Empty
    endif
    ; The line fills before it is heard: what is left in it is from long ago.
    kFilled min kFilled + 1 / kr, 0.04
    kMix += ((kFilled < 0.04 ? 0 : kWanted) - kMix) * (1 - 0.5 ^ (1 / (0.03 * kr)))
    if kWanted == 0 && kMix < 0.0002 then
      kMix = 0
      kFilled = 0
    endif
    aDry Follow cos(kMix * $M_PI_4)
    aWet Follow sin(kMix * $M_PI_4)
    ; As deep as bends the pitch by 14 cents, and no deeper than 5 ms.
    kDeep min 0.0013 / kRate, 0.005
    aDeep Follow kDeep
    aMiddle Follow max:k(0.013, kDeep + 2 / kr)
    aSway oscili 1, kRate
    aTurned oscili 1, kRate, -1, 0.3
Empty:
    aThrough delayr 0.1
    aLateLeft deltap3 aMiddle + aDeep * aSway
    aThrough delayr 0.1
    aLateRight deltap3 aMiddle + aDeep * aTurned
    delayw aLeft
    delayw aRight
    aLateLeft atone aLateLeft, 180
    aLateRight atone aLateRight, 180
    rireturn
    aLeft = aLeft * aDry + aLateLeft * aWet
    aRight = aRight * aDry + aLateRight * aWet
  endif
  xout aLeft, aRight
endop
