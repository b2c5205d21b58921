"""The rooms of the program: the picture of their layers, from the import contract, and a page each."""

from __future__ import annotations

import ast
import html
import re
import textwrap
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kbtool_docs.files import ROOT
from kbtool_docs.markdown import plain, table

WIDTH, MARGIN, GAP = 900, 14, 34
LINE, CHARACTER = 16, 6.1
"""The height of a line and the mean width of a character, in pixels, of the small letters of the picture."""


@dataclass(frozen=True)
class Room:
    """A package or module of the program that the contract names.

    Attributes:
        name: its name below kbtool.
        summary: what its docstring says first.
        modules: what is in it: modules by name, packages with a slash; of a module, nothing.
    """

    name: str
    summary: str
    modules: tuple[str, ...]


def pages() -> dict[str, str]:
    """The page of each room and the picture, by file name."""
    layers = read_layers()
    rooms = [room for layer in layers for room in layer if room.modules]
    return {f"{room.name}.md": page(room) for room in rooms} | {"picture.html": picture(layers)}


def read_layers() -> list[list[Room]]:
    """The layers of the first contract in pyproject.toml, from the top, with the rooms that are there."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    found = []
    for layer in layers:
        names = [part.strip(" ()") for part in layer.split("|")]
        found.append([room for name in names if (room := read_room(name)) is not None])
    return [layer for layer in found if layer]


def read_room(name: str) -> Room | None:
    """A room by the name of its package or module; None, where there is none."""
    path = ROOT.joinpath(*name.split("."))
    short = name.partition(".")[2]
    if path.with_suffix(".py").exists():
        return Room(short, first_sentence(path.with_suffix(".py")), ())
    if not (path / "__init__.py").exists():
        return None
    modules = [
        f"{inner.name}/" if inner.is_dir() else inner.stem
        for inner in sorted(path.iterdir())
        if (inner.suffix == ".py" and inner.stem != "__init__") or (inner / "__init__.py").exists()
    ]
    return Room(short, first_sentence(path / "__init__.py"), tuple(modules))


def first_sentence(path: Path) -> str:
    """What a module's docstring says first."""
    documentation = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return re.split(r"(?<=[.])\s", " ".join(documentation.split()), maxsplit=1)[0]


def page(room: Room) -> str:
    """The page of a room: its README, and its modules."""
    folder = ROOT / "kbtool" / room.name
    title = (folder / "README.md").read_text(encoding="utf-8").partition("\n")[0]
    rows = [
        (f"`{path.relative_to(folder).as_posix()}`", plain(first_sentence(path)))
        for path in sorted(folder.rglob("*.py"), key=lambda path: (len(path.parts), path))
        if path.name != "__init__.py"
    ]
    return (
        f"{title}\n\n```{{section}} kbtool/{room.name}/README.md\n```\n\n"
        f"## Modules\n\n{table(('module', 'what'), rows)}"
    )


def picture(layers: Sequence[Sequence[Room]]) -> str:
    """The layers as SVG in HTML: a row for each, with what may be imported below it."""
    parts, y = [], MARGIN
    for number, layer in enumerate(layers):
        if number:
            parts.append(_arrow(y - GAP))
        width = (WIDTH - MARGIN * (len(layer) + 1)) / len(layer)
        texts = [_texts(room, width) for room in layer]
        height = max(len(summary) + len(modules) for summary, modules in texts) * LINE + 38
        for place, (room, text) in enumerate(zip(layer, texts, strict=True)):
            parts.append(_box(room, text, MARGIN + place * (width + MARGIN), y, width, height))
        y += height + GAP
    return (
        f'<div class="diagram">\n<svg role="img" aria-label="The rooms of kbtool: each imports from those below it" '
        f'viewBox="0 0 {WIDTH} {y - GAP + MARGIN}" font-family="Helvetica, Arial, sans-serif">\n'
        + "\n".join(parts)
        + "\n</svg>\n</div>\n"
    )


def _texts(room: Room, width: float) -> tuple[list[str], list[str]]:
    """The lines of a box: the summary, and the modules."""
    characters = int((width - 2 * MARGIN) / CHARACTER)
    return (
        textwrap.wrap(room.summary, characters),
        textwrap.wrap("  ".join(room.modules), characters, break_on_hyphens=False),
    )


def _box(
    room: Room, text: tuple[list[str], list[str]], x: float, y: float, width: float, height: float
) -> str:
    summary, modules = text
    lines = [
        f'<text x="{x + MARGIN:.0f}" y="{y + 22:.0f}" font-size="15" font-weight="bold" fill="#1d4f91">{room.name}</text>'
    ]
    for number, line in enumerate([*summary, *modules]):
        colour = "#111111" if number < len(summary) else "#555555"
        lines.append(
            f'<text x="{x + MARGIN:.0f}" y="{y + 24 + LINE * (number + 1):.0f}" font-size="12" '
            f'fill="{colour}" xml:space="preserve">{html.escape(line)}</text>'
        )
    box = f'<rect x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{height:.0f}" rx="6" fill="#eef4fb" stroke="#1d4f91"/>'
    return "\n".join([box, *lines])


def _arrow(y: float) -> str:
    """An arrow down from one layer to the next."""
    middle, top, end = WIDTH / 2, y + 6, y + GAP - 6
    return (
        f'<path d="M{middle:.0f} {top:.0f} V{end - 6:.0f} M{middle - 6:.0f} {end - 7:.0f} L{middle:.0f} {end:.0f} '
        f'L{middle + 6:.0f} {end - 7:.0f}" fill="none" stroke="#1d4f91" stroke-width="2"/>\n'
        f'<text x="{middle + 14:.0f}" y="{y + GAP / 2 + 4:.0f}" font-size="11" fill="#1d4f91">imports</text>'
    )
