"""Files that belong to a user: read strictly, replaced whole, and set aside where damaged."""

from __future__ import annotations

import errno
import json
import os
from codecs import BOM_UTF8
from math import isfinite
from pathlib import Path
from stat import S_ISREG
from typing import Any, NoReturn

MEGABYTE = 1 << 20
DEEPEST = 16
DAMAGE = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError)
"""What reading a file's content can raise where it is not what it should be."""


def read_limited(path: Path, most_bytes: int) -> bytes:
    """Return what is in a file.

    Raises OSError for what cannot be read or is no ordinary file, without waiting for it, and
    ValueError for more bytes than these.
    """
    with open(path, "rb", opener=_without_waiting) as file:
        if not S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is no ordinary file")
        data = file.read(most_bytes + 1)
    if len(data) > most_bytes:
        raise ValueError(f"it is larger than {most_bytes / MEGABYTE:g} MB")
    return data


def reason(error: OSError | ValueError) -> str:
    """Return why a file cannot be read, as `read_limited` has it, in a few words."""
    return getattr(error, "strerror", None) or str(error)


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def parsed_json(data: bytes) -> Any:
    """Return what a JSON text holds; raises ValueError.

    Refused beside what is no JSON: NaN and infinities, a key twice in one object, more than 16
    objects and lists in one another.
    """
    try:
        found = _STRICT.decode(data.removeprefix(BOM_UTF8).decode("utf-8", "surrogatepass"))
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
    _check_depth(found)
    return found


_TOO_DEEP = f"it is nested more than {DEEPEST} deep"


def _check_depth(found: Any) -> None:
    level = [found]
    for _ in range(DEEPEST + 1):
        containers = [each for each in level if isinstance(each, dict | list)]
        if not containers:
            return
        insides = (each.values() if isinstance(each, dict) else each for each in containers)
        level = [inner for inside in insides for inner in inside]
    raise ValueError(_TOO_DEEP)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"{twice!r:.40} is there twice")
    return found


def _number(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text:.40} is no finite number")
    return number


def _refused(name: str) -> NoReturn:
    raise ValueError(f"{name} is no finite number")


_STRICT = json.JSONDecoder(object_pairs_hook=_object, parse_float=_number, parse_constant=_refused)


def put(path: Path, text: str) -> None:
    """Put a text in the place of a file, whole or not at all, and see it on the disk.

    Where the path is a link, what it points to is replaced. Raises OSError, also for what is there
    and is no ordinary file.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is no ordinary file")
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.unlink(missing_ok=True)
    try:
        with partial.open("x", encoding="utf-8", errors="surrogatepass") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def set_aside(path: Path, said: str) -> str:
    """Rename a damaged file to `.bad`, so that nothing overwrites it; return what there is to say.

    said: what is wrong with it.
    """
    count, kept = 1, path.with_name(f"{path.name}.bad")
    while kept.exists():
        count += 1
        kept = path.with_name(f"{path.name}.bad{count}")
    try:
        path.rename(kept)
    except OSError as error:
        return f"{said} and cannot be renamed: {error.strerror or error}"
    return f"{said}: it is kept as {kept.name}"
