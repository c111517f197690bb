from __future__ import annotations

import threading

from generator.control.midi.controls import Control, Kind
from generator.control.monitor import LONGEST_TEXT, MOST_SEEN, Monitor, Seen


def put(monitor: Monitor, name: object, value: object = 0.5, source: str = "10.0.0.1:5000") -> None:
    monitor.put(1.5, "osc", source, name, [value], "density")


def test_what_came_is_read_once_with_all_there_is_to_say():
    monitor = Monitor()
    put(monitor, "/param/density", 0.123456789)
    monitor.put(2.5, "midi", "nano", Control(Kind.CC, 1, 21), [64], "")
    assert monitor.taken() == [
        Seen(1.5, "osc", "10.0.0.1:5000", "/param/density 0.12346", "density"),
        Seen(2.5, "midi", "nano", "cc 21 on channel 1: 64", ""),
    ]
    assert monitor.taken() == []


def test_the_latest_of_each_control_and_sender_is_kept_in_the_order_in_which_they_came():
    monitor = Monitor()
    for value in range(1000):
        put(monitor, "/a", value)
        if value == 500:
            put(monitor, "/b", value)
            put(monitor, "/a", value, source="10.0.0.2:5000")
    texts = [(each.source[7], each.text) for each in monitor.taken()]
    assert texts == [("1", "/b 500"), ("2", "/a 500"), ("1", "/a 999")]


def test_there_are_never_more_than_256():
    monitor = Monitor()
    for number in range(10_000):
        put(monitor, f"/{number}")
    seen = monitor.taken()
    assert len(seen) == MOST_SEEN
    assert (seen[0].text, seen[-1].text) == (f"/{10_000 - MOST_SEEN} 0.5", "/9999 0.5")


def test_whatever_was_sent_is_one_line():
    monitor = Monitor()
    put(monitor, "/a", "one\ntwo\x1b[31m")
    put(monitor, "/b", "x" * 5000)
    first, second = monitor.taken()
    assert first.text == "/a one·two·[31m"
    assert len(second.text) == LONGEST_TEXT
    assert second.text.endswith("x…")


def test_threads_put_while_another_reads():
    monitor, seen = Monitor(), list[Seen]()

    def write(thread: int) -> None:
        for number in range(2000):
            put(monitor, f"/{thread}/{number % 50}", number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        seen += monitor.taken()
    seen += monitor.taken()
    latest = {each.text.split()[0]: int(each.text.split()[1]) for each in seen}
    assert len(latest) == 150
    assert set(latest.values()) == set(range(1950, 2000))
