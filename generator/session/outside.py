"""What in an orchestra reaches beyond sound: commands, files, the network, the clock.

It is found by its words, as the Csound 6 reference manual lists them. This tells what an orchestra
does, not what it hides: an orchestra is a program.
"""

from __future__ import annotations

import re

from generator.engine.orchestra import Orchestra

REACHES = {
    "runs commands of the system": r"system(_i)?",
    "ends or moves the whole run": (r'exitnow|setscorepos|rewindscore|event(_i)?\s*\(?\s*"[ae]"'),
    "writes files": (
        r"fouti?r?k?|fprintk?s|fiopen|dumpk[234]?|ftsavek?|ftaudio|hdf5write|pvsfwrite|part2txt"
        r"|imagesave|FLsavesnap"
    ),
    "reads files": (
        r"fin[ik]?|soundin|diskin2?|diskgrain|mp3(in|len|sr|scal|nchnls|bitrate)|directory"
        r"|file(len|nchnls|peak|sr|bit|valid|scal)|read[fk][is234]?|ftloadk?|ftsamplebank"
        r"|pvoc|vpvoc|pv(add|bufread|cross|interp|read)|pvsfread|pvsdiskin|lpread|lpslot|adsyn"
        r"|ATS(add|addnz|bufread|info|read|readnz|sinnoi)|convolve|convle|pconvolve|hdf5read"
        r"|hrtf(er|early|move2?|stat)|sfload|sndload|imageload|FLloadsnap"
    ),
    "may read files": r"ftgen(tmp|once)?\s*\(?([^,\n]*,){3}(?!\s*-?\d+(\.0*)?\s*[,)\n])",
    "reads a file into a table": (
        r"ftgen(tmp|once)?\s*\(?([^,\n]*,){3}\s*-?(0?1|23|28|43|49)(\.0*)?\s*(?=[,)\n])"
    ),
    "runs Python": r"py(init|run|exec|eval|call|assign)\w*",
    "runs Lua": r"lua_\w+",
    "runs code that is not in this file": (
        r"compile(orc|csd|str)|evalstr|readscore|faust\w+|dssi\w+|vst\w+|\#\s*include(str)?"
    ),
    "uses the network": (
        r"sock(send|recv)s?|st(send|recv)|OSC\w+|websocket|mqtt\w+|link_\w+|Jacko\w+"
        r"|remoteport|(ins|mid)(remot|global)"
    ),
    "uses another device or a window": (
        r"serial[A-Z]\w*|arduino[A-Z]\w*|p5g\w*|wii\w*|joystick|sensekey|FL(?!savesnap|loadsnap)\w+"
    ),
    "goes by the clock: a journal renders it otherwise": (
        r"rtclock|dates?|readclock|pinker|fractalnoise|seed[\s(]+0(\.0*)?(?![\w.])"
        r"|rnd31(:[aik])?[\s(][^,\n]*,[^,\n)]*(,\s*0(\.0*)?\s*)?(?=[\n)])"
        r"|pinkish[\s(][^,\n]*(,[^,\n)]*){0,2}(?=[\n)])"
        r"|rand(c|:[ak])?[\s(][^,\n]*,\s*([2-9]|\d\d)[^\n]*"
        r"|rand[ih][\s(][^,\n]*,[^,\n]*,\s*([2-9]|\d\d)[^\n]*"
    ),
    "makes a word out of macros": r"\w+\$\w+|\$\w+\.\w+|\$\w+\.?\$\w*",
}
TABLE_FROM_FILE = re.compile(r"f\s*\S+\s+\S+\s+\S+\s+-?(0?1|23|28|43|49)(\.0*)?\s")

_WORDS = re.compile(
    "|".join(
        rf"(?P<w{index}>(?<![\w$])({words})(?!\w))" for index, words in enumerate(REACHES.values())
    )
)
_UNREAD = re.compile(r'"(\\.|[^"\\\n])*"|\{\{.*?\}\}|/\*.*?\*/|;[^\n]*|//[^\n]*', re.DOTALL)
_ENDS = ('"a"', '"e"')


def reaching_outside(orchestra: Orchestra) -> list[str]:
    """Return what reaches outside, each with file:line and what it does."""
    text = _UNREAD.sub(_blank, orchestra.text)
    found = [
        f"{orchestra.origin(number)}: {_shown(found)} {_does(found)}"
        for number, line in enumerate(text.split("\n"), start=1)
        for found in _WORDS.finditer(f"{line}\n")
    ]
    found += [
        f"{orchestra.path}: {line:.40} reads a file into a table"
        for line in orchestra.setup
        if TABLE_FROM_FILE.match(line)
    ]
    return found + [
        f"{orchestra.path}: {option:.40} {_does(word)}"
        for option in orchestra.options
        if "macro:" in option and (word := _WORDS.search(f"{option.partition('=')[2]}\n"))
    ]


def _blank(found: re.Match[str]) -> str:
    """Return what is read of a string or a comment: its lines, and what makes an event an end."""
    text = found.group()
    return text if text in _ENDS else "\n" * text.count("\n")


def _shown(found: re.Match[str]) -> str:
    return " ".join(found.group().split())[:40].strip(" (,")


def _does(found: re.Match[str]) -> str:
    index = int((found.lastgroup or "w0")[1:])
    return list(REACHES)[index]
