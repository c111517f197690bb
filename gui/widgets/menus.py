"""The lines of menus: what can be done to a parameter, and how controllers learn to move things."""

from __future__ import annotations

from collections.abc import Callable

from generator.parameters import Parameter
from gui.lesson import bindings_of
from gui.widget import Context, Item
from gui.words import ADDRESSES, worded


def parameter_items(
    context: Context, parameter: Parameter, type_value: Callable[[], None]
) -> list[Item]:
    """Return the menu of a parameter, under its name and value."""
    desk, hand, key = context.performance.desk, context.hand, parameter.id
    locked = key in desk.locked
    items = [
        Item(f"{parameter.name}   {worded(parameter, hand.value(key))}"),
        Item("Type a value…", type_value),
        Item("Reset", lambda: hand.reset(key)),
        Item("Randomise", lambda: hand.randomise((key,))),
        Item("Unlock" if locked else "Lock", lambda: desk.lock(key, not locked), locked),
    ]
    endpoint = ADDRESSES.of(desk.surface.subject, key)
    if endpoint is not None:
        items.append(Item("Copy OSC address", lambda: context.screen.copy(endpoint.address)))
    return [*items, *learning_items(context, key)]


def learning_items(context: Context, target: str) -> list[Item]:
    """Return lines that bind a controller to a parameter or an action, or free it."""
    desk, lesson = context.performance.desk, context.lesson

    def learn(begin: Callable[[str], None]) -> None:
        begin(target)
        lesson.begin(target, desk.bindings())

    def forget() -> None:
        desk.forget(target)
        lesson.end()

    items = [
        Item("MIDI learn", lambda: learn(desk.learn)),
        Item("OSC learn", lambda: learn(desk.learn_osc)),
    ]
    if bindings_of(target, desk.bindings()):
        items.append(Item("Forget what was learnt", forget))
    return items
