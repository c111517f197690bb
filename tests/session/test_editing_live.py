"""A piece that is saved while it plays, on null audio, and rendered again from its journal."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
import soundfile

from generator.control.journal_reading import read
from generator.render.options import RenderOptions
from generator.session.rendering import render_journal
from tests.session.saving import Saving, unedited
from tests.trying import in_three_tries

pytestmark = pytest.mark.live

SAVES, PAUSE_SECONDS = 10, 0.2


@in_three_tries
def test_ten_quick_saves_leave_no_gap_and_are_rendered_from_the_journal(tmp_path: Path) -> None:
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    journal, heard = folder / "live.jsonl", folder / "live.wav"
    saving = Saving(folder, recording=str(heard), journal=str(journal))
    try:
        for number in range(SAVES):
            saving.save(number)
            saving.play(PAUSE_SECONDS)
        saving.until(lambda: saving.taken(SAVES - 1))
        status = saving.front.status()
        assert (status.late, status.dropped, saving.front.restarts) == (0, 0, 0)
    finally:
        saving.front.stop()
    expected = unedited(folder, status.seconds)
    for name, notes in saving.notes.items():
        assert notes == expected[name][: len(notes)]
        assert len(notes) >= 6.0 * status.seconds / 1.5
    saving.path.write_text("what is there now does not matter")
    again = folder / "again.wav"
    render_journal(read(journal), RenderOptions(again, bits="32f", quiet=True))
    assert np.array_equal(*(soundfile.read(each)[0] for each in (heard, again)))
