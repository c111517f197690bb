; channels.orc: every control channel of the mixer.
;
; chn_k name, mode (1 input, 2 output), curve (1 integer, 2 linear, 3 exponential),
;       default, minimum, maximum, 0, 0, 0, 0, unit
; A default given to chn_k is only a hint to hosts, so each input is set as well.

giParts = 16

; level_db: -60 and below is silence. pan: 0 left, 1 right. audible: what mute and solo
; come to. reverb, delay: sends after the fader. meter: decaying peak.
giPart init 1
Part:
chn_k sprintf("part.%d.level_db", giPart), 1, 2, 0, -60, 12, 0, 0, 0, 0, "dB"
chn_k sprintf("part.%d.pan", giPart), 1, 2, 0.5, 0, 1, 0, 0, 0, 0, "pan"
chn_k sprintf("part.%d.audible", giPart), 1, 2, 1, 0, 1, 0, 0, 0, 0, "gain"
chn_k sprintf("part.%d.reverb", giPart), 1, 2, 0.2, 0, 1, 0, 0, 0, 0, "gain"
chn_k sprintf("part.%d.delay", giPart), 1, 2, 0, 0, 1, 0, 0, 0, 0, "gain"
chn_k sprintf("meter.%d", giPart), 2, 2, 0, 0, 1, 0, 0, 0, 0, "amplitude"
chnset 0, sprintf("part.%d.level_db", giPart)
chnset 0.5, sprintf("part.%d.pan", giPart)
chnset 1, sprintf("part.%d.audible", giPart)
chnset 0.2, sprintf("part.%d.reverb", giPart)
chnset 0, sprintf("part.%d.delay", giPart)
loop_le giPart, 1, giParts, Part

chn_k "master.level_db", 1, 2, 0, -60, 6, 0, 0, 0, 0, "dB"
chn_k "filter.cutoff_hz", 1, 3, 20000, 100, 20000, 0, 0, 0, 0, "Hz"
chn_k "reverb.size", 1, 2, 0.7, 0, 1, 0, 0, 0, 0, "size"
chn_k "reverb.cutoff_hz", 1, 3, 7000, 200, 16000, 0, 0, 0, 0, "Hz"
chn_k "reverb.level_db", 1, 2, 0, -60, 6, 0, 0, 0, 0, "dB"
chn_k "delay.seconds", 1, 3, 0.375, 0.01, 2, 0, 0, 0, 0, "s"
chn_k "delay.feedback", 1, 2, 0.35, 0, 0.95, 0, 0, 0, 0, "gain"
chn_k "delay.level_db", 1, 2, 0, -60, 6, 0, 0, 0, 0, "dB"
chn_k "drive.amount", 1, 2, 0, 0, 1, 0, 0, 0, 0, "amount"
chn_k "chorus.mix", 1, 2, 0, 0, 1, 0, 0, 0, 0, "gain"
chn_k "chorus.rate_hz", 1, 3, 0.6, 0.05, 5, 0, 0, 0, 0, "Hz"
chn_k "compressor.depth", 1, 2, 0, 0, 1, 0, 0, 0, 0, "depth"
chnset 0, "master.level_db"
chnset 20000, "filter.cutoff_hz"
chnset 0.7, "reverb.size"
chnset 7000, "reverb.cutoff_hz"
chnset 0, "reverb.level_db"
chnset 0.375, "delay.seconds"
chnset 0.35, "delay.feedback"
chnset 0, "delay.level_db"
chnset 0, "drive.amount"
chnset 0, "chorus.mix"
chnset 0.6, "chorus.rate_hz"
chnset 0, "compressor.depth"

; What the mixer tells: peaks, the limiter's reduction, and the frames from a note's
; onset to the output.
chn_k "meter.left", 2, 2, 0, 0, 1, 0, 0, 0, 0, "amplitude"
chn_k "meter.right", 2, 2, 0, 0, 1, 0, 0, 0, 0, "amplitude"
chn_k "meter.reduction_db", 2, 2, 0, 0, 60, 0, 0, 0, 0, "dB"
chn_k "master.latency", 2, 1, 0, 0, 1024, 0, 0, 0, 0, "frames"
