; guard.orc: keeps a NaN, an infinity or an absurd level from what others hear.
;
; A k-cycle that holds one is unfit: it is left out. The instrument that made it is
; muted: its notes end and no other begins. The bundled orchestra includes this file;
; a host puts it before the first instrument of a stranger's.
;
; `fault.blocks` counts the k-cycles left out, `fault.instruments` the instruments
; that were muted; `fault.instrument.1` and so on are the numbers of the first 16.

chn_k "fault.blocks", 2, 1, 0, 0, 1000000000, 0, 0, 0, 0, "blocks"
chn_k "fault.instruments", 2, 1, 0, 0, 16, 0, 0, 0, 0, "instruments"
giGuardPlaces = 16
giGuardPlace init 1
GuardPlace:
chn_k sprintf("fault.instrument.%d", giGuardPlace), 2, 1, 0, 0, 1000000, 0, 0, 0, 0, "number"
loop_le giGuardPlace, 1, giGuardPlaces, GuardPlace

gkGuardFaults init 0

; GuardFault: counts a k-cycle that is left out.
opcode GuardFault, 0, 0
  gkGuardFaults += 1
  chnset gkGuardFaults, "fault.blocks"
endop

; Mute: ends the notes of an instrument at once, lets no other begin, and tells.
;   p4 instrument number
instr 30011
  iCount chnget "fault.instruments"
  iPlace = 1
  while iPlace <= iCount && chnget:i(sprintf("fault.instrument.%d", iPlace)) != p4 do
    iPlace += 1
  od
  if iPlace > iCount && iPlace <= giGuardPlaces then
    chnset p4, sprintf("fault.instrument.%d", iPlace)
    chnset iPlace, "fault.instruments"
  endif
  mute p4
  turnoff2_i p4, 0, 0
endin
