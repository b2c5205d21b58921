"""The rooms of the program: the picture shows the contract, and each room's README names what is there."""

from __future__ import annotations

import re

import pytest

from cases import ROOT
from kbtool_docs.rooms import Room, page, picture, read_layers

LAYERS = read_layers()
ROOMS = [room for layer in LAYERS for room in layer if room.modules]


def test_the_layers_are_those_of_the_contract() -> None:
    names = [[room.name for room in layer] for layer in LAYERS]
    assert names[0] == ["cli"]
    assert ["checks", "authoring"] in names
    assert names.index(["knowledge"]) < names.index(["text", "rdf"]) < names.index(["io"])
    assert "errors" in names[-1]


def test_each_folder_of_the_program_is_in_the_contract() -> None:
    folders = {path.parent.name for path in (ROOT / "kbtool").glob("*/__init__.py")}
    assert {room.name for room in ROOMS} == folders


def test_the_picture_shows_each_room_with_its_modules() -> None:
    drawn = picture(LAYERS)
    for room in ROOMS:
        assert f">{room.name}</text>" in drawn
        for module in room.modules:
            assert re.search(rf"[> ]{re.escape(module)}[< ]", drawn), module


def test_what_is_higher_in_the_contract_is_drawn_above() -> None:
    layers = [[Room("one", "First.", ("a",))], [Room("two", "Second.", ()), Room("three", "", ())]]
    places = re.findall(r'y="(\d+)" font-size="15"[^>]*>(\w+)<', picture(layers))
    heights = {name: int(y) for y, name in places}
    assert heights["one"] < heights["two"] == heights["three"]


@pytest.mark.parametrize("room", [pytest.param(room, id=room.name) for room in ROOMS])
def test_the_readme_of_a_room_names_only_what_is_there(room: Room) -> None:
    folder = ROOT / "kbtool" / room.name
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {room.name}: ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE)[-2:] == ["Conventions", "Add one more"]
    for name in re.findall(r"`([\w./-]+(?:\.py|/))`", text):
        assert (folder / name).exists() or (ROOT / name).exists(), name


@pytest.mark.parametrize("room", [pytest.param(room, id=room.name) for room in ROOMS])
def test_the_readme_of_a_room_names_each_module_and_folder_in_it(room: Room) -> None:
    folder = ROOT / "kbtool" / room.name
    named = set(re.findall(r"`([\w/]+?)(?:\.py|/)?`", (folder / "README.md").read_text("utf-8")))
    there = {
        path.stem
        for path in folder.iterdir()
        if (path.suffix == ".py" and path.name != "__init__.py") or (path / "__init__.py").exists()
    }
    assert there <= named


@pytest.mark.parametrize("room", [pytest.param(room, id=room.name) for room in ROOMS])
def test_the_page_of_a_room_lists_each_module(room: Room) -> None:
    text = page(room)
    for path in (ROOT / "kbtool" / room.name).rglob("*.py"):
        if path.name != "__init__.py":
            assert f"| `{path.relative_to(ROOT / 'kbtool' / room.name)}` |" in text
