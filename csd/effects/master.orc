; Master: held; sums dry and returns, then drive, chorus, compressor, level, low-pass,
; DC block and a limiter.
;
; The limiter works on k-cycles: each asks for the gain that keeps its true peak
; below the ceiling, and the signal waits two of them, so that a straight line from
; gain to gain is there in time. True peak as in ITU-R BS.1770: four times
; oversampled, here by three fractional delays of 16 taps.

giCeiling = ampdb(-1.7)    ; half a decibel below the promise, for what the taps miss
giQuiet = 0.4        ; below this no true peak can reach the ceiling
giTaps = 16

; FractionalDelay: table of a windowed sinc that delays by giTaps / 2 - 1 + a fraction.
opcode FractionalDelay, i, i
  iFraction xin
  iTable ftgen 0, 0, -giTaps, -2, 0
  iTap = 0
  while iTap < giTaps do
    iTime = iTap - (giTaps / 2 - 1 + iFraction)
    iWindow = cos($M_PI * iTime / (giTaps + 1)) ^ 2
    tablew sin($M_PI * iTime) / ($M_PI * iTime) * iWindow, iTap, iTable
    iTap += 1
  od
  xout iTable
endop

; TruePeak: the highest amplitude in a k-cycle, between samples too, giTaps / 2 late.
;   signal, its highest sample in this k-cycle and the last
opcode TruePeak, k, ak
  aSignal, kPeak xin
  iQuarter FractionalDelay 0.25
  iHalf FractionalDelay 0.5
  iThree FractionalDelay 0.75
  if kPeak > giQuiet then
    aQuarter dconv aSignal, giTaps, iQuarter
    aHalf dconv aSignal, giTaps, iHalf
    aThree dconv aSignal, giTaps, iThree
    kPeak max max_k(aQuarter, 1, 1), max_k(aHalf, 1, 1), max_k(aThree, 1, 1), kPeak
  endif
  xout kPeak
endop

; LimiterGain: the gain of the k-cycle heard two k-cycles later, and that before it.
;   true peak
opcode LimiterGain, kk, k
  kPeak xin
  kReleased init 1
  kOne init 1
  kTwo init 1
  kNow init 1
  kBefore = kNow
  ; Down at once, up by half every 80 ms; then the least of three, the mean of two.
  kReleased = min(giCeiling / max(kPeak, giCeiling), kReleased + (1 - kReleased) * (1 - 0.5 ^ (1 / (0.08 * kr))))
  kLeast = min(kReleased, kOne, kTwo)
  kLast init 1
  kNow = (kLeast + kLast) / 2
  kLast = kLeast
  kTwo = kOne
  kOne = kReleased
  xout kNow, kBefore
endop

instr +Master
  iLatency = 2 * ksmps + giTaps / 2
  chnset iLatency, "master.latency"
  aLeft = gaDryLeft + gaReverbLeft + gaDelayLeft
  aRight = gaDryRight + gaReverbRight + gaDelayRight

  ; What comes from the strips is fit, so an effect is not: both start from empty.
  kSum downsamp aLeft + aRight, ksmps
  gkUnfit = 0
  if !(abs(kSum) < 10000) then
    gkUnfit = 1
    GuardFault
    aLeft = 0
    aRight = 0
  endif
  clear gaDryLeft, gaDryRight
  zacl 0, 2 * giParts + 1

  aLeft, aRight Drive aLeft, aRight
  aLeft, aRight Chorus aLeft, aRight
  aLeft, aRight Compressor aLeft, aRight
  kGain Level "master.level_db", 6
  aGain Follow kGain
  aLeft *= aGain
  aRight *= aGain

  ; Fully open, the low-pass is out of the way; it fades in over the top 2 kHz.
  kCutoff Control "filter.cutoff_hz", 100, 20000, 0.02
  if kCutoff < 19999 then
    aThrough Follow limit:k((kCutoff - 18000) / 1999, 0, 1)
    kCutoff min kCutoff, 0.45 * sr
    aLeft = aThrough * aLeft + (1 - aThrough) * butterlp(aLeft, kCutoff)
    aRight = aThrough * aRight + (1 - aThrough) * butterlp(aRight, kCutoff)
  endif

  aLeft dcblock aLeft, 0.999
  aRight dcblock aRight, 0.999

  kPeakBefore init 0
  kPeak max max_k(aLeft, 1, 1), max_k(aRight, 1, 1)
  kHigher max kPeak, kPeakBefore
  kGainNow, kGainBefore LimiterGain max(TruePeak(aLeft, kHigher), TruePeak(aRight, kHigher))
  kPeakBefore = kPeak
  aLimit Ramp kGainBefore, kGainNow
  aLeft delay aLeft, iLatency / sr
  aRight delay aRight, iLatency / sr
  aLeft *= aLimit
  aRight *= aLimit
  outs aLeft, aRight

  kMeterLeft init 0
  kMeterRight init 0
  kMeterLeft = max(max_k(aLeft, 1, 1), kMeterLeft * ampdb(-40 / kr))
  kMeterRight = max(max_k(aRight, 1, 1), kMeterRight * ampdb(-40 / kr))
  chnset kMeterLeft, "meter.left"
  chnset kMeterRight, "meter.right"
  chnset -dbamp(kGainNow), "meter.reduction_db"
endin
schedule "Master", 0, -1
