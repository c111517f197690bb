; Reverb: held; a feedback delay network (Sean Costello's, in Csound).
instr +Reverb
  kSize Control "reverb.size", 0, 1, 0.05
  kCutoff Control "reverb.cutoff_hz", 200, 16000, 0.05
  kGain Level "reverb.level_db", 6
  kSilence chnget "host.silence"
  if changed2(kSilence) == 1 then
    reinit Empty
  endif
Empty:
  aLeft, aRight reverbsc gaReverbSendLeft, gaReverbSendRight, 0.5 + 0.48 * kSize, kCutoff
  rireturn
  aGain interp kGain
  gaReverbLeft = aLeft * aGain
  gaReverbRight = aRight * aGain
  clear gaReverbSendLeft, gaReverbSendRight
endin
schedule "Reverb", 0, -1
