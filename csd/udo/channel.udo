; channel.udo: reads control channels so that no host can hurt the sound.

; Control: a channel within its range, smoothed; NaN becomes the minimum.
;   name, minimum, maximum, half-time of the smoothing in seconds
opcode Control, k, Siii
  SName, iMinimum, iMaximum, iHalfTime xin
  kValue chnget SName
  kValue = kValue > iMinimum ? min(kValue, iMaximum) : iMinimum
  iStart chnget SName
  xout portk(kValue, iHalfTime, iStart)
endop

; Level: a channel in dB as a smoothed amplitude; -60 dB and below is silence.
;   name, maximum in dB
opcode Level, k, Si
  SName, iMaximum xin
  kLevel chnget SName
  iLevel chnget SName
  kGain = kLevel > -60 ? ampdb(min(kLevel, iMaximum)) : 0
  xout portk(kGain, 0.007, iLevel > -60 ? ampdb(iLevel) : 0)
endop
