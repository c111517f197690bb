; note.udo: what every note instrument does first and last.

; NoteFields: p4..p7 brought into range; NaN becomes the minimum.
;   amplitude 0..1, frequency 16..12000 Hz, pan 0..1, part 1..16
opcode NoteFields, iiii, iiii
  iAmplitude, iFrequency, iPan, iPart xin
  iAmplitude = iAmplitude > 0 ? min(iAmplitude, 1) : 0
  iFrequency = iFrequency > 16 ? min(iFrequency, 12000) : 16
  iPan = iPan > 0 ? min(iPan, 1) : 0
  iPart = iPart > 1 ? min(round(iPart), giParts) : 1
  xout iAmplitude, iFrequency, iPan, iPart
endop

; Optional: a p-field, or its default when it is 0, absent or NaN. (Csound's p() answers
; with a field of some earlier note when this one has not so many.)
;   number of the p-field, default, minimum, maximum
opcode Optional, i, iiii
  iField, iDefault, iMinimum, iMaximum xin
  iResult = iDefault
  if iField <= pcount() then
    iValue = p(iField)
    if iValue > 0 || iValue < 0 then
      iResult = max(iMinimum, min(iValue, iMaximum))
    endif
  endif
  xout iResult
endop

; Ring: the length of a note that dies away by itself: p3, but no longer than it
; sounds; a held note (p3 below 0) rings out too.
;   p3, seconds until it is inaudible
opcode Ring, i, ii
  iLength, iRing xin
  iResult = iRing
  if iLength >= 0 && iLength < iRing then
    iResult = iLength
  endif
  xout iResult
endop

; An opcode defined in the orchestra does not know on which sample of the k-cycle its
; note starts, so these two need a signal that is silent until then, as all that
; oscillators, envelopes and their products are.

; GuardNote: whether the k-cycle of a note is unfit, which mutes its instrument.
;   left, right
opcode GuardNote, k, aa
  aLeft, aRight xin
  kMean downsamp aLeft + aRight, ksmps
  kPeak max max_k(aLeft, 1, 1), max_k(aRight, 1, 1)
  kUnfit = 0
  if !(kMean > -10000 && kMean < 10000 && kPeak < 100) then
    kUnfit = 1
    GuardFault
    event "i", 30011, 0, 0, int(p1)
  endif
  xout kUnfit
endop

; After the first fault of the run every note is looked at, and left out if it is unfit.
; Before that the strip's own guard is enough, and saves the time.

; ToPart: adds a stereo signal to a part's bus, balanced between left (0) and right
; (1), at equal power, and at unity in the middle.
;   left, right, gain, pan, part
opcode ToPart, 0, aaiii
  aLeft, aRight, iGain, iPan, iPart xin
  aLeft *= iGain * sqrt(2) * cos(iPan * $M_PI_2)
  aRight *= iGain * sqrt(2) * sin(iPan * $M_PI_2)
  if gkGuardFaults > 0 then
    if GuardNote(aLeft, aRight) == 1 kgoto Out
  endif
  zawm aLeft, 2 * iPart
  zawm aRight, 2 * iPart + 1
Out:
endop

; PlaceInPart: the same for a mono signal.
;   signal, gain, pan, part
opcode PlaceInPart, 0, aiii
  aSignal, iGain, iPan, iPart xin
  aLeft = aSignal * (iGain * sqrt(2) * cos(iPan * $M_PI_2))
  aRight = aSignal * (iGain * sqrt(2) * sin(iPan * $M_PI_2))
  if gkGuardFaults > 0 then
    if GuardNote(aLeft, aRight) == 1 kgoto Out
  endif
  zawm aLeft, 2 * iPart
  zawm aRight, 2 * iPart + 1
Out:
endop
