from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.control.status import MISHAPS, Mishap, Status
from gui.frame import Audio, Frame, Links
from gui.panels.footer import LINES, Footer
from gui.shapes import Box
from gui.theme import BAD, WARNING
from gui.widget import Context, View, Widget
from gui.widgets.fact import Counter, Fact
from gui.widgets.message import NEWS_SECONDS, Message
from tests.gui.apart import outside, overlaps, shown, spilt
from tests.gui.context import Key, Pointer, context_of, frame_of, picture, texts

AUDIO = Audio("jack", "system", 128, 512, 48_000, 32, True, 2.7, 12.7)
LINKS = Links("127.0.0.1:9000", "http://127.0.0.1:9001", 3)
TROUBLE = "rain.py line 12: NameError: name 'wetness' is not defined. The part rests until mended"
SIZES = [(1100.0, 1.0), (1280.0, 1.0), (2560.0, 2.0), (2560.0, 1.0), (2200.0, 2.0)]
HERE = Pointer(5.0, 5.0)


class Told(Widget):
    def hint(self, view: View) -> str:
        return "/param/density 0 to 1"


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(tmp_path)


def framed(context: Context, now_seconds: float = 0.0, **differing: Any) -> Frame:
    standing: dict[str, Any] = {
        "audio": AUDIO,
        "links": LINKS,
        "status": Status(xruns=0, cpu_percent=11.4),
        "now_seconds": now_seconds,
    }
    return frame_of(context.performance.desk, **(standing | differing))


def opened(context: Context, width: float = 1280.0, **differing: Any) -> tuple[Footer, View]:
    panel = Footer(context)
    panel.arrange(Box(0.0, 0.0, width, context.style.px(26)))
    view = View(framed(context, **differing))
    panel.renew(view)
    panel.see(view)
    return panel, view


def facts(panel: Footer) -> list[str]:
    return [widget.said.text for widget in shown(panel) if isinstance(widget, Fact)]


def message(panel: Footer) -> Message:
    found = panel.widgets[-1]
    assert isinstance(found, Message)
    return found


def line(panel: Footer, view: View) -> str:
    return message(panel).look(view).text


WRONG = {mishap.name: 17 for mishap in MISHAPS}
BUSY: dict[str, Any] = {
    "status": Status(**WRONG | {"xruns": 1234, "clipped": 1_234_567}, cpu_percent=99.6),
    "links": LINKS,
}


@pytest.mark.parametrize("differing", [{}, BUSY, BUSY | {"troubles": [TROUBLE, "x"]}])
@pytest.mark.parametrize(("width", "scale"), SIZES)
def test_nothing_overlaps_however_much_there_is_to_say(
    tmp_path: Path, width: float, scale: float, differing: dict[str, Any]
) -> None:
    context = context_of(tmp_path, scale=scale)
    panel, view = opened(context, width, **differing)
    widgets = shown(panel)
    assert overlaps(widgets) == []
    assert outside(widgets, Box(0.0, 0.0, width, context.style.px(26))) == []
    assert [spilt(widget, view) for widget in widgets] == [[]] * len(widgets)


def test_all_facts_are_there_where_there_is_room(context: Context) -> None:
    panel, _ = opened(context, 2560.0)
    assert facts(panel) == [
        "playing",
        "jack system",
        "48 kHz / 32",
        "latency 10.7 ms",
        "look-ahead 12.7 ms",
        "xruns 0",
        "CPU 11 %",
        "OSC 127.0.0.1:9000, 3 clients",
        "OSCQuery 9001",
    ]


def test_the_least_important_facts_give_way_first(context: Context) -> None:
    wide = facts(opened(context, 2560.0)[0])
    for width in range(2500, 300, -40):
        narrow = facts(opened(context, float(width))[0])
        gone = {line.rank for line, text in ranked(context) if text in wide and text not in narrow}
        kept = {line.rank for line, text in ranked(context) if text in narrow}
        assert not gone or min(gone) > max(kept)
    assert narrow[0] == "playing"


def ranked(context: Context) -> list[tuple[Any, str]]:
    frame = framed(context)
    return [(line, line.tell(frame).text) for line in LINES]


@pytest.mark.parametrize(
    ("differing", "state"),
    [
        ({}, "playing"),
        ({"status": Status(paused=True)}, "paused"),
        ({"audio": Audio("null", sample_rate=48_000)}, "no sound"),
        ({"playing": False}, "starting"),
        ({"playing": False, "status": Status(sample=1)}, "restarting"),
    ],
)
def test_the_state_has_a_word_and_a_shape(
    context: Context, differing: dict[str, Any], state: str
) -> None:
    panel, view = opened(context, **differing)
    assert facts(panel)[0] == state
    assert len(picture(panel.widgets[0], view)) > 2


def test_states_differ_in_shape(context: Context) -> None:
    pictures = set()
    for differing in ({}, {"status": Status(paused=True)}, {"audio": Audio("null")},
                      {"playing": False}):  # fmt: skip
        panel, view = opened(context, **differing)
        kinds = [type(shape).__name__ for shape in picture(panel.widgets[0], view)]
        pictures.add(tuple(kinds))
    assert len(pictures) == 4


@pytest.mark.parametrize("mishap", MISHAPS, ids=lambda mishap: mishap.name)
def test_a_mishap_is_a_warning_once_it_has_happened(context: Context, mishap: Mishap) -> None:
    panel, view = opened(context, 2560.0, status=Status(**{mishap.name: 1200}))
    fact = next(w for w in shown(panel) if isinstance(w, Fact) and w.said.name == mishap.word)
    assert fact.said.text.replace(",", "") == f"{mishap.word} 1200"
    assert fact.said.colour == WARNING
    assert fact.hint(view).endswith("click resets")


