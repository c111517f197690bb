"""A deadline loop on asyncio: each click is called at its absolute time on the loop's clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from .peer import Mark, perform
from .track import Track


def prepare(track: Track, mark: Mark) -> Callable[[], None]:
    """Return what plays the track."""

    async def play() -> None:
        loop = asyncio.get_running_loop()
        start = loop.time() + 0.1

        def click(number: int) -> None:
            mark()
            loop.call_at(start + track.onset_seconds(number + 1), click, number + 1)

        loop.call_at(start, click, 0)
        await asyncio.Event().wait()

    return lambda: asyncio.run(play())


if __name__ == "__main__":
    perform(None, prepare)
