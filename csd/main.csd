<CsoundSynthesizer>
<CsOptions>
-odac -d -m0 --sample-accurate
</CsOptions>
<CsInstruments>
sr = 48000
ksmps = 32
nchnls = 2
0dbfs = 1
seed 1

#include "channels.orc"
#include "buses.orc"
#include "guard.orc"
#include "udo/note.udo"
#include "udo/channel.udo"
#include "udo/block.udo"

#include "instruments/noise.orc"
#include "instruments/pluck.orc"
#include "instruments/pad.orc"
#include "instruments/bass.orc"
#include "instruments/bell.orc"
#include "instruments/mallet.orc"
#include "instruments/keys.orc"
#include "instruments/glass.orc"
#include "instruments/reed.orc"
#include "instruments/kick.orc"
#include "instruments/snare.orc"
#include "instruments/hat.orc"

#include "effects/faders.orc"
#include "effects/strip.orc"
#include "effects/delay.orc"
#include "effects/reverb.orc"
#include "effects/stems.orc"
#include "effects/master.orc"
</CsInstruments>
<CsScore>
t 0 96
;           start  beats amp   Hz       pan   part
; A pad and a glass under everything
i "Pad"    0      7.5   0.26  146.83   0.3   1
i "Pad"    0      7.5   0.26  174.61   0.43  1
i "Pad"    0      7.5   0.26  220      0.56  1
i "Pad"    0      7.5   0.26  261.63   0.69  1
i "Pad"    8      7.5   0.26  196      0.3   1
i "Pad"    8      7.5   0.26  246.94   0.43  1
i "Pad"    8      7.5   0.26  293.66   0.56  1
i "Pad"    16     7.5   0.26  220      0.3   1
i "Pad"    16     7.5   0.26  261.63   0.43  1
i "Pad"    16     7.5   0.26  329.63   0.56  1
i "Pad"    24     7.5   0.26  174.61   0.3   1
i "Pad"    24     7.5   0.26  220      0.43  1
i "Pad"    24     7.5   0.26  261.63   0.56  1
i "Pad"    24     7.5   0.26  329.63   0.69  1
i "Glass"  2      5     0.4   440      0.6   2
i "Glass"  9      6     0.4   493.88   0.6   2
i "Glass"  18     5     0.4   523.25   0.6   2
i "Glass"  25     7     0.4   440      0.6   2

; A plucked figure, joined by a mallet
i "Pluck"  4      0.5   0.48  293.66   0.3   3
i "Pluck"  4.5    0.5   0.38  440      0.3   3
i "Pluck"  5      0.5   0.32  349.23   0.3   3
i "Pluck"  5.5    0.5   0.38  523.25   0.3   3
i "Pluck"  6      0.5   0.48  440      0.3   3
i "Pluck"  6.5    0.5   0.38  587.33   0.3   3
i "Pluck"  7      0.5   0.32  523.25   0.3   3
i "Pluck"  7.5    0.5   0.38  440      0.3   3
i "Pluck"  8      0.5   0.48  392      0.3   3
i "Pluck"  8.5    0.5   0.38  293.66   0.3   3
i "Pluck"  9      0.5   0.32  493.88   0.3   3
i "Pluck"  9.5    0.5   0.38  392      0.3   3
i "Pluck"  10     0.5   0.48  587.33   0.3   3
i "Pluck"  10.5   0.5   0.38  493.88   0.3   3
i "Pluck"  11     0.5   0.32  392      0.3   3
i "Pluck"  11.5   0.5   0.38  293.66   0.3   3
i "Pluck"  12     0.5   0.48  392      0.3   3
i "Pluck"  12.5   0.5   0.38  293.66   0.3   3
i "Pluck"  13     0.5   0.32  493.88   0.3   3
i "Pluck"  13.5   0.5   0.38  392      0.3   3
i "Pluck"  14     0.5   0.48  587.33   0.3   3
i "Pluck"  14.5   0.5   0.38  493.88   0.3   3
i "Pluck"  15     0.5   0.32  392      0.3   3
i "Pluck"  15.5   0.5   0.38  293.66   0.3   3
i "Pluck"  16     0.5   0.48  440      0.3   3
i "Pluck"  16.5   0.5   0.38  329.63   0.3   3
i "Pluck"  17     0.5   0.32  523.25   0.3   3
i "Pluck"  17.5   0.5   0.38  440      0.3   3
i "Pluck"  18     0.5   0.48  659.26   0.3   3
i "Pluck"  18.5   0.5   0.38  523.25   0.3   3
i "Pluck"  19     0.5   0.32  440      0.3   3
i "Pluck"  19.5   0.5   0.38  329.63   0.3   3
i "Pluck"  20     0.5   0.48  440      0.3   3
i "Pluck"  20.5   0.5   0.38  329.63   0.3   3
i "Pluck"  21     0.5   0.32  523.25   0.3   3
i "Pluck"  21.5   0.5   0.38  440      0.3   3
i "Pluck"  22     0.5   0.48  659.26   0.3   3
i "Pluck"  22.5   0.5   0.38  523.25   0.3   3
i "Pluck"  23     0.5   0.32  440      0.3   3
i "Pluck"  23.5   0.5   0.38  329.63   0.3   3
i "Pluck"  24     0.5   0.48  349.23   0.3   3
i "Pluck"  24.5   0.5   0.38  523.25   0.3   3
i "Pluck"  25     0.5   0.32  440      0.3   3
i "Pluck"  25.5   0.5   0.38  659.26   0.3   3
i "Pluck"  26     0.5   0.48  523.25   0.3   3
i "Pluck"  26.5   0.5   0.38  440      0.3   3
i "Pluck"  27     0.5   0.32  349.23   0.3   3
i "Pluck"  27.5   0.5   0.38  261.63   0.3   3

