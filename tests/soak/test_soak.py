"""The room of soaks: its list, its table, and some seconds of what `make soak` does for hours."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.soak.__main__ import NAMES, held, told
from tests.soak.held import interpreter, stopped
from tests.soak.loads import Load, beside, osc
from tests.soak.night import nights
from tests.soak.results import BEGIN, END, HEADING, Held, markdown, placed, record
from tests.trying import in_three_tries

LINE = Held("a | b", "3 of 3", "all", True)
PAGE = "# Security\n\nWhat is promised.\n\n## Measured\n\nBy `make soak`.\n\n## More\n\nOf it.\n"


def test_every_soak_is_in_the_list() -> None:
    sources = Path(__file__).parent.glob("*.py")
    soaks = {path.stem for path in sources if "\ndef run(quick: bool)" in path.read_text()}
    assert soaks == set(NAMES)


def test_a_soak_that_fails_is_a_line() -> None:
    (line,) = held("none_such", quick=True)
    assert line.measured == "failed: ModuleNotFoundError: No module named 'tests.soak.none_such'"
    assert not line.holds
    assert "NO" in told([line, LINE])


def test_the_table_tells_of_each_with_machine_and_date() -> None:
    kept = record([LINE], quick=False)
    table = markdown({"first": kept, "second": kept | {"quick": True}})
    assert table.count(kept["machine"]) == 1
    assert f"| a \\| b | 3 of 3 | all | yes | {kept['date']} |" in table
    assert f"| a \\| b | 3 of 3 | all | yes | {kept['date']}, quick |" in table


@pytest.mark.parametrize("page", ["", "# Security\n", PAGE, PAGE.partition("\n## More")[0]])
def test_the_table_has_one_place_in_the_page(page: str) -> None:
    once = placed(page, "TABLE")
    assert once.count(HEADING) == once.count(BEGIN) == once.count(END) == 1
    assert once.index(HEADING) < once.index("TABLE") < (once + "\n## More").index("\n## More")
    assert "".join(once.split()).startswith("".join(page.partition("## More")[0].split()))
    assert placed(once, "OTHER") == once.replace("TABLE", "OTHER")


@pytest.mark.live
@in_three_tries
def test_what_is_held_and_what_plays_for_long_holds_for_some_seconds() -> None:
    """Side by side, to be quick."""
    with ThreadPoolExecutor() as pool:
        night = pool.submit(nights, 10.0)
        lines = [interpreter(), stopped("null"), *night.result()]
    assert [line for line in lines if not line.holds] == []


@pytest.mark.live
@in_three_tries
def test_no_note_is_late_beside_what_keeps_the_machine_busy() -> None:
    lines = [beside("all of it", Load(threads=4, hogs=4), 0.5), osc(0.5)]
    assert [line for line in lines if not line.holds] == []
