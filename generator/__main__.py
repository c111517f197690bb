"""`scoretime`, also as `python -m generator`."""

from __future__ import annotations

import signal
import sys

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # no traceback before `main` hears it, nor after

from generator.cli import main

if __name__ == "__main__":
    sys.exit(main())
