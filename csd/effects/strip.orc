; Strip: held, one a part: guard, level, pan, mute, sends and meter.
;   p4 part 1..16
instr +Strip
  iBus = 2 * p4
  iFader = p4 - 1
  aLeft zar iBus
  aRight zar iBus + 1
  kPeakLeft max_k aLeft, 1, 1
  kPeakRight max_k aRight, 1, 1
  kSum downsamp aLeft + aRight, ksmps

  ; One NaN would silence the reverb for good, so a bad block goes no further.
  if !(kSum > -10000 && kSum < 10000 && kPeakLeft + kPeakRight < 100) then
    zacl iBus, iBus + 1
    GuardFault
    kPeakLeft = 0
    kPeakRight = 0
  endif

  kMeter init 0
  if kPeakLeft + kPeakRight > 0 then
    kLeft = gkLeft[iFader]
    kRight = gkRight[iFader]
    kReverb = gkReverb[iFader]
    kDelay = gkDelay[iFader]
    kMeter = max(kPeakLeft * kLeft, kPeakRight * kRight, kMeter)

    if gkFadersMove == 0 then
      aLeft *= kLeft
      aRight *= kRight
      gaReverbSendLeft += aLeft * kReverb
      gaReverbSendRight += aRight * kReverb
      if kDelay > 0 then
        gaDelaySendLeft += aLeft * kDelay
        gaDelaySendRight += aRight * kDelay
      endif
    else
      aLeft *= Ramp(gkLeftBefore[iFader], kLeft)
      aRight *= Ramp(gkRightBefore[iFader], kRight)
      aReverb Ramp gkReverbBefore[iFader], kReverb
      gaReverbSendLeft += aLeft * aReverb
      gaReverbSendRight += aRight * aReverb
      aDelay Ramp gkDelayBefore[iFader], kDelay
      gaDelaySendLeft += aLeft * aDelay
      gaDelaySendRight += aRight * aDelay
    endif
    gaDryLeft += aLeft
    gaDryRight += aRight
    zaw aLeft, iBus
    zaw aRight, iBus + 1
  endif

  if kMeter > 0 then
    chnset kMeter, sprintf("meter.%d", p4)
    kMeter = kMeter > 0.00001 ? kMeter * ampdb(-40 / kr) : 0
  endif
endin

; Held instances of one instrument must differ in p1, or Csound ties them.
giStrip nstrnum "Strip"
giPart init 1
Start:
schedule giStrip + giPart / 100, 0, -1, giPart
loop_le giPart, 1, giParts, Start
