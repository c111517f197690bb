; profile.orc: times every instrument, for a host that wants to know what each costs.
;
; A host puts this file before the orchestra, `$ProfileIn(N)` after each `instr` and
; `$ProfileOut(N)` before its `endin`, with a number N from 2 on. What each takes stands
; in table 30013:
;   10 N       seconds of performing        10 N + 2   seconds of initialising
;   10 N + 1   control cycles performed     10 N + 3   instances begun
;
; Csound has a clock of the processor's time as well (clockon), but that one asks the
; system, which takes longer than most instruments do. This one goes on while others
; have the processor, so the host scales it by the time that it had itself; and it
; counts microseconds, which come right on average. Nothing here touches audio.

giProfile ftgen 30013, 0, -100000, -2, 0

#define ProfileIn(N) #
iProfileIn$N. rtclock
kProfileIn$N. rtclock
#

; What is initialised anew is performed, and counted there.
#define ProfileOut(N) #
iProfileOut$N. rtclock
if iProfileIn$N. > 0 then
tabw_i tab_i($N.2, 30013) + iProfileOut$N. - iProfileIn$N., $N.2, 30013
tabw_i tab_i($N.3, 30013) + 1, $N.3, 30013
iProfileIn$N. = 0
endif
kProfileOut$N. rtclock
tabw tab:k($N.0, 30013) + (kProfileOut$N. - kProfileIn$N.), $N.0, 30013
tabw tab:k($N.1, 30013) + 1, $N.1, 30013
#

; Blank: held; 1 takes what reading the clock adds to each time, and 0 what is more than
; that takes all of a timing.
instr 30013
$ProfileIn(0)
$ProfileIn(1)
$ProfileOut(1)
$ProfileOut(0)
endin
schedule 30013, 0, -1
