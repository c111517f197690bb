; StemTap: held, one a stem, only when stems are wanted: writes a stereo signal
; into its own ring of interleaved frames, as host.orc's Tap does.
;   p4 part 1..16: its signal after the fader; 17 the dry sum of all parts;
;      18 the reverb's return; 19 the delay's return
; `stem.N.table`, `stem.N.frames` and `stem.N.written`, with N the part or
; `dry`, `reverb`, `delay`.
instr +StemTap
  SName sprintf "%d", p4
  if p4 == giParts + 1 then
    SName = "dry"
  elseif p4 == giParts + 2 then
    SName = "reverb"
  elseif p4 == giParts + 3 then
    SName = "delay"
  endif
  iFrames = ceil(2 ^ 17 / ksmps) * ksmps
  iTable ftgen 0, 0, -(iFrames * 2), -2, 0
  chnset iFrames, sprintf("stem.%s.frames", SName)
  chnset iTable, sprintf("stem.%s.table", SName)

  if p4 <= giParts then
    aLeft zar 2 * p4
    aRight zar 2 * p4 + 1
  elseif p4 == giParts + 1 then
    aLeft = gaDryLeft
    aRight = gaDryRight
  elseif p4 == giParts + 2 then
    aLeft = gaReverbLeft
    aRight = gaReverbRight
  else
    aLeft = gaDelayLeft
    aRight = gaDelayRight
  endif

  chnset RingWrite(aLeft, aRight, iTable, iFrames), sprintf("stem.%s.written", SName)
endin
