; string.udo: the tuning of a plucked string.

; StringLoop: what makes a waveguide with a low-pass in its loop sound at a frequency
; and ring for a time. The low-pass delays and weakens too: a shorter string makes up
; for it.
;   frequency in Hz, cutoff of the low-pass in Hz, ring in seconds to -60 dB
;   answers the frequency and the feedback to give to wguide1
opcode StringLoop, ii, iii
  iFreq, iCutoff, iRing xin
  iPole = 2 - cos(2 * $M_PI * iCutoff / sr)
  iPole = iPole - sqrt(iPole * iPole - 1)
  iAngle = 2 * $M_PI * iFreq / sr
  iReal = 1 - iPole * cos(iAngle)
  iImaginary = iPole * sin(iAngle)
  iLag = taninv2(iImaginary, iReal) / iAngle + 1
  iLoss = (1 - iPole) / sqrt(iReal * iReal + iImaginary * iImaginary)
  xout 1 / (1 / iFreq - iLag / sr), min(10 ^ (-3 / (iFreq * iRing)) / iLoss, 0.9999)
endop