def test_what_goes_wrong_keeps_its_place_where_there_is_little_room(context: Context) -> None:
    panel, _ = opened(context, 1100.0, **BUSY)
    assert [text.split()[0] for text in facts(panel)][:6] == [
        "playing", "xruns", "late", "dropped", "refused", "faults"
    ]  # fmt: skip


@pytest.mark.parametrize("wrong", [{}, {"late": 3}])
def test_counts_are_reset_by_mouse_and_keyboard(context: Context, wrong: dict[str, int]) -> None:
    panel, _ = opened(context, status=Status(xruns=0, **wrong))
    counter = [widget for widget in shown(panel) if isinstance(widget, Counter)][-1]
    assert ("late" in counter.said.text) == bool(wrong)
    assert counter.focusable
    assert not Fact.focusable
    counter.press(HERE)
    assert counter.key(Key("Return"))
    assert not counter.key(Key("r"))
    assert context.performance.told == [("reset", None)] * 2


def test_audio_that_has_failed_is_returned_to_by_a_click(context: Context) -> None:
    panel, _ = opened(context, audio=replace(AUDIO, module="null", device="", gone="jack"))
    assert facts(panel)[1:3] == ["null", "return to jack"]
    (back,) = (
        each for each in shown(panel) if isinstance(each, Counter) and "return" in each.said.value
    )
    back.press(HERE)
    assert context.performance.told == [("return", None)]
    assert "return" not in " ".join(facts(opened(context)[0]))


def test_xruns_that_nobody_counts_are_unknown(context: Context) -> None:
    assert "xruns ?" in facts(opened(context, status=Status(xruns=None))[0])


def test_the_load_is_told_anew_only_twice_a_second(context: Context) -> None:
    panel, _ = opened(context)
    for now_seconds, percent in ((0.2, 50.0), (0.4, 60.0), (0.6, 70.0), (0.9, 80.0)):
        panel.see(View(framed(context, now_seconds, status=Status(cpu_percent=percent))))
        expected = "CPU 70 %" if now_seconds >= 0.5 else "CPU 11 %"
        assert expected in facts(panel)


def test_a_number_that_shrinks_moves_nothing(context: Context) -> None:
    panel, _ = opened(context, 2560.0, status=Status(xruns=1000))
    before = [widget.box for widget in panel.widgets]
    panel.see(View(framed(context, 1.0, status=Status(xruns=1))))
    assert [widget.box for widget in panel.widgets] == before


def test_a_frame_that_says_the_same_places_nothing_anew(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel, view = opened(context)
    asked: list[str] = []
    monkeypatch.setattr(context.style, "width_of", lambda text, font: asked.append(text) or 10.0)
    for _ in range(30):
        panel.see(view)
    assert asked == []


# -- the line on the right


def test_the_hint_is_of_what_is_hovered_else_focused(context: Context) -> None:
    panel, view = opened(context)
    assert line(panel, view) == ""
    view.focus = Told(context)
    assert line(panel, view) == "/param/density 0 to 1"
    view.hovered = panel.widgets[0]
    assert line(panel, view) == LINES[0].explanation


def test_news_stand_for_some_seconds_over_hints(context: Context) -> None:
    panel, view = opened(context, news=["first", "latest"])
    view.focus = Told(context)
    assert line(panel, view) == "latest"
    panel.see(View(framed(context, NEWS_SECONDS - 0.1)))
    assert line(panel, view) == "latest"
    panel.see(View(framed(context, NEWS_SECONDS + 0.1)))
    assert line(panel, view) == "/param/density 0 to 1"


def test_troubles_stay_with_a_sign_and_a_count(context: Context) -> None:
    panel, view = opened(context, troubles=[f"{TROUBLE}\n", "no device"])
    view.focus = Told(context)
    look = message(panel).look(view)
    assert look == (TROUBLE, BAD, 2)
    assert "2" in texts(picture(message(panel), view))


def test_the_sign_of_trouble_stays_beside_news(context: Context) -> None:
    panel, view = opened(context, troubles=[TROUBLE], news=["stored snapshot 1"])
    look = message(panel).look(view)
    assert (look.text, look.troubles) == ("stored snapshot 1", 1)
    panel.see(View(framed(context, 100.0)))
    assert message(panel).look(view) == ("", message(panel).look(view).colour, 0)


def test_old_news_give_way_to_a_new_trouble(context: Context) -> None:
    panel, view = opened(context, news=["it plays as it is now"])
    panel.see(View(framed(context, 1.0, troubles=[TROUBLE])))
    assert message(panel).look(view) == (TROUBLE, BAD, 1)


@pytest.mark.parametrize("kind", ["troubles", "news"])
def test_much_to_say_gets_more_room_but_never_all(context: Context, kind: str) -> None:
    usual = message(opened(context, 1100.0)[0]).box.width
    panel, _ = opened(context, 1100.0, **{kind: [TROUBLE]})
    longest, _ = opened(context, 1100.0, **{kind: [TROUBLE * 9]})
    assert usual < message(panel).box.width < message(longest).box.width < 0.9 * 1100.0
    assert "playing" in facts(longest)
    longest.see(View(framed(context, NEWS_SECONDS + 0.1)))
    assert message(longest).box.width == usual


def test_a_click_lists_all_troubles(context: Context) -> None:
    panel, _ = opened(context, troubles=[TROUBLE, "no device"])
    message(panel).press(HERE)
    items = context.screen.menus[0]
    assert [item.text for item in items] == [TROUBLE, "no device", "Copy"]
    items[-1].act()
    assert context.screen.copied == [f"{TROUBLE}\nno device"]


def test_without_trouble_a_click_opens_nothing(context: Context) -> None:
    message(opened(context)[0]).press(HERE)
    assert context.screen.menus == []
