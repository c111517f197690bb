; host.orc: what a host adds to any orchestra, ours or a stranger's.
;
; Append this file after the last line of the orchestra. It relies on nothing in
; it and works with every sr, ksmps, nchnls and 0dbfs. The instruments carry
; numbers, because Csound runs active instruments in the order of their numbers
; and hands a named one (`+Name` too) the lowest free number: only a high number
; runs after a stranger's `instr 999`. Numbers above 29999 belong to the host.
;
;   30001 BindChannel   30004 Fade      30007 Tap
;   30002 SetChannel    30005 Silence   30008 End
;   30003 Commit        30006 Fader     30009 Release
;                                       30010 Shed
;
; Fader and Tap are held: start them at time 0 with p3 = -1, before any Fade.

chn_k "host.silence", 3, 1, 0, 0, 1000000000
chn_k "tap.table", 2
chn_k "tap.frames", 2
chn_k "tap.channels", 2
chn_k "tap.written", 2

gSHostChannel[] init 4096
gkHostFadeTarget init 1
gkHostFadeStep init 1
gkGuardFaults init 0    ; guard.orc's, where that is there too

; BindChannel: gives a channel name a number, so that SetChannel needs no string.
;   p4 index, 0..4095    p5 channel name, a string
instr 30001
  gSHostChannel[p4] = strget(p5)
endin

; SetChannel: sets a bound control channel at the start of its k-cycle.
;   p4 index, as bound    p5 value
instr 30002
  chnset p5, gSHostChannel[p4]
endin

; Commit: hands an event on to the real-time path, 10 ms ahead of its onset,
; because Csound rounds the onsets of score lines and of real-time events
; differently and only the second way is exact.
;   p4 instrument number    p5 onset in seconds of score time
;   p6 duration in seconds (its p3)    p7... its p4...
instr 30003
  iEvent[] passign 4
  iEvent[1] = iEvent[1] - times:i()
  schedule iEvent
endin

; Fade: takes the whole output to silence, or back.
;   p3 seconds of the fade    p4 1 = out, held until a fade in; 0 = in
instr 30004
  gkHostFadeTarget init p4 == 1 ? 0 : 1
  gkHostFadeStep init 1 / max(1, p3 * kr)
endin

; Silence: ends every instance of the listed instruments at once, without their
; releases, and asks effects that watch `host.silence` to forget their tails. It
; clicks unless a Fade has reached silence before it.
;   p4... instrument numbers; one that does not exist stops the list there
instr 30005
  chnset chnget:i("host.silence") + 1, "host.silence"
  iNumbers[] passign 4
  iIndex = 0
  while iIndex < lenarray(iNumbers) do
    turnoff2_i iNumbers[iIndex], 0, 0
    iIndex += 1
  od
endin

; Fader: held; applies Fade to all that is in the output so far. Left alone it
; adds nothing, so an open fader changes no bit.
instr 30006
  kPosition init 1
  kGain init 1
  kBefore = kGain
  kPosition = kPosition < gkHostFadeTarget ? min(kPosition + gkHostFadeStep, 1) : max(kPosition - gkHostFadeStep, gkHostFadeTarget)
  kGain = kPosition * kPosition * (3 - 2 * kPosition)
  if kBefore != 1 || kGain != 1 then
    aGain interp kGain, 0, 1, 1
    aOut[] monitor
    kChannel = 0
    while kChannel < nchnls do
      outch kChannel + 1, aOut[kChannel] * (aGain - 1)
      kChannel += 1
    od
  endif
endin

; Tap: held; writes the final output, scaled to 0dbfs = 1, into a ring table of
; interleaved frames. `tap.table` is its number, `tap.frames` its length in
; frames, `tap.channels` their width and `tap.written` counts the frames written.
; A k-cycle with a NaN, an infinity or an absurd level is written as silence, in the
; channels that have it, and counted in `fault.blocks`.
instr 30007
  ; A whole number of blocks, so that no block straddles the end of the ring.
  iFrames = ceil(2 ^ 17 / ksmps) * ksmps
  iTable ftgen 0, 0, -(iFrames * nchnls), -2, 0
  chnset iFrames, "tap.frames"
  chnset nchnls, "tap.channels"
  chnset iTable, "tap.table"
  kWritten init 0
  aOut[] monitor
  aRamp init 0
  kSample init 0    ; stays at the end, so that the loop runs in the first k-cycle only
  kEnd = ksmps
  while kSample < kEnd do
    vaset kSample * nchnls, kSample, aRamp
    kSample += 1
  od
  kBase = (kWritten % iFrames) * nchnls
  kChannel = 0
  kUnfit = 0
  while kChannel < nchnls do
    aChannel = aOut[kChannel] / 0dbfs
    kMean downsamp aChannel, ksmps
    if !(abs(kMean) < 10000) then
      kUnfit = 1
      aChannel = 0
    endif
    tablew aChannel, aRamp + (kBase + kChannel), iTable
    kChannel += 1
  od
  if kUnfit == 1 then
    gkGuardFaults += 1
    chnset gkGuardFaults, "fault.blocks"
  endif
  kWritten += ksmps
  chnset kWritten, "tap.written"
endin

; End: ends the performance at the start of its k-cycle, whatever still sounds.
instr 30008
  event_i "e", 0
endin

; Release: lets go of every note of the listed instruments, which die away as they
; are written to.
;   p4... instrument numbers; one that does not exist stops the list there
instr 30009
  iNumbers[] passign 4
  iIndex = 0
  while iIndex < lenarray(iNumbers) do
    turnoff2_i iNumbers[iIndex], 0, 1
    iIndex += 1
  od
endin

; Shed: ends single notes at once, without their releases.
;   p4... numbers as in the p1 of the notes, fractions included; one that does not exist
;      stops the list there
instr 30010
  iNumbers[] passign 4
  iIndex = 0
  while iIndex < lenarray(iNumbers) do
    turnoff2_i iNumbers[iIndex], 4, 0
    iIndex += 1
  od
endin
