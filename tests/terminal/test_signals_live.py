"""How commands end when they are asked to, wherever they are; all of them at once."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
import soundfile

from generator.control.journal_reading import read
from tests.terminal.ending import WAITING, WAITS, Command, Ending, at_once, barrier
from tests.terminal.running import SILENT, written

pytestmark = pytest.mark.live

INT, TERM, HUP = signal.SIGINT, signal.SIGTERM, signal.SIGHUP
ON_TIME_SECONDS, AT_ONCE_SECONDS = 3.0, 1.0
FADE_SECONDS = 0.05

RENDER = ("render", "{piece}", "-o", "{folder}/a.wav", "--duration", "9", "--csd", "{csd}")

Case = Callable[[Path, ExitStack], Ending]


def grown(path: Path, size: int = 100_000) -> Callable[[], bool]:
    """Return what says whether a file has sound in it."""
    return lambda: path.exists() and path.stat().st_size > size


def playing(folder: Path, *words: str, terminal: bool = False, nohup: bool = False) -> Command:
    """Play into files, so far that there is sound in them."""
    piece = written(folder / "rain.py")
    files = {"record": "take.wav", "journal": "take.jsonl", "score": "take.sco"}
    asked = [word for name, file in files.items() for word in (f"--{name}", str(folder / file))]
    played = Command(folder, *SILENT, piece, *asked, *words, terminal=terminal, nohup=nohup)
    return played.until(grown(folder / "take.wav"))


def hung_up(folder: Path, _: ExitStack) -> Ending:
    return playing(folder, "--json", terminal=True).hang_up()


def ctrl_c(folder: Path, _: ExitStack) -> Ending:
    return playing(folder, terminal=True).end(INT)


def nohup(folder: Path, _: ExitStack) -> Ending:
    return playing(folder, "--duration", "1", nohup=True).end(HUP)


def loading(number: int) -> Case:
    """Play a piece that does not come back from its loading."""

    def case(folder: Path, stack: ExitStack) -> Ending:
        waiting = stack.enter_context(barrier(folder))
        piece = written(folder / "rain.py", WAITS.format(fifo=str(waiting.path)))
        return Command(folder, *SILENT, piece).until(waiting.reached).end(number)

    return case


def compiling(*words: str, numbers: tuple[int, ...]) -> Case:
    """Do something with an orchestra that Csound does not come back from."""

    def case(folder: Path, stack: ExitStack) -> Ending:
        waiting = stack.enter_context(barrier(folder))
        csd = folder / "own.csd"
        csd.write_text(WAITING.format(fifo=waiting.path))
        piece = written(folder / "rain.py")
        filled = [word.format(folder=folder, csd=csd, piece=piece) for word in words]
        return Command(folder, *filled).until(waiting.reached).end(*numbers)

    return case


def with_device(*words: str, numbers: tuple[int, ...]) -> Case:
    """Do something with a PulseAudio server that never answers."""

    def case(folder: Path, stack: ExitStack) -> Ending:
        server = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        server.settimeout(0.0)
        host, port = server.getsockname()
        calls: list[socket.socket] = []

        def reached() -> bool:
            with suppress(BlockingIOError):
                calls.append(stack.enter_context(server.accept()[0]))
            return bool(calls)

        piece = written(folder / "rain.py")
        filled = [word.format(piece=piece) for word in words]
        environment = {"PULSE_SERVER": f"tcp:{host}:{port}", "HOME": str(folder)}
        return Command(folder, *filled, **environment).until(reached).end(*numbers)

    return case


def render(folder: Path, *, terminal: bool = False) -> Command:
    """Render, so far that there is sound in the file."""
    piece, out = written(folder / "rain.py"), folder / "a.wav"
    words = ("render", piece, "-o", str(out), "--duration", "3000", "--seed", "7")
    command = Command(folder, *words, terminal=terminal)
    return command.until(grown(folder / "a.partial.wav", 500_000))


def rendering(number: int) -> Case:
    return lambda folder, _: render(folder).end(number)


def render_hung_up(folder: Path, _: ExitStack) -> Ending:
    return render(folder, terminal=True).hang_up()


CASES: dict[str, Case] = {
    "play, terminal closed": hung_up,
    "play, Ctrl-C": ctrl_c,
    "play, hang-up ignored": nohup,
    "play, piece loads": loading(TERM),
    "play, front killed": loading(signal.SIGKILL),
    "play, orchestra compiles": compiling(*SILENT, "{piece}", "--csd", "{csd}", numbers=(HUP,)),
    "play, device opens": with_device("play", "{piece}", "--audio", "pulse", numbers=(INT,)),
    "render, terminal closed": render_hung_up,
    "render INT": rendering(INT),
    "render TERM": rendering(TERM),
    "render HUP": rendering(HUP),
    "render, stuck": compiling(*RENDER, numbers=(TERM,)),
    "render, stuck, twice": compiling(*RENDER, numbers=(INT, INT)),
    "check": compiling("check", "{csd}", numbers=(TERM,)),
    "devices": with_device("devices", numbers=(HUP,)),
}


@pytest.fixture(scope="module")
def endings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ending]:
    return at_once(tmp_path_factory.mktemp("endings"), CASES)


@pytest.mark.parametrize(
    ("name", "code", "seconds"),
    [
        ("play, terminal closed", 129, ON_TIME_SECONDS),
        ("play, Ctrl-C", 130, ON_TIME_SECONDS),
        ("play, hang-up ignored", 0, ON_TIME_SECONDS),
        ("play, piece loads", 143, ON_TIME_SECONDS),
        ("play, front killed", -9, ON_TIME_SECONDS),
        ("play, orchestra compiles", 129, ON_TIME_SECONDS),
        ("play, device opens", 130, ON_TIME_SECONDS),
        ("render, terminal closed", 129, ON_TIME_SECONDS),
        ("render INT", 130, ON_TIME_SECONDS),
        ("render TERM", 143, ON_TIME_SECONDS),
        ("render HUP", 129, ON_TIME_SECONDS),
        ("render, stuck", 143, ON_TIME_SECONDS),
        ("render, stuck, twice", 130, AT_ONCE_SECONDS),
        ("check", 143, ON_TIME_SECONDS),
        ("devices", 129, ON_TIME_SECONDS),
    ],
)
def test_the_end_comes_in_time_and_nothing_is_left(
    endings: dict[str, Ending], name: str, code: int, seconds: float
) -> None:
    ending = endings[name]
    assert ending.code == code, ending.said
    assert ending.seconds < seconds
    assert ending.left == []
    assert ending.gave_back
    assert "Traceback" not in ending.said
    assert "Exception" not in ending.said


@pytest.mark.parametrize("name", ["play, terminal closed", "play, Ctrl-C", "play, hang-up ignored"])
def test_what_was_played_is_faded_and_whole_in_every_file(
    endings: dict[str, Ending], name: str
) -> None:
    folder = endings[name].folder
    frames, rate = soundfile.read(folder / "take.wav")
    fade = abs(frames[-round(FADE_SECONDS * rate) :]).max(axis=1).reshape(5, -1).max(axis=1)
    assert abs(frames).max() > 0.1
    assert fade[-1] < 0.1 * abs(frames).max()
    assert abs(frames[-1]).max() < 0.001
    journal = read(folder / "take.jsonl")
    assert journal.ended
    assert journal.played_sample == pytest.approx(len(frames), abs=rate)
    assert (folder / "take.sco").read_text().endswith("\n")
    assert endings[name].files == {"take.wav", "take.jsonl", "take.sco"}


def test_what_was_ignored_is_played_to_its_end(endings: dict[str, Ending]) -> None:
    assert soundfile.info(endings["play, hang-up ignored"].folder / "take.wav").duration == 1.0


@pytest.mark.parametrize(
    "name", ["render INT", "render TERM", "render HUP", "render, terminal closed"]
)
def test_what_was_rendered_is_kept(endings: dict[str, Ending], name: str) -> None:
    ending = endings[name]
    kept = ending.folder / "a.partial.wav"
    seconds = soundfile.info(kept).duration
    assert ending.files == {kept.name}
    said = f"scoretime: stopped; the first {seconds:.1f} s are in {kept}\n"
    assert ending.said == said or "terminal closed" in name
