; Master: held; sums dry and returns, then tone, level and limiter.
instr +Master
  aLeft = gaDryLeft + gaReverbLeft + gaDelayLeft
  aRight = gaDryRight + gaReverbRight + gaDelayRight
  clear gaDryLeft, gaDryRight
  zacl 0, 2 * giParts + 1
  kGain Level "master.level_db", 6
  aGain interp kGain
  aLeft dcblock aLeft * aGain, 0.999
  aRight dcblock aRight * aGain, 0.999
  aPeak max abs(aLeft), abs(aRight)
  aPeak follow2 aPeak, 0, 0.15
  aGain = 0.85 / max(aPeak, a(0.85))
  aLeft *= aGain
  aRight *= aGain
  outs aLeft, aRight
  kMeterLeft init 0
  kMeterRight init 0
  kMeterLeft = max(max_k(aLeft, 1, 1), kMeterLeft * ampdb(-40 / kr))
  kMeterRight = max(max_k(aRight, 1, 1), kMeterRight * ampdb(-40 / kr))
  chnset kMeterLeft, "meter.left"
  chnset kMeterRight, "meter.right"
endin
schedule "Master", 0, -1
