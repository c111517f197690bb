"""Orchestras: Csound files read as data, before Csound sees them."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from generator.engine.guard import Line, bare, guarded
from generator.errors import OrchestraError
from generator.parameters import Parameter

BUNDLED = Path(str(files("csd"))) / "main.csd"
HOST = BUNDLED.parent / "host.orc"
NUMBERS = BUNDLED.parent / "numbers.orc"
ALWAYS_ON_SECONDS = 3600.0
MAXIMUM_INCLUDE_DEPTH = 20
FIRST_HOST_NUMBER = 30_000
CSOUNDS_RATE, CSOUNDS_CONTROL_RATE = 44_100, 4410

# Without a name, or without its =, such an option crashes Csound 6.18.
_HARMLESS = re.compile(r"--[os]macro:[A-Za-z_]\w*(=.*)?|--env:(SSDIR|SFDIR|INCDIR)\+?=.+")
_COMMENT = re.compile(r"/\*.*?\*/|;[^\n]*|//[^\n]*", re.DOTALL)
_INSTRUMENT = re.compile(r"^\s*instr\s+(.+?)\s*$", re.MULTILINE)
_INCLUDE = re.compile(r'^[ \t]*#include[ \t]+"([^"]+)"')
_RATE = re.compile(r"^\s*(?:sr|kr|ksmps)\s*=.*?(?=;|//|/\*|$)")
_FIGURES = re.compile(r"^\s*(sr|kr|ksmps)\s*=\s*(\d+)\s*$", re.MULTILINE)
_CHANNEL = re.compile(
    r'^\s*chn_k\s+"([^"]+)"\s*,\s*[13]\s*,\s*[123]\s*'
    r",\s*([-+.\deE]+)\s*,\s*([-+.\deE]+)\s*,\s*([-+.\deE]+)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Orchestra:
    """An orchestra ready to compile.

    text: the instruments, with every #include inlined and the guard of csd/probes.orc. origins:
    the file and line that each line of the text came from. setup: score lines that the orchestra
    needs at the start (tables, always-on instruments). options: the harmless part of its
    CsOptions. dropped: what was left out, in words.
    """

    path: Path
    text: str
    origins: tuple[tuple[Path, int], ...]
    setup: tuple[str, ...]
    options: tuple[str, ...]
    dropped: tuple[str, ...]

    @property
    def bundled(self) -> bool:
        """Whether this is Scoretime's own orchestra, with channel strips and effects."""
        return self.path == BUNDLED

    def origin(self, line: int) -> str:
        """Return file:line of a line of the text, counted from 1."""
        file, number = self.origins[min(line, len(self.origins)) - 1]
        return f"{file}:{number}"

    @property
    def instruments(self) -> tuple[str, ...]:
        """The names and numbers of its instruments, in their order."""
        found = _INSTRUMENT.findall(_COMMENT.sub("", self.text))
        names = [name.strip().lstrip("+") for names in found for name in names.split(",")]
        return tuple(
            name for name in names if not (name.isdigit() and int(name) >= FIRST_HOST_NUMBER)
        )

    @property
    def sample_rate(self) -> int:
        """The rate in Hz that its header asks for; Csound's own where it says none in figures."""
        return self._header().get("sr") or CSOUNDS_RATE

    @property
    def ksmps(self) -> int:
        """The samples in a control cycle that its header asks for; Csound's own as well."""
        header = self._header()
        rate = header.get("sr") or CSOUNDS_RATE
        return header.get("ksmps") or round(rate / (header.get("kr") or CSOUNDS_CONTROL_RATE))

    @property
    def parameters(self) -> list[Parameter]:
        """The control channels that it declares with a range, as parameters."""
        return [
            Parameter(
                id=name,
                name=name,
                minimum=float(low),
                maximum=float(high),
                default=float(default),
                description=f"channel of {self.path.name}",
                channel=name,
            )
            for name, default, low, high in _CHANNEL.findall(_COMMENT.sub("", self.text))
            if float(low) < float(high)
        ]

    def at_rates(self, sample_rate: int, ksmps: int) -> Orchestra:
        """Return it with these in its header; two options of Csound's would be rounded to 32 bits.

        sample_rate: in Hz. ksmps: the samples in a control cycle.
        """
        read = zip(self.text.split("\n"), bare(self.text).split("\n"), strict=True)
        lines = [_RATE.sub("", line) if _RATE.match(code) else line for line, code in read]
        text = "\n".join([f"sr = {sample_rate}", f"ksmps = {ksmps}", *lines])
        return replace(self, text=text, origins=(*self.origins[:1] * 2, *self.origins))

    def _header(self) -> dict[str, int]:
        """Return the rates that its header says in figures; of one that is said twice the first."""
        found = _FIGURES.findall(bare(self.text))
        return {name: int(figures) for name, figures in reversed(found)}


