"""Where Scoretime keeps what belongs to a user."""

from __future__ import annotations

from pathlib import Path


def data_folder() -> Path:
    """Return the user's data folder; `XDG_DATA_HOME` moves it where that is the custom."""
    from platformdirs import user_data_path  # a few ms that `--help` does without

    return user_data_path("scoretime", appauthor=False)


def recordings_folder() -> Path:
    """Return the folder for recordings that a controller asks for."""
    return data_folder() / "recordings"


def snapshots_file() -> Path:
    """Return the file of snapshots."""
    return data_folder() / "snapshots.json"


def bindings_folder() -> Path:
    """Return the folder for what MIDI controls are bound to, a file for each device."""
    return data_folder() / "midi"
