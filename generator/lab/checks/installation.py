"""What is installed: Python, Csound, its binding, the toolkit of the window, the extras."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import metadata
from typing import NamedTuple

from generator.engine.installing import CSOUND
from generator.errors import EngineError, WindowError
from generator.lab.checks.finding import Check, Finding, State
from generator.lab.checks.probe import probed

PACKAGE, DEVELOPERS = "scoretime", "dev"
REQUIREMENT = re.compile(r"""(?P<name>[\w.-]+)[^;]*(;.*extra\s*==\s*["'](?P<extra>[\w-]+))?""")
LEAST = re.compile(r">=\s*(\d+)\.(\d+)")
LINUX_LINKS = "sudo apt-get install libcsound64-dev libcsnd-dev"
NO_WINDOW = "play from a desktop session, or without a window: scoretime play --no-gui"

Probe = Callable[[str], Mapping[str, str]]


class Required(NamedTuple):
    """A package that is asked for. extra: of which it is a part, "" for none; version: if there."""

    name: str
    extra: str
    version: str | None


def required() -> list[Required]:
    """Return what this package's metadata asks for; raises PackageNotFoundError without any."""
    matches = [REQUIREMENT.match(each) for each in metadata.requires(PACKAGE) or ()]
    pairs = [(each["name"], each["extra"] or "") for each in matches if each is not None]
    return [Required(name, extra, version_of(name)) for name, extra in pairs]


def version_of(name: str) -> str | None:
    """Return the version of an installed package; None where it is not installed."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def checks(try_screen: Callable[[], str]) -> list[Check]:
    """Return the checks of what is installed; try_screen: see `window`."""
    return [
        Check("Python", python, needed=True),
        Check("packages", lambda: packages(required()), needed=True),
        Check("Csound", lambda: csound(probed), needed=True),
        Check("libraries", lambda: libraries(probed), needed=True),
        Check("window", lambda: window(try_screen)),
        Check("extras", lambda: extras(required())),
    ]


def python(version: tuple[int, ...] = sys.version_info[:2]) -> Iterator[Finding]:
    """Find out whether this Python is new enough."""
    wanted = metadata.metadata(PACKAGE)["Requires-Python"] or ""
    match = LEAST.match(wanted)
    least = (int(match[1]), int(match[2])) if match else (0, 0)
    fact, remedy = platform.python_version(), ""
    state = State.OK if version >= least else State.MISSING
    if state is State.MISSING:
        fact, remedy = f"{fact}; {wanted} is needed", "install a newer Python, and Scoretime in it"
    yield Finding("Python", state, fact, remedy, needed=True)


def packages(asked: Iterable[Required]) -> Iterator[Finding]:
    """Find out whether all packages are there that Scoretime needs."""
    core = [each for each in asked if not each.extra]
    absent = [each.name for each in core if each.version is None]
    if absent:
        remedy = f"{pip()} {' '.join(absent)}"
        yield Finding("packages", State.MISSING, f"without {', '.join(absent)}", remedy, True)
    else:
        yield Finding("packages", State.OK, f"all {len(core)} that are needed", needed=True)


def csound(probe: Probe) -> Iterator[Finding]:
    """Find out whether Csound answers through its binding."""
    try:
        found = probe("csound")
    except EngineError as error:
        text, remedy = str(error), CSOUND.get(sys.platform, "install Csound 6.18")
        yield Finding("Csound", State.MISSING, text.removesuffix(f": {remedy}"), remedy, True)
    else:
        fact = f"{found['csound']}, by ctcsound {found['ctcsound']}"
        yield Finding("Csound", State.OK, fact, needed=True)


def csound_version() -> str | None:
    """Return the version of Csound; None where it does not answer."""
    try:
        return str(probed("csound")["csound"])
    except EngineError:
        return None


def libraries(probe: Probe) -> Iterator[Finding]:
    """Find out whether the libraries load that the binding asks for by name."""
    found = probe("libraries")
    refused = {name: why for name, why in found.items() if why}
    if refused:
        facts = "; ".join(f"{name}: {why}" for name, why in refused.items())
        remedy = LINUX_LINKS if sys.platform == "linux" else CSOUND.get(sys.platform, "")
        yield Finding("libraries", State.MISSING, facts, remedy, needed=True)
    elif found:
        yield Finding("libraries", State.OK, f"{' and '.join(found)} load", needed=True)


def window(try_screen: Callable[[], str]) -> Iterator[Finding]:
    """Find out whether a window opens; try_screen says on what, or raises WindowError."""
    try:
        yield Finding("window", State.OK, try_screen())
    except WindowError as error:
        fact, bracket, command = str(error).partition(" (")
        remedy = command.removesuffix(")") if bracket else NO_WINDOW
        yield Finding("window", State.WARNING, fact, remedy)


def extras(asked: Iterable[Required]) -> Iterator[Finding]:
    """Find out which extras are there, of those that users may want."""
    by_extra: dict[str, list[Required]] = {}
    for each in asked:
        if each.extra not in ("", DEVELOPERS):
            by_extra.setdefault(each.extra, []).append(each)
    for extra, parts in sorted(by_extra.items()):
        name = f"extra {extra}"
        if all(each.version for each in parts):
            fact = ", ".join(f"{each.name} {each.version}" for each in parts)
            yield Finding(name, State.OK, fact)
        else:
            absent = ", ".join(each.name for each in parts if not each.version)
            remedy = f"{pip()} '{PACKAGE}[{extra}]'"
            yield Finding(name, State.MISSING, f"optional: without {absent}", remedy)


def pip() -> str:
    """Return the command that installs a package into this Python."""
    inside = sys.prefix != sys.base_prefix
    return f"{sys.executable if inside else 'python3'} -m pip install"
