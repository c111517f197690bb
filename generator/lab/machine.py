"""What machine it was measured on, and with which versions."""

from __future__ import annotations

import os
import platform
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from generator import __version__


def machine() -> dict[str, Any]:
    """Return the date, the machine and the versions of what takes part."""
    from generator.engine.csound import versions

    return {
        "date": time.strftime("%Y-%m-%d %H:%M"),
        "system": platform.platform(),
        "processor": processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None,
        "scoretime": __version__,
        "python": platform.python_version(),
        **versions(),
    }


def processor() -> str:
    """Return the processor's name as Linux knows it, else what Python says."""
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
