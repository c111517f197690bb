"""Audio servers without a sound card that can be killed, stopped and brought back."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.jack import SERVER, forget_dead_servers, started_server

PATIENCE_SECONDS = 10.0


class Server:
    """A server that the processes started from here find while it is open."""

    module = ""
    environment: dict[str, str]

    def __init__(self) -> None:
        self.process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        raise NotImplementedError

    def kill(self) -> None:
        """Let it die."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """Let it stand still."""
        self.process.send_signal(signal.SIGSTOP)

    def come_back(self) -> None:
        """Go on, or start anew."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
        else:
            self.process = self._started()

    def close(self) -> None:
        """End it for good."""
        self.kill()


class Jack(Server):
    """jackd with its dummy driver."""

    module = "jack"

    def __init__(self) -> None:
        forget_dead_servers()
        self.environment = {"JACK_DEFAULT_SERVER": SERVER, "JACK_NO_START_SERVER": "1"}
        super().__init__()

    def _started(self) -> subprocess.Popen[bytes]:
        return started_server()

    def close(self) -> None:
        """End it in a way that leaves nothing in the shared memory."""
        self.come_back()
        self.process.terminate()
        self.process.wait()


class Pulse(Server):
    """PulseAudio with a sink that drops what it is given, for this test alone."""

    module = "pulse"

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="scoretime-pulse-"))
        self._socket = self._folder / "native"
        folder, cookie = str(self._folder), str(self._folder / "cookie")
        self._own = dict.fromkeys(("HOME", "XDG_RUNTIME_DIR"), folder)
        self.environment = {"PULSE_SERVER": f"unix:{self._socket}", "PULSE_COOKIE": cookie}
        self.environment |= dict.fromkeys(("PULSE_RUNTIME_PATH", "PULSE_STATE_PATH"), folder)
        super().__init__()

    def _started(self) -> subprocess.Popen[bytes]:
        program = shutil.which("pulseaudio")
        assert program, "pulseaudio is missing: run `make setup`"
        self._socket.unlink(missing_ok=True)
        options = "--daemonize=no --use-pid-file=no --disable-shm=yes --exit-idle-time=-1"
        modules = (
            "module-null-sink rate=48000 format=float32le norewinds=true",
            f"module-native-protocol-unix socket={self._socket} auth-anonymous=1",
        )
        loads = [word for module in modules for word in ("-L", module)]
        server = subprocess.Popen(
            [program, "-n", *options.split(), *loads],
            env=os.environ | self._own | self.environment | {"PULSE_SERVER": ""},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._socket.exists():
            assert server.poll() is None, "pulseaudio ended at once"
            assert time.monotonic() < deadline, "pulseaudio does not come up"
            time.sleep(0.02)
        return server

    def close(self) -> None:
        """End it and remove its folder."""
        super().close()
        shutil.rmtree(self._folder)


@contextmanager
def opened(kind: type[Server]) -> Iterator[Server]:
    """Run a server of this kind and let this process's children find it."""
    server = kind()
    before = {name: os.environ.get(name) for name in server.environment}
    os.environ.update(server.environment)
    try:
        yield server
    finally:
        server.close()
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value
