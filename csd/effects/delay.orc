; Delay: held; echoes that cross from side to side.
instr +Delay
  kSeconds Control "delay.seconds", 0.01, 2, 0.1
  kFeedback Control "delay.feedback", 0, 0.95, 0.01
  kGain Level "delay.level_db", 6
  kSilence chnget "host.silence"
  if changed2(kSilence) == 1 then
    reinit Empty
  endif
Empty:
  aLeft init 0
  aRight init 0
  aTime interp max(kSeconds, 2 / kr)
  aThrough delayr 2.1
  aLeft deltapi aTime
  delayw gaDelaySendLeft + gaDelaySendRight * 0.3 + aRight * kFeedback
  aThrough delayr 2.1
  aRight deltapi aTime
  delayw gaDelaySendRight * 0.7 + aLeft * kFeedback
  rireturn
  aGain interp kGain
  gaDelayLeft = aLeft * aGain
  gaDelayRight = aRight * aGain
  clear gaDelaySendLeft, gaDelaySendRight
endin
schedule "Delay", 0, -1
