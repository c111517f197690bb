; channels.orc: every control channel of the mixer.
;
; chn_k name, mode (1 input, 2 output), curve (1 integer, 2 linear, 3 exponential),
;       default, minimum, maximum, 0, 0, 0, 0, unit
; A default given to chn_k is only a hint to hosts, so each input is set as well.

giParts = 16

#define INPUT(NAME'CURVE'DEFAULT'MINIMUM'MAXIMUM'UNIT) #
chn_k "$NAME", 1, $CURVE, $DEFAULT, $MINIMUM, $MAXIMUM, 0, 0, 0, 0, "$UNIT"
chnset $DEFAULT, "$NAME"
#

; One part. level_db: -60 and below is silence. pan: 0 left, 1 right. audible: what
; mute and solo come to. reverb, delay: sends after the fader. meter: decaying peak.
#define PART(N) #
$INPUT(part.$N..level_db'2'0'-60'12'dB)
$INPUT(part.$N..pan'2'0.5'0'1'pan)
$INPUT(part.$N..audible'2'1'0'1'gain)
$INPUT(part.$N..reverb'2'0.2'0'1'gain)
$INPUT(part.$N..delay'2'0'0'1'gain)
chn_k "meter.$N", 2, 2, 0, 0, 1, 0, 0, 0, 0, "amplitude"
#
$PART(1)
$PART(2)
$PART(3)
$PART(4)
$PART(5)
$PART(6)
$PART(7)
$PART(8)
$PART(9)
$PART(10)
$PART(11)
$PART(12)
$PART(13)
$PART(14)
$PART(15)
$PART(16)

$INPUT(master.level_db'2'0'-60'6'dB)
$INPUT(reverb.size'2'0.7'0'1'size)
$INPUT(reverb.cutoff_hz'3'7000'200'16000'Hz)
$INPUT(reverb.level_db'2'0'-60'6'dB)
$INPUT(delay.seconds'3'0.375'0.01'2's)
$INPUT(delay.feedback'2'0.35'0'0.95'gain)
$INPUT(delay.level_db'2'0'-60'6'dB)
$INPUT(filter.cutoff_hz'3'20000'100'20000'Hz)

; What the mixer tells: peaks, the limiter's reduction, blocks dropped for a NaN or
; worse, and the frames from a note's onset to the output.
chn_k "meter.left", 2, 2, 0, 0, 1, 0, 0, 0, 0, "amplitude"
chn_k "meter.right", 2, 2, 0, 0, 1, 0, 0, 0, 0, "amplitude"
chn_k "meter.reduction_db", 2, 2, 0, 0, 60, 0, 0, 0, 0, "dB"
chn_k "meter.faults", 2, 1, 0, 0, 1000000000, 0, 0, 0, 0, "blocks"
chn_k "master.latency", 2, 1, 0, 0, 1024, 0, 0, 0, 0, "frames"
