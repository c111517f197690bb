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
#include "udo/string.udo"

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
#include "instruments/harp.orc"
#include "instruments/koto.orc"
#include "instruments/bow.orc"
#include "instruments/flute.orc"
#include "instruments/brass.orc"
#include "instruments/organ.orc"
#include "instruments/grain.orc"
#include "instruments/wind.orc"
#include "instruments/gong.orc"
#include "instruments/tom.orc"
#include "instruments/clap.orc"
#include "instruments/shaker.orc"
#include "instruments/wood.orc"

#include "effects/faders.orc"
#include "effects/strip.orc"
#include "effects/delay.orc"
#include "effects/reverb.orc"
#include "effects/stems.orc"
#include "effects/drive.orc"
#include "effects/chorus.orc"
#include "effects/compressor.orc"
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

; Air, grains and bronze where it begins and ends; a harp comes up out of them
i "Wind"   0      7     0.16  587.33  0.7   12 1.5
i "Grain"  0      8     0.2   293.66  0.45  12
i "Gong"   0      8     0.3   73.42   0.5   12
i "Wind"   28     4     0.16  440     0.3   12 1.5
i "Grain"  26     6     0.18  349.23  0.55  12
i "Gong"   24     8     0.28  87.31   0.5   12
i "Harp"   0      4     0.34  146.83  0.28  13
i "Harp"   0.5    3.6   0.28  220     0.28  13
i "Harp"   1      3.2   0.28  293.66  0.28  13
i "Harp"   1.5    2.8   0.3   349.23  0.28  13
i "Harp"   2      2.4   0.3   440     0.28  13
i "Harp"   2.5    2     0.32  523.25  0.28  13
i "Harp"   3      1.6   0.36  659.26  0.28  13

; A flute, then a bow; a koto answers
i "Flute"  8      1.5   0.36  587.33  0.64  14
i "Flute"  9.5    0.5   0.3   659.26  0.64  14
i "Flute"  10     1.8   0.38  783.99  0.64  14
i "Flute"  12     0.9   0.34  698.46  0.64  14
i "Flute"  13     0.9   0.32  659.26  0.64  14
i "Flute"  14     1.9   0.36  587.33  0.64  14
i "Bow"    16     3.8   0.3   329.63  0.35  14
i "Bow"    20     3.8   0.3   261.63  0.35  14
i "Bow"    24     3.8   0.3   349.23  0.35  14
i "Bow"    28     3.8   0.3   329.63  0.35  14
i "Koto"   28     2     0.34  880     0.68  13
i "Koto"   28.5   2     0.28  783.99  0.68  13
i "Koto"   29     2     0.28  659.26  0.68  13
i "Koto"   29.5   2     0.3   523.25  0.68  13
i "Koto"   30     2     0.34  440     0.68  13

; An organ under the last chord, and brass that swells into it
i "Organ"  24     7.5   0.15  174.61  0.4   15
i "Organ"  24     7.5   0.15  220     0.5   15
i "Organ"  24     7.5   0.15  261.63  0.6   15
i "Brass"  28     3.6   0.24  130.81  0.35  15 1.2
i "Brass"  28     3.6   0.24  174.61  0.5   15 1.2
i "Brass"  28     3.6   0.24  261.63  0.65  15 1.2

; More to strike
i "Shaker" 16     0.1   0.2   5000    0.36  16
i "Shaker" 16.5   0.1   0.12  5000    0.36  16
i "Shaker" 17     0.1   0.2   5000    0.36  16
i "Shaker" 17.5   0.1   0.12  5000    0.36  16
i "Shaker" 18     0.1   0.2   5000    0.36  16
i "Shaker" 18.5   0.1   0.12  5000    0.36  16
i "Shaker" 19     0.1   0.2   5000    0.36  16
i "Shaker" 19.5   0.1   0.12  5000    0.36  16
i "Shaker" 20     0.1   0.2   5000    0.36  16
i "Shaker" 20.5   0.1   0.12  5000    0.36  16
i "Shaker" 21     0.1   0.2   5000    0.36  16
i "Shaker" 21.5   0.1   0.12  5000    0.36  16
i "Shaker" 22     0.1   0.2   5000    0.36  16
i "Shaker" 22.5   0.1   0.12  5000    0.36  16
i "Shaker" 23     0.1   0.2   5000    0.36  16
i "Shaker" 23.5   0.1   0.12  5000    0.36  16
i "Shaker" 24     0.1   0.2   5000    0.36  16
i "Shaker" 24.5   0.1   0.12  5000    0.36  16
i "Shaker" 25     0.1   0.2   5000    0.36  16
i "Shaker" 25.5   0.1   0.12  5000    0.36  16
i "Shaker" 26     0.1   0.2   5000    0.36  16
i "Shaker" 26.5   0.1   0.12  5000    0.36  16
i "Shaker" 27     0.1   0.2   5000    0.36  16
i "Shaker" 27.5   0.1   0.12  5000    0.36  16
i "Shaker" 28     0.1   0.2   5000    0.36  16
i "Shaker" 28.5   0.1   0.12  5000    0.36  16
i "Shaker" 29     0.1   0.2   5000    0.36  16
i "Shaker" 29.5   0.1   0.12  5000    0.36  16
i "Shaker" 30     0.1   0.2   5000    0.36  16
i "Shaker" 30.5   0.1   0.12  5000    0.36  16
i "Shaker" 31     0.1   0.2   5000    0.36  16
i "Shaker" 31.5   0.1   0.12  5000    0.36  16
i "Wood"   18.75  0.1   0.22  850     0.7   16
i "Wood"   22.75  0.1   0.22  850     0.7   16
i "Wood"   26.75  0.1   0.22  1100    0.7   16
i "Wood"   30.25  0.1   0.22  1100    0.7   16
i "Clap"   25     0.2   0.26  1150    0.52  16
i "Clap"   27     0.2   0.26  1150    0.52  16
i "Clap"   29     0.2   0.26  1150    0.52  16
i "Clap"   31     0.2   0.26  1150    0.52  16
i "Tom"    30.5   0.4   0.42  160     0.35  16
i "Tom"    31     0.4   0.42  120     0.5   16
i "Tom"    31.5   0.4   0.42  80      0.65  16

; Room for the last bell.
e 40
</CsScore>
</CsoundSynthesizer>
