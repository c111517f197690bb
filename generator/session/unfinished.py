"""Performances that broke off: found at the next start, offered, and resumed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from generator.control.folders import performances_folder
from generator.errors import ScoretimeError, UsageError
from generator.files import set_aside
from generator.session.keeper import Keeper
from generator.session.laststate import Entry, LastState
from generator.session.panel import Ways
from generator.session.plan import Plan
from generator.session.setup import Choice

MOST_KEPT = 8
DAMAGE = (ScoretimeError, ValueError, TypeError)


@dataclass
class Unfinished:
    """A performance that broke off, held for whoever goes on with it."""

    entry: Entry
    state: LastState

    @property
    def name(self) -> str:
        """What was played, in words."""
        state = self.state
        return f"{Path(state.piece).stem}, seed {state.seed}, begun {state.started}"

    @cached_property
    def files(self) -> list[str]:
        """What it left, in words; the header of its recording is brought up to date."""
        from generator.render.wav import completed_seconds  # numpy is not for every start

        found, state = [], self.state
        seconds = completed_seconds(Path(state.recording)) if state.recording else None
        if seconds is not None:
            found.append(f"its recording has {seconds:.1f} s: {state.recording}")
        if state.journal and Path(state.journal).is_file():
            found.append(f"its journal: {state.journal}")
        return found

    @property
    def offer(self) -> list[str]:
        """What to tell a player at the next start."""
        return [
            "; ".join([f"the last performance broke off: {self.name}", *self.files]),
            "`scoretime play --resume` begins it anew, with its seed and parameters as they were",
        ]

    @property
    def question(self) -> str:
        """What to ask a player, who can resume it at once."""
        begins = "Begin it anew, with its seed and its parameters as they were?"
        return f"The last performance broke off: {'; '.join([self.name, *self.files])}. {begins}"

    @property
    def greeting(self) -> str:
        """What to tell a player who goes on with it."""
        begins = "it begins anew, with its parameters as they were"
        return "; ".join([f"resuming {self.name}: {begins}", *self.files])

    @property
    def choice(self) -> Choice:
        """What is to be played again."""
        state = self.state
        values = tuple(state.values.items())
        return Choice(state.piece, state.seed, csd=state.csd, values=values)

    def resumed(self, plan: Plan, ways: Ways) -> Beginning:
        """Return the beginning of what plays it again, the rest as it was planned."""
        if ways.snapshots is None and self.state.snapshots is not None:
            ways = replace(ways, snapshots=Path(self.state.snapshots))
        plan = replace(plan, choice=self.choice)
        return Beginning(plan, ways, Keeper(plan, ways.snapshots, self.entry), [self.greeting])


@dataclass
class Beginning:
    """A performance about to begin. keeper: keeps its last state.

    notices: what to tell the player first. offer: what broke off, to be resumed instead.
    """

    plan: Plan
    ways: Ways
    keeper: Keeper
    notices: list[str] = field(default_factory=list)
    offer: Unfinished | None = None

    def after(self, *, resumes: bool) -> Beginning:
        """Return what begins after this one: the same again, or what was offered.

        Files that were asked for are not written to by the same; they are made anew by the other.
        """
        if resumes and self.offer is not None:
            return self.offer.resumed(replace(self.plan, force=True), self.ways)
        plan = replace(self.plan, recording=None, score=None, journal=None)
        return Beginning(plan, self.ways, Keeper(plan, self.ways.snapshots))


def begin(plan: Plan, ways: Ways) -> Beginning:
    """Return the beginning of a plan; what broke off, and nobody has been told of, is offered."""
    begun = Beginning(plan, ways, Keeper(plan, ways.snapshots))
    found = _found(begun.notices)
    begun.offer = next((each for each in found if not each.entry.told), None)
    for each in found:
        if each is begun.offer:
            each.entry.tell()
        else:
            each.entry.close()
    return begun


def resume(plan: Plan, ways: Ways) -> Beginning:
    """Return the beginning of what broke off last; raises UsageError where there is none."""
    notices: list[str] = []
    found = _found(notices)
    for each in found[1:]:
        each.entry.close()
    if not found:
        said = "there is nothing to resume, no performance has broken off: leave out --resume"
        raise UsageError("; ".join([said, *notices]))
    begun = found[0].resumed(plan, ways)
    begun.notices += notices
    return begun


def _found(notices: list[str]) -> list[Unfinished]:
    """Return what broke off, the latest first; what lies too far back is forgotten."""
    found: list[Unfinished] = []
    with suppress(OSError):
        for entry in Entry.dead(performances_folder()):
            try:
                found.append(Unfinished(entry, entry.read()))
            except FileNotFoundError:  # it has just ended
                entry.remove()
            except OSError:
                entry.close()
            except DAMAGE as error:
                notices.append(set_aside(entry.path, f"{entry.path} is damaged ({error!s:.120})"))
                entry.remove()
    for each in found[MOST_KEPT:]:
        each.entry.remove()
    return found[:MOST_KEPT]
