"""Scoretime: the piece `pulse` on JACK, as tests/bench/exactness.py plays it; heard in the sound.

The busy threads are in the engine process, where the notes are composed. The tempo is set by a
command for the sample of the beat, as a time tag or a waiting command does it.
"""

from __future__ import annotations

import sys

from generator import __version__
from generator.control.commands import Action, Command
from generator.session.front import Front
from tests.bench.exactness import Meanwhile, plan, take

from .peer import say, wall_ahead_seconds
from .track import CLICKS_A_BEAT, Track

LOOK_AHEAD_SECONDS = 0.020


def quickening(track: Track) -> Meanwhile:
    """Return what sets the second tempo, once, as soon as the engine has greeted."""
    told: list[bool] = []

    def steer(front: Front) -> None:
        if told or not front.playing or front.hello is None:
            return
        due = round(track.onset_seconds(track.change_click) * front.hello["sample_rate"])
        front.submit(Command(Action.SET, "tempo", track.then_bpm, due_sample=due))
        say(begun=True)
        told.append(True)

    return steer


def main() -> None:
    """Play the track of the first argument, and say when it clicked."""
    track = Track.from_text(sys.argv[1])
    before = wall_ahead_seconds()
    settings = {"tempo": track.tempo_bpm, "division": CLICKS_A_BEAT, "threads": track.threads}
    asked = plan(
        "pulse",
        settings,
        seconds=track.seconds,
        module="jack",
        look_ahead_seconds=LOOK_AHEAD_SECONDS,
    )
    taken = take(asked, quickening(track))
    assert taken.front.hello is not None
    rate, status = taken.front.hello["sample_rate"], taken.front.status()
    say(
        onsets=[sample / rate for sample in taken.found],
        measured="audio",
        version=f"Scoretime {__version__}",
        wall_step=round(wall_ahead_seconds() - before, 3),
        late=status.late,
        dropped=status.dropped,
    )


if __name__ == "__main__":
    main()
