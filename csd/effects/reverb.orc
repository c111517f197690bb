; Reverb: held; a feedback delay network (Sean Costello's, as in Csound), without
; the lowest octaves, which would only be mud.
instr +Reverb
  kSize Control "reverb.size", 0, 1, 0.05
  kCutoff Control "reverb.cutoff_hz", 200, 16000, 0.05
  kGain Level "reverb.level_db", 6
  if changed2(chnget:k("host.silence")) == 1 || gkUnfit == 1 then
    reinit Empty
  endif
Empty:
  aLeft atone gaReverbSendLeft, 150
  aRight atone gaReverbSendRight, 150
  aLeft, aRight reverbsc aLeft, aRight, 0.5 + 0.48 * kSize, min:k(kCutoff, 0.45 * sr)
  rireturn
  aGain Follow kGain * (3.4 - 1.3 * kSize)    ; a larger room is louder
  gaReverbLeft = aLeft * aGain
  gaReverbRight = aRight * aGain
  clear gaReverbSendLeft, gaReverbSendRight
endin
schedule "Reverb", 0, -1
