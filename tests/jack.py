"""A JACK server without a sound card, for tests and benchmarks."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

SERVER = f"scoretime-tests-{os.getpid()}"
REGISTRY = Path("/dev/shm/jack-shm-registry")
REGISTERED, MANY = re.compile(rb"jack-\d+:"), 4
PATIENCE_SECONDS = 10.0


@contextmanager
def jack_server(rate: int = 48_000, frames: int = 128, waits: bool = False) -> Iterator[None]:
    """Run a dummy JACK server and let this process's children find it."""
    forget_dead_servers()
    before = os.environ.get("JACK_DEFAULT_SERVER")
    os.environ["JACK_DEFAULT_SERVER"] = SERVER
    os.environ["JACK_NO_START_SERVER"] = "1"
    with started_server(rate, frames, waits) as server:
        try:
            yield
        finally:
            server.terminate()
            os.environ.pop("JACK_DEFAULT_SERVER")
            if before is not None:
                os.environ["JACK_DEFAULT_SERVER"] = before


def started_server(
    rate: int = 48_000, frames: int = 128, waits: bool = False
) -> subprocess.Popen[bytes]:
    """Return a dummy JACK server that has come up.

    waits: for clients that are late, rather than lose what they had to say in that cycle.
    """
    jackd = shutil.which("jackd")
    assert jackd, "jackd is missing: run `make setup`"
    arguments = ["-n", SERVER, "-r", *["-S"] * waits, "-d", "dummy"]
    _socket().unlink(missing_ok=True)  # one that was killed leaves it
    server = subprocess.Popen(
        [jackd, *arguments, "-r", str(rate), "-p", str(frames)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _wait_for(server)
    return server


@cache
def forget_dead_servers() -> None:
    """Empty JACK's registry of eight servers if it fills up and none lives.

    Call it before JACK is used. A server that was killed stays in it until another one of the
    same name starts. jackd's own --replace-registry is not understood by it, and a process that
    has seen the old registry cannot use a new one: hence once.
    """
    names = (_name_of(folder) for folder in Path("/proc").glob("[0-9]*"))
    lives = any(name in ("jackd", "jackdbus") for name in names)
    if not lives and REGISTRY.exists() and _registered() >= MANY:
        REGISTRY.unlink()


def _registered() -> int:
    return len(REGISTERED.findall(REGISTRY.read_bytes()))


def _name_of(process: Path) -> str:
    try:
        return process.joinpath("comm").read_text().strip()
    except OSError:
        return ""


def _wait_for(server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not _socket().exists():
        assert server.poll() is None, "jackd ended at once"
        assert time.monotonic() < deadline, "jackd does not come up"
        time.sleep(0.05)


def _socket() -> Path:
    return Path("/dev/shm", f"jack_{SERVER}_{os.getuid()}_0")
