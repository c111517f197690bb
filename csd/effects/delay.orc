; Delay: held; echoes that darken and change sides.
instr +Delay
  kSeconds Control "delay.seconds", 0.01, 2, 0.1
  kFeedback Control "delay.feedback", 0, 0.95, 0.01
  kGain Level "delay.level_db", 6
  if changed2(chnget:k("host.silence")) == 1 || gkUnfit == 1 then
    reinit Empty
  endif
Empty:
  aTime Follow max:k(kSeconds, 1 / kr)
  aThrough delayr 2.1
  aLeft deltapi aTime
  aThrough delayr 2.1
  aRight deltapi aTime
  aLeft tone aLeft, 4500
  aRight tone aRight, 4500
  delayw gaDelaySendLeft + aRight * kFeedback
  delayw gaDelaySendRight + aLeft * kFeedback
  rireturn
  aGain Follow kGain
  gaDelayLeft = aLeft * aGain
  gaDelayRight = aRight * aGain
  clear gaDelaySendLeft, gaDelaySendRight
endin
schedule "Delay", 0, -1