; Mallet
i "Mallet" 12     0.7   0.44  587.33   0.72  4
i "Mallet" 12.75  0.7   0.34  493.88   0.72  4
i "Mallet" 13.5   0.7   0.44  587.33   0.72  4
i "Mallet" 14.5   0.7   0.34  783.99   0.72  4
i "Mallet" 16     0.7   0.34  659.26   0.72  4
i "Mallet" 16.75  0.7   0.34  523.25   0.72  4
i "Mallet" 17.5   0.7   0.34  440      0.72  4
i "Mallet" 18.5   0.7   0.34  523.25   0.72  4
i "Mallet" 20     0.7   0.34  659.26   0.72  4
i "Mallet" 20.75  0.7   0.34  523.25   0.72  4
i "Mallet" 21.5   0.7   0.34  440      0.72  4
i "Mallet" 22.5   0.7   0.44  659.26   0.72  4
i "Mallet" 24     0.7   0.44  698.46   0.72  4
i "Mallet" 24.75  0.7   0.34  659.26   0.72  4
i "Mallet" 25.5   0.7   0.44  523.25   0.72  4
i "Mallet" 26.5   0.7   0.34  440      0.72  4

; Bass and drums from the third bar
i "Bass"   8      1.4   0.5   49       0.5   5
i "Bass"   9.5    0.4   0.5   49       0.5   5
i "Bass"   11     0.9   0.5   73.42    0.5   5
i "Bass"   12     1.4   0.5   49       0.5   5
i "Bass"   13.5   0.4   0.5   49       0.5   5
i "Bass"   15     0.9   0.5   49       0.5   5
i "Bass"   16     1.4   0.5   55       0.5   5
i "Bass"   17.5   0.4   0.5   55       0.5   5
i "Bass"   19     0.9   0.5   82.41    0.5   5
i "Bass"   20     1.4   0.5   55       0.5   5
i "Bass"   21.5   0.4   0.5   55       0.5   5
i "Bass"   23     0.9   0.5   55       0.5   5
i "Bass"   24     1.4   0.5   43.65    0.5   5
i "Bass"   25.5   0.4   0.5   43.65    0.5   5
i "Bass"   27     0.9   0.5   65.41    0.5   5
i "Bass"   28     1.4   0.5   43.65    0.5   5
i "Bass"   29.5   0.4   0.5   43.65    0.5   5
i "Bass"   31     0.9   0.5   43.65    0.5   5

