; probes.orc: finds the instrument that spoils the output of a stranger's orchestra.
;
; A host puts guard.orc and this file before the first instrument, and these lines at
; the end of each, with every global audio variable or array that it mentions:
;   if gkGuardFaults > 0 then
;     ProbeBus gaName
;     Probe
;   endif
; Instruments run one after the other, so the first after which the output or a
; variable is unfit has made it so. A fault blames one for the output, one for all
; variables: it is muted.
;
; But one that was started to stay is likely to be a mixer or a reverb that another has
; spoiled: it starts anew. Where that does not help, the notes of the others end, one
; instrument after the other; the last one before all was well again is muted.

gkProbeUnfit init 0      ; whether a variable of this instrument is
gkProbeOutput init -1    ; the fault that has found its culprit in the output
gkProbeBus init -1       ; the same in the variables
gkProbeStarts init 0
gkProbeHunt init 0
gkProbeSuspect init 0

opcode ProbeBus, 0, a
  aBus xin
  kSum downsamp aBus, ksmps
  if !(abs(kSum) < 10000 * 0dbfs) then
    gkProbeUnfit = 1
  endif
endop

opcode ProbeBus, 0, a[]
  aBuses[] xin
  kBus = 0
  while kBus < lenarray(aBuses) do
    ProbeBus aBuses[kBus]
    kBus += 1
  od
endop

; ProbeFields: the p-fields with which an instrument that was started to stay can be
; started again, and whether there are such.
opcode ProbeFields, i[]i, 0
  iFields[] passign 1
  iHeld = (p3 < 0 || p3 >= 3600 ? 1 : 0)
  iHeld = (iFields[2] == p3 ? iHeld : 0)    ; after a reinit they are some other note's
  iFields[0] = p1
  iFields[1] = 0
  iIndex = 3
  while iIndex < lenarray(iFields) do
    iHeld = (iFields[iIndex] == iFields[iIndex] ? iHeld : 0)    ; a string's code is a NaN
    iIndex += 1
  od
  xout iFields, iHeld
endop

opcode Probe, 0, 0
  iFields[], iHeld ProbeFields
  kFields[] = iFields
  aOut[] monitor
  kSum = 0
  kChannel = 0
  while kChannel < nchnls do
    kSum += abs(downsamp(aOut[kChannel], ksmps))
    kChannel += 1
  od
  kOutput = (kSum < 10000 * 0dbfs || gkProbeOutput == gkGuardFaults ? 0 : 1)
  kBus = (gkProbeUnfit == 0 || gkProbeBus == gkGuardFaults ? 0 : 1)
  gkProbeUnfit = 0
  kWell init 0
  kWell = (changed2(gkGuardFaults) == 1 ? 0 : kWell + 1)
  if iHeld == 0 && gkProbeHunt == 1 then
    gkProbeHunt = 0
    gkProbeSuspect = int(p1)
    turnoff2 gkProbeSuspect, 0, 0
  elseif kOutput + kBus > 0 then
    gkProbeOutput = (kOutput == 1 ? gkGuardFaults : gkProbeOutput)
    if iHeld == 1 && gkProbeStarts < 64 then
      gkProbeStarts += 1
      gkProbeHunt = (gkProbeStarts % 4 == 0 ? 1 : 0)
      schedulek kFields
      turnoff2 p1, 4, 0    ; nothing after this is performed
    else
      gkProbeBus = (kBus == 1 ? gkGuardFaults : gkProbeBus)
      event "i", 30011, 0, 0, int(p1)
    endif
  elseif kWell > 8 && gkProbeSuspect > 0 then
    event "i", 30011, 0, 0, gkProbeSuspect
    gkProbeSuspect = 0
    gkProbeStarts = 0
  endif
endop
