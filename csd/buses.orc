; buses.orc: where audio meets between instruments.
;
; Part N owns zak audio locations 2N and 2N + 1 (left, right). Zak and not an
; array: with --sample-accurate an array sum `a[i] = a[i] + x` blanks what other
; notes put there before this note's first sample; zawm does not.

zakinit 2 * giParts + 1, 1

gaNoise init 0

gaDryLeft init 0
gaDryRight init 0
gaReverbSendLeft init 0
gaReverbSendRight init 0
gaReverbLeft init 0
gaReverbRight init 0
gaDelaySendLeft init 0
gaDelaySendRight init 0
gaDelayLeft init 0
gaDelayRight init 0
gkUnfit init 0

; Band-limited saws, made now so that no note has to wait for them.
giSaw vco2init 1, 1000
