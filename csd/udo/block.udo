; block.udo: work on whole k-cycles.

; BlockRamp: a signal that is the same in every k-cycle: sample n holds n times the step.
opcode BlockRamp, a, i
  iStep xin
  aRamp init 0
  kSample init 0 ; stays at ksmps, so that the loop runs only once
  while kSample < ksmps do
    vaset kSample * iStep, kSample, aRamp
    kSample += 1
  od
  xout aRamp
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
