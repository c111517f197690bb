from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from generator.engine.orchestra import BUNDLED, load
from generator.session.outside import reaching_outside

PLUGGED = ("py", "lua_", "faust", "vst", "link_", "wii", "p5g", "FL", "Jacko", "hdf5", "image")


def scanned(tmp_path: Path, code: str) -> list[str]:
    path = tmp_path / "own.csd"
    path.write_text(f"<CsoundSynthesizer>\n<CsInstruments>\n{code}\n</CsInstruments>\n")
    return [found.removeprefix(f"{path}:") for found in reaching_outside(load(path))]


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ('i1 system_i 1, "ls"', "system_i runs commands of the system"),
        ("exitnow", "exitnow ends or moves the whole run"),
        ('fout "x.wav", 4, a1', "fout writes files"),
        ('ftsavek "x", 1, 0, 1', "ftsavek writes files"),
        ('pyruni "pass"', "pyruni runs Python"),
        ("ires compileorc Sfile", "compileorc runs code that is not in this file"),
        ('OSCsend 1, "h", 9, "/x"', "OSCsend uses the network"),
        ('event_i "e", 0, 0', 'event_i "e" ends or moves the whole run'),
        ("fink 1, 2", "fink reads files"),
        ('a1 diskin2 "x.wav", 1', "diskin2 reads files"),
        ('i1 ftgen 0, 0, 0, 1, "x.wav", 0, 0, 0', "ftgen 0, 0, 0, 1 reads a file into a table"),
        ("i1 = ftgen(0, 0, 0, -23)", "ftgen(0, 0, 0, -23 reads a file into a table"),
        ('i1 ftgentmp 0, 0, 0, iGen, "x"', "ftgentmp 0, 0, 0 may read files"),
        ('i1 evalstr "return 1"', "evalstr runs code that is not in this file"),
        ('#includestr "$X.orc"', "#includestr runs code that is not in this file"),
        ('a1 = 0 #include "x"', "#include runs code that is not in this file"),
        ('i1 arduinoStart "/dev/ttyUSB0"', "arduinoStart uses another device or a window"),
        ("i1 link_create 60", "link_create uses the network"),
        ("insremot 1, 2, 3", "insremot uses the network"),
        ('FLpanel "x", 1, 1', "FLpanel uses another device or a window"),
        ("seed 0", "seed 0 goes by the clock: a journal renders it otherwise"),
        ("seed(0)", "seed(0 goes by the clock: a journal renders it otherwise"),
        ("a1 pinker", "pinker goes by the clock: a journal renders it otherwise"),
        ("a1 rnd31 1, 0", "rnd31 1, 0 goes by the clock: a journal renders it otherwise"),
        (
            "a1 = rnd31:a(1, 0)",
            "rnd31:a(1, 0 goes by the clock: a journal renders it otherwise",
        ),
        (
            "a1 pinkish 1, 0",
            "pinkish 1, 0 goes by the clock: a journal renders it otherwise",
        ),
        ("a1 rand p4, 2", "rand p4, 2 goes by the clock: a journal renders it otherwise"),
        (
            "a1 randi 1, 9, 31",
            "randi 1, 9, 31 goes by the clock: a journal renders it otherwise",
        ),
        ("$SYS.$TEM 1, 2", "$SYS.$TEM makes a word out of macros"),
        ("i1 sys$TEM 1, 2", "sys$TEM makes a word out of macros"),
        ("#define X #system_i#", "system_i runs commands of the system"),
    ],
)
def test_opcodes_that_reach_outside_are_named_with_their_line(
    tmp_path: Path, code: str, what: str
) -> None:
    assert scanned(tmp_path, f"instr 1\n  {code}\nendin") == [f"4: {what}"]


@pytest.mark.parametrize(
    "code",
    [
        *(
            "seed 1",
            "seed 0.5",
            "seed iNumber",
            "a1 rnd31 1, 0, 0.5",
            "a1 rand p4",
            "a1 rand 1, .5",
            "a1 randi 1, 20",
            "i1 random 0, 1",
        ),
        *("a1 randh 1, 20, .3", "a1 pinkish 1, 0, 0, 7", "a1 noise 1, 0", "iUpdated = 1"),
    ],
)
def test_what_is_drawn_from_a_seed_is_not_drawn_by_the_clock(tmp_path: Path, code: str) -> None:
    assert scanned(tmp_path, code) == []