def load(path: Path | None = None) -> Orchestra:
    """Read a .csd file, by default the bundled one; raises OrchestraError."""
    file = (path or BUNDLED).resolve()
    try:
        source = _read(file)
    except OSError as error:
        raise OrchestraError(f"{file}: cannot be read ({error.strerror})") from None
    body = re.search(r"<CsInstruments>(.*?)</CsInstruments>", source, re.DOTALL)
    if body is None:
        raise OrchestraError(f"{file}:1: no <CsInstruments> section: give a Csound .csd file")
    first_line = source.count("\n", 0, body.start(1)) + 1
    lines = list(guarded(list(_inlined(body.group(1), file, file.parent, first_line))))
    options, odd_options = _split_options(_section(source, "CsOptions"))
    setup, odd_lines = _split_score(_section(source, "CsScore"))
    dropped = [f"option {option}" for option in odd_options]
    if odd_lines and file != BUNDLED:
        dropped.append(f"{odd_lines} score lines")
    if file == BUNDLED:
        dropped = []
    text = "\n".join(line for line, _ in lines)
    return Orchestra(
        file, text, tuple(origin for _, origin in lines), setup, options, tuple(dropped)
    )


def _inlined(
    text: str, file: Path, folder: Path, first_line: int = 1, depth: int = 0
) -> Iterator[Line]:
    """Yield each line with its origin, includes replaced by what they name in a folder."""
    if depth > MAXIMUM_INCLUDE_DEPTH:
        raise OrchestraError(f"{file}: #include goes more than {MAXIMUM_INCLUDE_DEPTH} files deep")
    for number, line in enumerate(text.splitlines(), start=first_line):
        include = _INCLUDE.match(line)
        if include is None:
            yield line, (file, number)
            continue
        inner = folder / include.group(1)
        try:
            source = _read(inner)
        except OSError as error:
            raise OrchestraError(
                f"{file}:{number}: {inner} cannot be included ({error.strerror})"
            ) from None
        yield from _inlined(source, inner, folder, depth=depth + 1)


def _read(file: Path) -> str:
    """Return the text of a file; raises OSError, for a device or a pipe too."""
    if file.exists() and not file.is_file():
        raise OSError(errno.EINVAL, "it is no ordinary file")
    return file.read_text(encoding="utf-8", errors="replace")


def _section(source: str, name: str) -> str:
    found = re.search(rf"<{name}>(.*?)</{name}>", source, re.DOTALL)
    return _COMMENT.sub("", found.group(1)) if found else ""


def _split_options(text: str) -> tuple[tuple[str, ...], list[str]]:
    options = re.findall(r"-\S+(?:[ \t]+[^-\s]\S*)*", text)
    kept = tuple(option for option in options if _HARMLESS.fullmatch(option))
    return kept, [" ".join(option.split()) for option in options if option not in kept]


def _split_score(text: str) -> tuple[tuple[str, ...], int]:
    """Return the lines that set the orchestra up, and how many others there are.

    A # begins what reads another file, or a macro, wherever it is in a line.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    kept = tuple(line for line in lines if "#" not in line and _is_setup(line))
    return kept, len(lines) - len(kept)


def _is_setup(line: str) -> bool:
    """Whether a score line makes a table or starts an instrument that never stops."""
    if line[0] == "f":
        return not re.match(r"f\s*0\b", line)
    words = re.sub(r'^i\s*("[^"]*"|\S+)', r"i \1", line).split()
    try:
        onset, duration = float(words[2]), float(words[3])
    except (IndexError, ValueError):
        return False
    return line[0] == "i" and onset == 0.0 and (duration < 0.0 or duration >= ALWAYS_ON_SECONDS)
