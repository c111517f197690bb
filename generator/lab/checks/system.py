"""What the system grants: real-time priority, locked memory, processor clock, folders, disk."""

from __future__ import annotations

import os
import re
import resource
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from generator.control.folders import data_folder, window_file
from generator.engine.audio import candidates
from generator.engine.realtime import COMMITTING_PRIORITY
from generator.lab.checks.finding import Check, Finding, State
from generator.lab.checks.probe import probed

LIMIT_FILES = ("/etc/security/limits.conf", "/etc/security/limits.d")
GROUP = "audio"
RULE = re.compile(rf"^\s*@{GROUP}\s+\S+\s+rtprio\s+\d", re.MULTILINE)
GRANT = (
    f"printf '@{GROUP} - rtprio 95\\n@{GROUP} - memlock unlimited\\n' | sudo tee "
    f"/etc/security/limits.d/95-{GROUP}.conf"
)
JOIN = f"sudo usermod -aG {GROUP} $USER"
AGAIN = "log out and in again"
GOVERNORS = Path("/sys/devices/system/cpu")
SCALING_BY_ITSELF = ("intel_pstate", "intel_cpufreq", "amd-pstate-epp")
ENOUGH_LOCKED_BYTES = 128 << 20
LEAST_FREE_BYTES = 1 << 30
RECORDING_BYTES_AN_HOUR = 48_000 * 2 * 4 * 3600

Probe = Callable[[str], Mapping[str, bool]]


def checks() -> list[Check]:
    """Return the checks of the system."""
    return [
        Check("priority", lambda: priority(probed)),
        Check("memory", lambda: memory(resource.getrlimit(resource.RLIMIT_MEMLOCK)[0])),
        Check("processor", processor),
        Check("folders", lambda: folders([data_folder(), window_file().parent])),
        Check("disk", lambda: disk(shutil.disk_usage(existing(data_folder())).free)),
    ]


def priority(
    probe: Probe,
    limit: int | None = None,
    member: bool | None = None,
    files: Iterable[str] = LIMIT_FILES,
) -> Iterator[Finding]:
    """Find out whether the threads that must not wait get real-time priority.

    limit: what `ulimit -r` says; member: whether the user is in the group audio.
    """
    if sys.platform != "linux":
        yield Finding("priority", State.OK, "left to the system, which is asked for none here")
        return
    limit = resource.getrlimit(resource.RLIMIT_RTPRIO)[0] if limit is None else limit
    member = _in_group() if member is None else member
    ruled = any(RULE.search(text) for text in _texts(files))
    facts = f"ulimit -r {'unlimited' if limit < 0 else limit}, "
    facts += f"{'in' if member else 'not in'} the group {GROUP}"
    if probe("priority")["granted"]:
        yield Finding("priority", State.OK, f"real-time priority is granted ({facts})")
        return
    wanted = [*([] if ruled else [GRANT]), *([] if member else [JOIN])]
    remedy = ", then ".join([" && ".join(wanted), AGAIN] if wanted else [AGAIN])
    if 0 <= limit < COMMITTING_PRIORITY or not wanted:
        facts += f", {COMMITTING_PRIORITY} is asked for"
    yield Finding("priority", State.WARNING, f"no real-time priority ({facts})", remedy)


def _in_group() -> bool:
    import grp

    try:
        return grp.getgrnam(GROUP).gr_gid in os.getgroups()
    except KeyError:
        return False


def _texts(files: Iterable[str]) -> Iterator[str]:
    """Yield the texts of files, and of the files in folders, that can be read."""
    for name in files:
        path = Path(name)
        for each in sorted(path.glob("*.conf")) if path.is_dir() else [path]:
            if os.access(each, os.R_OK):
                yield each.read_text(errors="replace")


def memory(limit_bytes: int, tried: Iterable[str] | None = None) -> Iterator[Finding]:
    """Find out whether a client of JACK can keep its memory from being paged out."""
    fact = "unlimited" if limit_bytes < 0 else f"{limit_bytes / (1 << 20):,.0f} MiB"
    fact = f"{fact} may be locked"
    short = 0 <= limit_bytes < ENOUGH_LOCKED_BYTES
    if short and "jack" in (candidates("auto") if tried is None else tried):
        yield Finding("memory", State.WARNING, f"only {fact}, JACK wants more", f"{GRANT}; {AGAIN}")
    else:
        yield Finding("memory", State.OK, fact)


def processor(root: Path = GOVERNORS) -> Iterator[Finding]:
    """Find out whether the processor's clock is kept low; nothing where that cannot be read."""
    folders = sorted(root.glob("cpu[0-9]*/cpufreq"))
    governors = sorted({_word(folder / "scaling_governor") for folder in folders} - {""})
    drivers = {_word(folder / "scaling_driver") for folder in folders}
    cores = f"{os.cpu_count()} cores"
    if not governors:
        yield Finding("processor", State.OK, f"{cores}; its governor cannot be read here")
    elif "powersave" in governors and not drivers & {*SCALING_BY_ITSELF}:
        remedy = "sudo cpupower frequency-set -g performance"
        yield Finding("processor", State.WARNING, f"{cores}, kept slow (powersave)", remedy)
    else:
        yield Finding("processor", State.OK, f"{cores}, governor {', '.join(governors)}")


def _word(path: Path) -> str:
    return path.read_text().strip() if os.access(path, os.R_OK) else ""


def folders(wanted: Iterable[Path]) -> Iterator[Finding]:
    """Find out whether snapshots, recordings and settings can be kept."""
    refused = [str(folder) for folder in wanted if not os.access(existing(folder), os.W_OK)]
    if refused:
        remedy = f"sudo chown -R $USER {' '.join(refused)}"
        yield Finding("folders", State.WARNING, f"cannot write to {', '.join(refused)}", remedy)
    else:
        yield Finding("folders", State.OK, "settings, snapshots and recordings can be kept")


def existing(folder: Path) -> Path:
    """Return a folder, or where there is none the nearest one in which it would be made."""
    return next(each for each in (folder, *folder.parents) if each.exists())


def disk(free_bytes: int) -> Iterator[Finding]:
    """Find out how long a recording can be."""
    hours = free_bytes / RECORDING_BYTES_AN_HOUR
    fact = f"{free_bytes / 1e9:,.1f} GB free, {hours:,.1f} hours of stereo recording"
    state = State.OK if free_bytes >= LEAST_FREE_BYTES else State.WARNING
    remedy = "" if state is State.OK else "make room, or record elsewhere: play --record FILE"
    yield Finding("disk", state, fact, remedy)
