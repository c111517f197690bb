"""The file format of TouchOSC: zlib-compressed XML, which has no published description.

Names and types of elements are those of files that TouchOSC wrote. Version 3 is the oldest, which
every release reads.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

VERSION = "3"
CONNECTIONS = "11111"  # all five

Colour = tuple[float, float, float, float]
Setting = bool | int | float | str | Colour


class Frame(NamedTuple):
    """A rectangle inside that of its parent."""

    x: int
    y: int
    width: int
    height: int


class Node(NamedTuple):
    """One thing on a layout. values: what it holds, with defaults; messages: what it says."""

    kind: str
    name: str
    frame: Frame
    settings: dict[str, Setting]
    values: tuple[tuple[str, str], ...] = ()
    messages: tuple[Element, ...] = ()
    children: tuple[Node, ...] = ()


def packed(root: Node) -> bytes:
    """Return the file that holds a layout; the same layout gives the same bytes."""
    document = Element("lexml", version=VERSION)
    document.append(_element(root, root.name))
    return zlib.compress(ElementTree.tostring(document, encoding="UTF-8", xml_declaration=True))


def osc(
    address: str,
    arguments: Iterable[Element],
    triggers: Iterable[str] = (),
    *,
    sends: bool = True,
    receives: bool = True,
    condition: str = "ANY",
) -> Element:
    """Return a message of a node.

    triggers: the values whose changes send it, each when the condition holds: ANY, RISE or FALL.
    """
    message = Element("osc")
    flags = {"enabled": True, "send": sends, "receive": receives, "feedback": False}
    for name, flag in flags.items():
        _text(message, name, str(int(flag)))
    _text(message, "connections", CONNECTIONS)
    if triggers:
        found = SubElement(message, "triggers")
        for key in triggers:
            trigger = SubElement(found, "trigger")
            _text(trigger, "var", key)
            _text(trigger, "condition", condition)
    SubElement(message, "path").append(partial("CONSTANT", "STRING", address))
    SubElement(message, "arguments").extend(arguments)
    return message


def partial(kind: str, conversion: str, value: str) -> Element:
    """Return a part of an address, or an argument.

    kind: CONSTANT, for the value itself, or VALUE, for what the node holds under that key.
    conversion: STRING, INTEGER or FLOAT.
    """
    found = Element("partial")
    texts = {"type": kind, "conversion": conversion, "value": value}
    for name, text in {**texts, "scaleMin": "0", "scaleMax": "1"}.items():
        _text(found, name, text)
    return found


def _element(node: Node, path: str) -> Element:
    """Return a node with all inside it; its id follows from where it is."""
    element = Element("node", ID=str(uuid5(NAMESPACE_URL, path)), type=node.kind)
    properties = SubElement(element, "properties")
    for key, setting in sorted({"name": node.name, **node.settings}.items()):
        properties.append(_property(key, setting))
    properties.append(_composite("frame", "r", "xywh", node.frame))
    values = SubElement(element, "values")
    for key, default in (*node.values, ("touch", "false")):
        values.append(_value(key, default))
    if node.messages:
        SubElement(element, "messages").extend(node.messages)
    if node.children:
        children = SubElement(element, "children")
        for number, child in enumerate(node.children):
            children.append(_element(child, f"{path}/{number}"))
    return element


def _property(key: str, setting: Setting) -> Element:
    if isinstance(setting, tuple):
        return _composite(key, "c", "rgba", setting)
    letter = {bool: "b", int: "i", float: "f", str: "s"}[type(setting)]
    found = Element("property", type=letter)
    _text(found, "key", key)
    _text(found, "value", str(int(setting)) if isinstance(setting, bool) else str(setting))
    return found


def _composite(key: str, letter: str, names: str, numbers: Iterable[float]) -> Element:
    found = Element("property", type=letter)
    _text(found, "key", key)
    value = SubElement(found, "value")
    for name, number in zip(names, numbers, strict=True):
        _text(value, name, f"{number:g}")
    return found


def _value(key: str, default: str) -> Element:
    found = Element("value")
    _text(found, "key", key)
    _text(found, "locked", "0")
    _text(found, "lockedDefaultCurrent", "0")
    _text(found, "default", default)
    _text(found, "defaultPull", "0")
    return found


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