def test_comments_and_strings_are_not_code(tmp_path: Path) -> None:
    code = '; system\n/* fout\n */ // exitnow\nprints "system_i; \\" fout\\n"\nasystem = 1'
    assert scanned(tmp_path, code) == []


def test_a_line_after_a_long_comment_keeps_its_number(tmp_path: Path) -> None:
    assert scanned(tmp_path, "/*\n\n*/\nexitnow") == ["6: exitnow ends or moves the whole run"]


def test_the_bundled_orchestra_stays_inside() -> None:
    assert reaching_outside(load(BUNDLED)) == []


@pytest.mark.parametrize(
    "code",
    [
        "i1 ftgen 0, 0, 4096, 10, 1",
        "i1 ftgen 0, 0, -(iFrames * 2), -2, 0",
        "i1 = ftgen(0, 0, 4096, 7, 0, 4096, 1)",
        'event_i "i", 1, 0, 1',
        "k1 = $X",
        "asystem fine kfin",
        "out a1",
    ],
)
def test_what_stays_inside_is_not_named(tmp_path: Path, code: str) -> None:
    assert scanned(tmp_path, f"instr 1\n  {code}\nendin") == []


def test_score_lines_and_options_are_read_too(tmp_path: Path) -> None:
    path = tmp_path / "own.csd"
    path.write_text(
        "<CsoundSynthesizer>\n<CsOptions>--omacro:X=system_i --omacro:Y=5</CsOptions>\n"
        "<CsInstruments>\ninstr 1\nendin\n</CsInstruments>\n"
        '<CsScore>\nf 1 0 0 1 "x.wav" 0 0 0\nf 2 0 8 10 1\n</CsScore>\n</CsoundSynthesizer>\n'
    )
    assert reaching_outside(load(path)) == [
        f'{path}: f 1 0 0 1 "x.wav" 0 0 0 reads a file into a table',
        f"{path}: --omacro:X=system_i runs commands of the system",
    ]


OF_CSOUND = """
    system system_i exitnow setscorepos rewindscore fout fouti foutir foutk fprints fprintks fiopen
    dumpk dumpk2 dumpk3 dumpk4 ftsave ftsavek ftaudio pvsfwrite part2txt fin fini fink soundin
    diskin diskin2 diskgrain mp3in mp3len mp3sr mp3scal mp3nchnls mp3bitrate directory filelen
    filenchnls filepeak filesr filebit filevalid readf readfi readk readk2 readk3 readk4 readks
    ftload ftloadk ftsamplebank pvoc vpvoc pvadd pvbufread pvcross pvinterp pvread pvsfread
    pvsdiskin lpread lpslot ATSadd ATSaddnz ATSbufread ATSinfo ATSread ATSreadnz ATSsinnoi convolve
    convle pconvolve hrtfearly hrtfmove hrtfmove2 hrtfstat sfload dssiinit dssiactivate dssiaudio
    dssictls dssilist compileorc compilecsd compilestr evalstr readscore sockrecv sockrecvs socksend
    socksends strecv stsend OSCinit OSCinitM OSClisten OSCraw OSCsend OSCsend_lo OSCbundle OSCcount
    remoteport insremot insglobal midremot midglobal serialBegin serialEnd serialFlush serialPrint
    serialRead serialWrite serialWrite_i arduinoStart arduinoStop arduinoRead arduinoReadF joystick
    sensekey adsyn filescal
"""  # of the 1217 words that `csound -z` of Csound 6.18 lists
REACHING = OF_CSOUND.split()
TIMED = ["date", "dates", "fractalnoise", "pinker", "readclock", "rtclock"]


def test_every_opcode_of_csound_that_reaches_outside_is_known(tmp_path: Path) -> None:
    words = [*REACHING, *TIMED]
    lines = scanned(tmp_path, "instr 1\n" + "\n".join(words) + "\nendin")
    assert [line.split()[1] for line in lines] == words


def test_nothing_else_of_csound_s_words_is_named(tmp_path: Path) -> None:
    listed = subprocess.run(
        ["csound", "-z"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    words = sorted(set(re.findall(r"(?<![\w\x1b])[A-Za-z]\w*", listed.stdout + listed.stderr)))
    assert len(words) > 1000
    lines = scanned(tmp_path, "instr 1\n" + "\n".join(words) + "\nendin")
    named = {line.split()[1] for line in lines}
    assert {each for each in named if not each.startswith(PLUGGED)} <= {*REACHING, *TIMED}
