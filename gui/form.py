"""The form of a render: what the player has filled in, and what plays now for all the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

from generator.control.folders import music_folder
from generator.control.surface import Subject
from generator.session.forms import FormField
from gui.frame import Frame

PIECE, OUTPUT, SEED, TEMPO, CSD, JOURNAL = "piece", "output", "seed", "tempo", "csd", "journal"
SOUNDING = FormField(
    flag="",
    kind="switch",
    label="sound",
    help="as it is now; unticked: as the piece starts",
)
ON = "on"
MACRO = "macro."
PATHS = ("file", "folder")


class Form:
    """Texts by the labels of fields; what is left empty is what plays now.

    piece, csd: as they were chosen at the start, files of one's own among them. folder: where the
    proposed file is. The panel calls `see` with every frame.
    """

    def __init__(
        self,
        fields: Sequence[FormField],
        piece: str = "",
        csd: str = "",
        folder: Callable[[], Path] = music_folder,
    ) -> None:
        self.fields = with_switch(fields)
        self.presumed: Mapping[str, str] = {}
        self._typed = {SOUNDING.label: ON}
        self._piece = piece
        self._csd = csd
        self._folder = folder
        self._own_name: str | None = None
        self._frame: Frame | None = None
        self._proposed: tuple[str, str] = ("", "")

    # -- what is in it

    def typed(self, field: FormField) -> str:
        """Return what the player has filled in; "" where that is nothing."""
        return self._typed.get(field.label, "")

    def text(self, field: FormField) -> str:
        """Return what was filled in, or what is presumed instead."""
        return self.typed(field) or self.presumed.get(field.label, "")

    def enter(self, field: FormField, text: str) -> None:
        """Fill in a field; "" empties it. Raises UsageError for what it cannot be."""
        text = text.strip()
        if text in ("", self.presumed.get(field.label)):
            self._typed.pop(field.label, None)
        else:
            field.check(text)
            self._typed[field.label] = text
        self._presume()

    @property
    def sounding(self) -> bool:
        """Whether the present values go into the render: it is asked for, of what plays now."""
        others = (PIECE, CSD, JOURNAL)
        return SOUNDING.label in self._typed and not any(map(self._typed.get, others))

    # -- what plays now

    def see(self, frame: Frame) -> None:
        """Take note of what plays now."""
        self._frame = frame
        if self._own_name is None and frame.subject.piece:
            self._own_name = frame.subject.piece
        self._presume()

    def propose_anew(self) -> None:
        """Propose another file: the one proposed may be there by now."""
        self._proposed = ("", "")

    def _presume(self) -> None:
        frame = self._frame
        if frame is None:
            return
        if self._typed.get(JOURNAL):
            self.presumed = {OUTPUT: self._proposal(Path(self._typed[JOURNAL]).stem)}
            return
        piece, seed = self._present_piece(frame.subject), f"{frame.values.get(SEED, 0.0):.0f}"
        name = Path(self._typed.get(PIECE, piece)).stem
        found = {PIECE: piece, CSD: self._csd, SEED: seed}
        found[OUTPUT] = self._proposal(f"{name}-{self._typed.get(SEED, seed)}")
        if self.sounding and TEMPO in frame.values:
            found[TEMPO] = repr(frame.values[TEMPO]).removesuffix(".0")
        self.presumed = found

    def _present_piece(self, subject: Subject) -> str:
        """Return the piece as `render` takes it: one of one's own by its file."""
        return self._piece or subject.piece if subject.piece == self._own_name else subject.piece

    def _proposal(self, stem: str) -> str:
        """Return a file of that name which is not there yet; looked up once for each name."""
        if self._proposed[0] != stem:
            self._proposed = stem, str(next(_free_files(self._folder(), stem)))
        return self._proposed[1]

    # -- what is asked for

    def arguments(self) -> list[str]:
        """Return the arguments that `render` is to have."""
        flagged, plain = (
            [argument for each in fields for argument in self._arguments(each)]
            for fields in partition(self.fields)
        )
        return [*self._settings(), *flagged, "--", *plain]

    def _arguments(self, field: FormField) -> list[str]:
        if field == SOUNDING:
            return []
        text = self.text(field)
        is_path = field.kind in PATHS or (field.label == PIECE and text.startswith("~"))
        return field.arguments(str(Path(text).expanduser()) if is_path and text else text)

    def _settings(self) -> Iterator[str]:
        """Yield the present values, macros first: what they would move has a value of its own."""
        if self._frame is None or not self.sounding:
            return
        values = self._frame.values
        ids = [key for key in self._frame.subject.by_id if key in values]
        for key in sorted(ids, key=lambda key: not key.startswith(MACRO)):
            if key not in (SEED, TEMPO):
                yield f"--set={key}={values[key]!r}"


def partition(fields: Sequence[FormField]) -> tuple[list[FormField], list[FormField]]:
    """Return the fields with a flag, and those without."""
    return [each for each in fields if each.flag], [each for each in fields if not each.flag]


def with_switch(fields: Sequence[FormField]) -> list[FormField]:
    """Return the fields with the switch for the present values after the piece."""
    places = [index for index, field in enumerate(fields) if field.label == PIECE]
    after = places[0] + 1 if places else 0
    return [*fields[:after], SOUNDING, *fields[after:]]


def _free_files(folder: Path, stem: str) -> Iterator[Path]:
    for number in count(1):
        path = folder / (f"{stem}.wav" if number == 1 else f"{stem} {number}.wav")
        if not path.exists():
            yield path
