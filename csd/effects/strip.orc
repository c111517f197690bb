; Strip: held, one a part: guard, level, pan, mute, sends and meter.
;   p4 part 1..16
instr +Strip
  aLeft zar 2 * p4
  aRight zar 2 * p4 + 1

  ; One NaN would silence the reverb for good, so a bad block goes no further.
  kLeft downsamp aLeft, ksmps
  kRight downsamp aRight, ksmps
  if !(kLeft + kRight < 1000 && kLeft + kRight > -1000) then
    aLeft = 0
    aRight = 0
    gkFaults += 1
    chnset gkFaults, "meter.faults"
  endif

  kGain Gain sprintf("part.%d.level_db", p4), 12
  kPan Control sprintf("part.%d.pan", p4), 0, 1, 0.01
  kAudible Control sprintf("part.%d.audible", p4), 0, 1, 0.01
  kReverb Control sprintf("part.%d.reverb", p4), 0, 1, 0.01
  kDelay Control sprintf("part.%d.delay", p4), 0, 1, 0.01
  kGain *= kAudible * sqrt(2)
  aLeft *= interp(kGain * cos(kPan * $M_PI_2))
  aRight *= interp(kGain * sin(kPan * $M_PI_2))
  aReverb interp kReverb
  aDelay interp kDelay

  zaw aLeft, 2 * p4
  zaw aRight, 2 * p4 + 1
  gaDryLeft += aLeft
  gaDryRight += aRight
  gaReverbSendLeft += aLeft * aReverb
  gaReverbSendRight += aRight * aReverb
  gaDelaySendLeft += aLeft * aDelay
  gaDelaySendRight += aRight * aDelay

  kMeter init 0
  kMeter = max(max_k(aLeft, 1, 1), max_k(aRight, 1, 1), kMeter * ampdb(-40 / kr))
  chnset kMeter, sprintf("meter.%d", p4)
endin

; Held instances of one instrument must differ in their p1, or Csound ties them.
#define START(N) # schedule nstrnum("Strip") + $N / 100, 0, -1, $N #
$START(1)
$START(2)
$START(3)
$START(4)
$START(5)
$START(6)
$START(7)
$START(8)
$START(9)
$START(10)
$START(11)
$START(12)
$START(13)
$START(14)
$START(15)
$START(16)
