; numbers.orc: tells a host which number Csound gave to each named instrument.
;
; Before the start the host lists names, each followed by a space, in the string
; channel `host.instruments`; afterwards the control channel `number.NAME` holds
; the number of the instrument NAME.

chn_S "host.instruments", 1

gSHostNames chnget "host.instruments"
giHostSpace strindex gSHostNames, " "
while giHostSpace > 0 do
  gSHostName strsub gSHostNames, 0, giHostSpace
  chnset nstrnum(gSHostName), strcat("number.", gSHostName)
  gSHostNames strsub gSHostNames, giHostSpace + 1
  giHostSpace strindex gSHostNames, " "
od
