<CsoundSynthesizer>
<CsOptions>
-odac -d -m4 --sample-accurate
</CsOptions>
<CsInstruments>
sr = 48000
ksmps = 32
nchnls = 2
0dbfs = 1
seed 1

#include "channels.orc"
#include "buses.orc"
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
;        start dur  amp  Hz      pan  part
i "Pluck" 0    0.5  0.5  220     0.5  1
i "Pluck" 0.5  0.5  0.5  330     0.5  1
i "Pluck" 1    0.5  0.5  440     0.5  1
i "Pad"   1.5  2    0.5  220     0.5  2
i "Bass"  3.5  0.5  0.5  55      0.5  5
i "Bell"  4    1    0.5  440     0.5  3
i "Mallet" 5   0.5  0.5  440     0.5  4
i "Keys"   6   1    0.5  330     0.5  4
i "Glass"  7   1    0.5  330     0.5  4
i "Kick"   8   0.3  0.5  50      0.5  6
i "Snare"  8.5 0.3  0.5  190     0.5  7
i "Hat"    9   0.3  0.5  8000    0.5  8
e 12
</CsScore>
</CsoundSynthesizer>
