; Faders: held; reads the channels of all strips at once, because one array of
; sixteen channels costs what a single one does, and smooths them (half-time 7 ms).
; limit turns NaN into the minimum.

gkLeft[] init giParts
gkRight[] init giParts
gkReverb[] init giParts
gkDelay[] init giParts
gkLeftBefore[] init giParts
gkRightBefore[] init giParts
gkReverbBefore[] init giParts
gkDelayBefore[] init giParts
gkFadersMove init 0

; PartChannels: the sixteen channels part.N.<suffix>.
opcode PartChannels, S[], S
  SSuffix xin
  SNames[] init giParts
  iIndex = 0
  while iIndex < giParts do
    SNames[iIndex] sprintf "part.%d.%s", iIndex + 1, SSuffix
    iIndex += 1
  od
  xout SNames
endop

instr +Faders
  SLevels[] PartChannels "level_db"
  SPans[] PartChannels "pan"
  SAudible[] PartChannels "audible"
  SReverb[] PartChannels "reverb"
  SDelay[] PartChannels "delay"
  kLevel[] limit chngetk(SLevels), -60, 12
  kPan[] limit chngetk(SPans), 0, 1
  kAudible[] limit chngetk(SAudible), 0, 1
  kReverb[] limit chngetk(SReverb), 0, 1
  kDelay[] limit chngetk(SDelay), 0, 1

  ; The second factor is 0 at -60 dB and 1 from a thousandth above.
  kGain[] = exp(kLevel * (log(10) / 20)) * limit((kLevel + 60) * 1000, 0, 1) * kAudible * sqrt(2)
  kLeft[] = kGain * cos(kPan * $M_PI_2)
  kRight[] = kGain * sin(kPan * $M_PI_2)

  kFar[] = abs(kLeft - gkLeft) + abs(kRight - gkRight) + abs(kReverb - gkReverb) + abs(kDelay - gkDelay)
  kFarthest maxarray kFar
  kStarted init 0
  if kStarted == 0 || kFarthest < 0.000000001 then
    gkFadersMove = 0
    gkLeft = kLeft
    gkRight = kRight
    gkReverb = kReverb
    gkDelay = kDelay
    kStarted = 1
  else
    gkFadersMove = 1
    gkLeftBefore = gkLeft
    gkRightBefore = gkRight
    gkReverbBefore = gkReverb
    gkDelayBefore = gkDelay
    iSmooth = 1 - 0.5 ^ (1 / (0.007 * kr))
    gkLeft = gkLeft + (kLeft - gkLeft) * iSmooth
    gkRight = gkRight + (kRight - gkRight) * iSmooth
    gkReverb = gkReverb + (kReverb - gkReverb) * iSmooth
    gkDelay = gkDelay + (kDelay - gkDelay) * iSmooth
  endif
endin
schedule "Faders", 0, -1
