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


def performances_folder() -> Path:
    """Return the folder for the last states of performances that play, or have broken off."""
    return data_folder() / "performances"


def bindings_folder() -> Path:
    """Return the folder for what MIDI controls are bound to, a file for each device."""
    return data_folder() / "midi"


def osc_bindings_file() -> Path:
    """Return the file for what OSC addresses are bound to."""
    return data_folder() / "osc.json"


def window_file() -> Path:
    """Return the file for what the window remembers; `XDG_CONFIG_HOME` moves it likewise."""
    from platformdirs import user_config_path

    return user_config_path("scoretime", appauthor=False) / "window.json"


def music_folder() -> Path:
    """Return the user's folder for music; the current folder where there is none."""
    from platformdirs import user_music_path

    folder = user_music_path()
    return folder if folder.is_dir() else Path.cwd()
