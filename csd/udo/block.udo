; block.udo: work on whole k-cycles.

; BlockRamp: a signal that is the same in every k-cycle: sample n holds n times the step.
opcode BlockRamp, a, i
  iStep xin
  aRamp init 0
  kSample init 0  ; stays at the end, so that the loop runs in the first k-cycle only
  kEnd = ksmps    ; at k-rate: a loop that is the first thing performed goes round once
  while kSample < kEnd do
    vaset kSample * iStep, kSample, aRamp
    kSample += 1
  od
  xout aRamp
endop

; Ramp: a straight line over the k-cycle, from one value to the next.
opcode Ramp, a, kk
  kBefore, kNow xin
  xout kBefore + BlockRamp:a(1 / ksmps) * (kNow - kBefore)
endop

; Follow: straight lines from each value of a control to its next, from the first on.
opcode Follow, a, k
  kNow xin
  kStarted init 0
  kBefore = kStarted == 1 ? kBefore : kNow
  aLine Ramp kBefore, kNow
  kBefore = kNow
  kStarted = 1
  xout aLine
endop

; RingWrite: writes a stereo signal into a ring table of interleaved frames.
;   table, its length in frames; answers the number of frames written so far
opcode RingWrite, k, aaii
  aLeft, aRight, iTable, iFrames xin
  aRamp BlockRamp 2
  kWritten init 0
  kBase = (kWritten % iFrames) * 2
  tablew aLeft, aRamp + kBase, iTable
  tablew aRight, aRamp + (kBase + 1), iTable
  kWritten += ksmps
  xout kWritten
endop