; Drums
i "Kick"   8      0.3   0.6   50       0.5   6
i "Kick"   10.5   0.3   0.45  50       0.5   6
i "Snare"  9      0.2   0.32  190      0.48  7
i "Snare"  11     0.2   0.36  190      0.48  7
i "Hat"    8      0.1   0.2   7000     0.6   8
i "Hat"    8.5    0.1   0.3   7000     0.6   8
i "Hat"    9      0.1   0.2   7000     0.6   8
i "Hat"    9.5    0.1   0.3   7000     0.6   8
i "Hat"    10     0.1   0.2   7000     0.6   8
i "Hat"    10.5   0.1   0.3   7000     0.6   8
i "Hat"    11     0.1   0.2   7000     0.6   8
i "Hat"    11.5   0.1   0.3   7000     0.6   8 0.3
i "Kick"   12     0.3   0.6   50       0.5   6
i "Kick"   14.5   0.3   0.45  50       0.5   6
i "Snare"  13     0.2   0.32  190      0.48  7
i "Snare"  15     0.2   0.36  190      0.48  7
i "Hat"    12     0.1   0.2   7000     0.6   8
i "Hat"    12.5   0.1   0.3   7000     0.6   8
i "Hat"    13     0.1   0.2   7000     0.6   8
i "Hat"    13.5   0.1   0.3   7000     0.6   8
i "Hat"    14     0.1   0.2   7000     0.6   8
i "Hat"    14.5   0.1   0.3   7000     0.6   8
i "Hat"    15     0.1   0.2   7000     0.6   8
i "Hat"    15.5   0.1   0.3   7000     0.6   8 0.3
i "Kick"   16     0.3   0.6   50       0.5   6
i "Kick"   18.5   0.3   0.45  50       0.5   6
i "Snare"  17     0.2   0.32  190      0.48  7
i "Snare"  19     0.2   0.36  190      0.48  7
i "Hat"    16     0.1   0.2   7000     0.6   8
i "Hat"    16.5   0.1   0.3   7000     0.6   8
i "Hat"    17     0.1   0.2   7000     0.6   8
i "Hat"    17.5   0.1   0.3   7000     0.6   8
i "Hat"    18     0.1   0.2   7000     0.6   8
i "Hat"    18.5   0.1   0.3   7000     0.6   8
i "Hat"    19     0.1   0.2   7000     0.6   8
i "Hat"    19.5   0.1   0.3   7000     0.6   8 0.3
i "Kick"   20     0.3   0.6   50       0.5   6
i "Kick"   22.5   0.3   0.45  50       0.5   6
i "Snare"  21     0.2   0.32  190      0.48  7
i "Snare"  23     0.2   0.36  190      0.48  7
i "Hat"    20     0.1   0.2   7000     0.6   8
i "Hat"    20.5   0.1   0.3   7000     0.6   8
i "Hat"    21     0.1   0.2   7000     0.6   8
i "Hat"    21.5   0.1   0.3   7000     0.6   8
i "Hat"    22     0.1   0.2   7000     0.6   8
i "Hat"    22.5   0.1   0.3   7000     0.6   8
i "Hat"    23     0.1   0.2   7000     0.6   8
i "Hat"    23.5   0.1   0.3   7000     0.6   8 0.3
i "Kick"   24     0.3   0.6   50       0.5   6
i "Kick"   26.5   0.3   0.45  50       0.5   6
i "Snare"  25     0.2   0.32  190      0.48  7
i "Snare"  27     0.2   0.36  190      0.48  7
i "Hat"    24     0.1   0.2   7000     0.6   8
i "Hat"    24.5   0.1   0.3   7000     0.6   8
i "Hat"    25     0.1   0.2   7000     0.6   8
i "Hat"    25.5   0.1   0.3   7000     0.6   8
i "Hat"    26     0.1   0.2   7000     0.6   8
i "Hat"    26.5   0.1   0.3   7000     0.6   8
i "Hat"    27     0.1   0.2   7000     0.6   8
i "Hat"    27.5   0.1   0.3   7000     0.6   8 0.3
i "Kick"   28     0.3   0.6   50       0.5   6
i "Kick"   30.5   0.3   0.45  50       0.5   6
i "Snare"  29     0.2   0.32  190      0.48  7
i "Snare"  31     0.2   0.36  190      0.48  7
i "Hat"    28     0.1   0.2   7000     0.6   8
i "Hat"    28.5   0.1   0.3   7000     0.6   8
i "Hat"    29     0.1   0.2   7000     0.6   8
i "Hat"    29.5   0.1   0.3   7000     0.6   8
i "Hat"    30     0.1   0.2   7000     0.6   8
i "Hat"    30.5   0.1   0.3   7000     0.6   8
i "Hat"    31     0.1   0.2   7000     0.6   8
i "Hat"    31.5   0.1   0.3   7000     0.6   8 0.3

; Keys, a reed and, at the end, a bell
i "Keys"   16     1.4   0.42  261.63   0.4   9
i "Keys"   16     1.4   0.38  329.63   0.4   9
i "Keys"   16     1.4   0.36  392      0.4   9
i "Keys"   17.5   0.4   0.34  261.63   0.4   9
i "Keys"   17.5   0.4   0.34  329.63   0.4   9
i "Keys"   19     2     0.4   246.94   0.4   9
i "Keys"   19     2     0.36  329.63   0.4   9
i "Keys"   22     1.8   0.4   293.66   0.4   9
i "Keys"   22     1.8   0.4   392      0.4   9
i "Keys"   24     1.4   0.42  220      0.4   9
i "Keys"   24     1.4   0.38  261.63   0.4   9
i "Keys"   24     1.4   0.36  329.63   0.4   9
i "Keys"   25.5   0.4   0.34  220      0.4   9
i "Keys"   27     3     0.4   261.63   0.4   9
i "Keys"   27     3     0.38  392      0.4   9
i "Reed"   20     1.4   0.4   659.26   0.58  10
i "Reed"   21.5   0.4   0.34  587.33   0.58  10
i "Reed"   22     1.8   0.42  523.25   0.58  10
i "Reed"   24     1.4   0.42  440      0.58  10
i "Reed"   25.5   0.9   0.4   523.25   0.58  10
i "Reed"   26.5   1.4   0.44  659.26   0.58  10
i "Reed"   28     3     0.4   440      0.58  10
i "Bell"   24     3     0.36  659.26   0.45  11
i "Bell"   26     3     0.36  1046.5   0.45  11
i "Bell"   28     3     0.36  880      0.45  11
i "Bell"   30     3     0.36  1318.51  0.45  11

; Room for the last bell.
e 40
</CsScore>
</CsoundSynthesizer>
