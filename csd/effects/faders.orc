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
gkFadersMove init 1

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

  kStarted init 0
  if kStarted == 0 then
    gkLeft = kLeft
    gkRight = kRight
    gkReverb = kReverb
    gkDelay = kDelay
    kStarted = 1
  endif
  iSmooth = 1 - 0.5 ^ (1 / (0.007 * kr))
  gkLeftBefore = gkLeft
  gkRightBefore = gkRight
  gkReverbBefore = gkReverb
  gkDelayBefore = gkDelay
  gkLeft = gkLeft + (kLeft - gkLeft) * iSmooth
  gkRight = gkRight + (kRight - gkRight) * iSmooth
  gkReverb = gkReverb + (kReverb - gkReverb) * iSmooth
  gkDelay = gkDelay + (kDelay - gkDelay) * iSmooth

  kMove[] = abs(gkLeft - gkLeftBefore) + abs(gkRight - gkRightBefore) + abs(gkReverb - gkReverbBefore) + abs(gkDelay - gkDelayBefore)
  gkFadersMove = maxarray(kMove)
endin
schedule "Faders", 0, -1
