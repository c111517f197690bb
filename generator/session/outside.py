"""What in an orchestra reaches beyond sound: commands, files, the network, other languages."""

from __future__ import annotations

import re

from generator.engine.orchestra import Orchestra

# Families of opcodes, as the Csound 6 reference manual lists them.
REACHES = {
    "runs commands of the system": r"system(_i)?",
    "ends the whole process": r"exitnow",
    "writes files": (
        r"fouti?r?k?|fprintk?s|fiopen|ficlose|dumpk[234]?|ftsavek?|hdf5write|pvsfwrite|writescratch"
    ),
    "runs Python": r"py(init|run|exec|eval|call|assign)\w*",
    "runs Lua": r"lua_\w+",
    "runs code that is not in this file": r"compile(orc|csd|str)|faustcompile|dssiinit|vst\w*init",
    "uses the network": (
        r"sock(send|recv)s?|st(send|recv)|OSC\w+|websocket|remoteport|(ins|mid)(remot|global)"
    ),
    "uses a serial port or another device": r"serial[A-Z]\w*|p5g\w*|wii\w*|joystick",
}

_WORDS = re.compile(
    "|".join(rf"(?P<w{index}>\b({words})\b)" for index, words in enumerate(REACHES.values()))
)
_UNREAD = re.compile(r'"(\\.|[^"\\\n])*"|\{\{.*?\}\}|/\*.*?\*/|;[^\n]*|//[^\n]*', re.DOTALL)


def reaching_outside(orchestra: Orchestra) -> list[str]:
    """Return the opcodes that reach outside, each with file:line and what it does."""
    text = _UNREAD.sub(lambda found: "\n" * found.group().count("\n"), orchestra.text)
    return [
        f"{orchestra.origin(number)}: {found.group()} {_does(found)}"
        for number, line in enumerate(text.split("\n"), start=1)
        for found in _WORDS.finditer(line)
    ]


def _does(found: re.Match[str]) -> str:
    index = int((found.lastgroup or "w0")[1:])
    return list(REACHES)[index]
