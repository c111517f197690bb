"""What a part can reach, as a digest: two versions of a part with equal ones do the same.

It is taken from values, not from texts: the part's function, what it calls, and the constants,
tables and patterns that they use, as far as they come from the piece's own files. Line numbers,
comments and names of files do not count. What cannot be compared is never the same.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from itertools import count
from types import (
    BuiltinFunctionType,
    CellType,
    CodeType,
    FunctionType,
    MappingProxyType,
    MethodType,
    ModuleType,
)
from typing import Any, NamedTuple

from generator.composition.piece import Part, Piece
from generator.parameters import Parameter

ATOMS = (type(None), bool, int, float, complex, str, bytes, type(Ellipsis), type(NotImplemented))
OMITTED = frozenset({"__module__", "__doc__", "__dict__", "__weakref__", "_abc_impl"})
STATE = "state"

_never_the_same = count()


class Prints(NamedTuple):
    """The digests of a piece's parts, by their names, and of what makes their shared state."""

    parts: Mapping[str, str] = MappingProxyType({})
    state: str = ""


def prints_of(piece: Piece, modules: Iterable[ModuleType]) -> Prints:
    """Return the digests of a piece just loaded from its own modules."""
    own = Own(modules)
    parts = {part.name: _digest(own, _of_part(part, piece)) for part in piece.parts}
    return Prints(parts, _digest(own, lambda walk: walk.add(piece.state)))


class Own:
    """The modules that belong to a piece."""

    def __init__(self, modules: Iterable[ModuleType]) -> None:
        found = list(modules)
        self.names = {module.__name__ for module in found}
        self.spaces = {id(module.__dict__) for module in found}


def _of_part(part: Part, piece: Piece) -> Callable[[Walk], None]:
    def walk_part(walk: Walk) -> None:
        walk.add((part.function, part.start_beat))
        if walk.reads_state:
            walk.add(piece.state)

    return walk_part


def _digest(own: Own, feed: Callable[[Walk], None]) -> str:
    walk = Walk(own)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            feed(walk)
    except Exception:  # whatever a value may do when it is looked at
        walk.lose()
    return walk.digest


class Walk:
    """Goes through all that a value reaches. reads_state: whether code there names `state`."""

    def __init__(self, own: Own) -> None:
        self.reads_state = False
        self._own = own
        self._hash = sha256()
        self._seen: dict[int, int] = {}
        self._held: list[object] = []  # so that no id comes twice

    @property
    def digest(self) -> str:
        """What was found."""
        return self._hash.hexdigest()

    def lose(self) -> None:
        """Be like nothing else."""
        self._say("lost", next(_never_the_same))

    def _say(self, *words: object) -> None:
        self._hash.update(f"{words!r}\n".encode("utf-8", "surrogatepass"))

    def add(self, value: Any) -> None:
        """Take a value in, and what it holds."""
        if type(value) in ATOMS:
            self._say(type(value).__name__, value)
        elif type(value) is tuple:  # as constants are: whether they are one object says nothing
            self._say("tuple", len(value))
            for each in value:
                self.add(each)
        elif isinstance(value, CodeType):
            self._code(value, {})
        elif id(value) in self._seen:
            self._say("again", self._seen[id(value)])
        else:
            self._seen[id(value)] = len(self._seen)
            self._held.append(value)
            self._inside(value)

    def _inside(self, value: Any) -> None:
        for kinds, look in self._looks():
            if isinstance(value, kinds):
                look(value)
                return
        self._instance(value)

    def _looks(self) -> tuple[tuple[Any, Callable[[Any], None]], ...]:
        return (
            (FunctionType, self._function),
            (MethodType, lambda method: self.add((method.__func__, method.__self__))),
            (BuiltinFunctionType, self._builtin),
            (type, self._class),
            (ModuleType, self._module),
            (CellType, self._cell),
            (Parameter, lambda parameter: self._say("parameter", parameter.id)),
            (Piece, lambda piece: self.add(("piece", piece.name, piece.tempo_bpm))),
            ((staticmethod, classmethod), lambda method: self.add(method.__func__)),
            (property, lambda each: self.add((each.fget, each.fset, each.fdel))),
            (cached_property, lambda each: self.add(each.func)),
            ((dict, MappingProxyType), self._mapping),
            ((list, tuple), self._row),
            ((set, frozenset), self._set),
        )

    # -- code

    def _function(self, function: FunctionType) -> None:
        own = id(function.__globals__) in self._own.spaces
        if own:
            self._code(function.__code__, function.__globals__)
            self.add((function.__defaults__, function.__kwdefaults__))
        else:
            self._say("function", function.__module__, function.__qualname__)
        for cell in function.__closure__ or ():
            self.add(cell)

    def _code(self, code: CodeType, space: Mapping[str, Any]) -> None:
        self._say(
            *("code", code.co_code, code.co_flags, code.co_exceptiontable),
            *(code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount),
            *(code.co_varnames, code.co_names, code.co_freevars, code.co_cellvars),
        )
        self.reads_state |= STATE in code.co_names
        for each in code.co_consts:
            if isinstance(each, CodeType):
                self._code(each, space)
            else:
                self.add(each)
        for name in code.co_names:
            if name in space:
                self._named(name, space[name], code)

    def _named(self, name: str, value: Any, code: CodeType) -> None:
        """Take in what a name stands for; of a module of the piece's own only what is used."""
        self._say("name", name)
        if isinstance(value, ModuleType) and value.__name__ in self._own.names:
            for each in code.co_names:
                if each in value.__dict__:
                    self._say("of", each)
                    self.add(value.__dict__[each])
        else:
            self.add(value)

    def _builtin(self, function: Any) -> None:
        self._say("builtin", function.__qualname__)
        if not isinstance(function.__self__, ModuleType):
            self.add(function.__self__)

    def _cell(self, cell: CellType) -> None:
        try:
            self.add(cell.cell_contents)
        except ValueError:
            self._say("empty")

    def _class(self, each: type) -> None:
        self._say("class", each.__module__, each.__qualname__)
        if each.__module__ not in self._own.names:
            return
        self.add(each.__bases__)
        for name, value in sorted(vars(each).items()):
            described = name.startswith("__") and not callable(value)
            if name not in OMITTED and not described and not hasattr(value, "__objclass__"):
                self._say("attribute", name)
                self.add(value)

    def _module(self, module: ModuleType) -> None:
        self._say("module", module.__name__)
        if module.__name__ in self._own.names:
            for name, value in sorted(vars(module).items()):
                if not name.startswith("__"):
                    self._say("name", name)
                    self.add(value)

    # -- what holds others

    def _mapping(self, mapping: Mapping[Any, Any]) -> None:
        self._row(list(mapping.items()), type(mapping))
        self.add(getattr(mapping, "__dict__", None))

    def _row(self, row: Any, kind: type | None = None) -> None:
        self._say("row", len(row))
        self.add(kind or type(row))
        for each in row:
            self.add(each)

    def _set(self, values: Iterable[Any]) -> None:
        self._say(type(values).__name__, sorted(self._apart(each) for each in values))

    def _apart(self, value: Any) -> str:
        return _digest(self._own, lambda walk: walk.add(value))

    def _instance(self, value: Any) -> None:
        """Take in what an object says of how to make it anew."""
        reduced = value.__reduce_ex__(4)
        if isinstance(reduced, str):
            self._say("named", reduced)
            return
        make, arguments, state, *rows = (*reduced, None, None, None)[:5]
        self.add((make, arguments, state))
        for row in rows:
            self.add(None if row is None else list(row))
