"""A network of a test's own, so that nobody else's programs join: a namespace with a loopback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
AS_ROOT = () if os.geteuid() == 0 else ("--map-root-user",)  # in a chroot root may not map itself
NAMESPACE = ("unshare", *AS_ROOT, "--net", "sh", "-c")
LOOPBACK = "ip link set lo up multicast on && ip route add 224.0.0.0/4 dev lo"
TIMEOUT_SECONDS = 110.0


def own_network() -> bool:
    """Whether this machine gives one."""
    if not (shutil.which("unshare") and shutil.which("ip")):
        return False
    return subprocess.run([*NAMESPACE, LOOPBACK], capture_output=True).returncode == 0


def output_of(module: str) -> str:
    """Run a module in a network of its own and return what it prints; fails where it fails."""
    run = f'{LOOPBACK} && exec "{sys.executable}" -W error -m {module}'
    done = subprocess.run(
        [*NAMESPACE, run],
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
