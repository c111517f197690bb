"""The rules of the house that the import contract and the linters cannot hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOP_LEVEL = {
    *("pyproject.toml", "README.md", "SECURITY.md", "generator", "csd", "gui", "tests"),
    *("Makefile", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md"),
}
SOLE_IMPORTERS = {
    "ctcsound": "generator/engine/csound.py",
    "pythonosc": "generator/control/osc/codec.py",
    "rtmidi": "generator/control/midi/ports.py",
    "music21": "generator/render/notation.py",
    "link": "generator/control/link/peer.py",
    "PySimpleGUI": "gui/window.py",
    "FreeSimpleGUI": "gui/window.py",
}
FILES_AND_PORTS = {"generator/composition/midi_bytes.py", "generator/control/midi/ports.py"}
CSOUND_SUFFIXES = {".csd", ".orc", ".sco", ".udo"}
CSOUND_CODE = re.compile(
    r"^\s*instr\s.*^\s*endin\b|^\s*opcode\s.*^\s*endop\b", re.DOTALL | re.MULTILINE
)

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(path: Path) -> Iterator[FunctionNode]:
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, FunctionNode))


def span(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def length(function: FunctionNode) -> int:
    """Lines of a function without its docstring."""
    documented = ast.get_docstring(function) is not None
    return span(function) - (span(function.body[0]) if documented else 0)


def imported_packages(path: Path) -> set[str]:
    nodes = list(ast.walk(tree_of(path)))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    froms = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in plain | froms}


def strings(path: Path) -> Iterator[str]:
    """Every string of a module, an f-string as one with its gaps left out."""
    for node in ast.walk(tree_of(path)):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        yield "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))


SOURCES = modules("generator", "gui")


@pytest.mark.parametrize("path", [*SOURCES, *modules("tests")], ids=name_of)
def test_modules_and_functions_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    assert [f"{f.name}, line {f.lineno}" for f in functions(path) if length(f) > 40] == []


def test_the_median_function_is_under_eight_lines() -> None:
    assert median(length(function) for path in SOURCES for function in functions(path)) < 8


@pytest.mark.parametrize(("package", "importer"), SOLE_IMPORTERS.items())
def test_a_foreign_library_has_one_importer(package: str, importer: str) -> None:
    found = {name_of(path) for path in SOURCES if package in imported_packages(path)}
    assert found == ({importer} if (ROOT / importer).exists() else set())


def test_mido_has_one_importer_for_files_and_one_for_ports() -> None:
    found = {name_of(path) for path in SOURCES if "mido" in imported_packages(path)}
    assert found == FILES_AND_PORTS


def test_csound_code_lives_in_csd() -> None:
    assert CSOUND_CODE.search("instr Bell\n  out oscili:a(p4, p5)\nendin")
    assert [name_of(path) for path in SOURCES if any(map(CSOUND_CODE.search, strings(path)))] == []
    outside = [path for folder in ("generator", "gui") for path in (ROOT / folder).rglob("*")]
    assert [name_of(path) for path in outside if path.suffix in CSOUND_SUFFIXES] == []


def test_the_top_level_is_fixed() -> None:
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files"], cwd=ROOT, capture_output=True, text=True
    )
    tracked = {line.partition("/")[0] for line in listing.stdout.splitlines()}
    if not tracked:
        pytest.skip("not a git checkout")
    assert {name for name in tracked if not name.startswith(".")} <= TOP_LEVEL


def test_the_wheel_holds_every_source(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run([*build, "--directory", tmp_path], cwd=ROOT, check=True, capture_output=True)
    shipped = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    csound_code = [path for path in (ROOT / "csd").rglob("*") if path.suffix in CSOUND_SUFFIXES]
    tunes = list((ROOT / "generator" / "pieces" / "tunes").glob("*.mid"))
    assert {name_of(path) for path in [*SOURCES, *csound_code, *tunes]} <= shipped
    modules_shipped = {name for name in shipped if ".dist-info/" not in name}
    assert {name.partition("/")[0] for name in modules_shipped} <= {"generator", "csd", "gui"}
