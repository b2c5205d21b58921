"""The how-to pages, carried out: what they add works as they show."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cases import ROOT
from commands import environment, kbtool
from kbtool.io.web import Fetcher, Limits, Unavailable
from kbtool.references.identifiers import parse_identifier
from kbtool.references.registries import Access
from pages import Printed, carry_out
from registry_server import Replies, json_reply
from signing import UNSIGNED
from tests.docs.test_contributing import follow
from web_server import serving

PAGES = ROOT / "docs" / "how-to"


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A knowledge base that `kbtool init` began."""
    folder = tmp_path / "begun"
    folder.mkdir()
    assert kbtool("init", cwd=folder).returncode == 0
    return folder


def last(found: list[Printed]) -> Printed:
    """The last command, whose output the page shows."""
    assert found[-1].shown is not None
    return found[-1]


@pytest.mark.parametrize("name", ["add-a-predicate", "add-a-measure"])
def test_a_new_term_has_the_effect_that_the_page_shows(name: str, begun: Path) -> None:
    found = last(carry_out(PAGES / f"{name}.md", begun))
    assert found.printed == found.shown
    assert kbtool("check", "--select", "S", cwd=begun).returncode == 0
    assert kbtool("fmt", "--check", cwd=begun).returncode == 0


def test_a_new_derivation_runs_in_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    for name in ("kb", "shapes", "sources"):
        shutil.copytree(ROOT / name, folder / name, ignore=UNSIGNED)
    follow(folder)
    shown = last(carry_out(PAGES / "add-a-derivation.md", folder))
    assert shown.printed.splitlines() == (shown.shown or "").splitlines()
    assert kbtool("check", "--select", "S", cwd=folder).returncode == 0
    assert kbtool("fmt", "--check", "kb", cwd=folder).returncode == 0


def test_what_the_new_derivation_derives_cannot_be_typed_in(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    for name in ("kb", "shapes", "sources"):
        shutil.copytree(ROOT / name, folder / name, ignore=UNSIGNED)
    follow(folder)
    carry_out(PAGES / "add-a-derivation.md", folder)
    with (folder / "kb" / "terms.ttl").open("a", encoding="utf-8") as file:
        file.write(
            "\n<https://w3id.org/kbtool/id/glance-diarrhea> kb:restsOn <https://w3id.org/kbtool/id/riomet-label> .\n"
        )
    result = kbtool("check", cwd=folder)
    assert result.returncode == 2
    assert "states kb:restsOn, which is only ever derived" in result.stderr


def test_a_knowledge_base_of_earlier_is_brought_up_to_date(tmp_path: Path) -> None:
    with tarfile.open(ROOT / "tests" / "authoring" / "begun-0.1.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    shown, accepted, checked = carry_out(PAGES / "update.md", tmp_path / "begun-0.1")
    assert "+++ kb/derivations/weights.rq" in shown.printed
    assert (shown.code, accepted.code, checked.code) == (0, 0, 1)
    assert (tmp_path / "begun-0.1" / "kbtool.lock").is_file()


def test_the_example_of_the_python_interface_runs() -> None:
    (example,) = re.findall(
        r"```python\n(.*?)```", (ROOT / "docs" / "python.md").read_text(encoding="utf-8"), re.DOTALL
    )
    done = subprocess.run(
        [sys.executable, "-c", example],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stdout.startswith("X05 "), done.stderr


def test_a_new_format_prints_what_the_page_shows(begun: Path, tmp_path: Path) -> None:
    page = (PAGES / "add-a-format.md").read_text(encoding="utf-8")
    module, line = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (printed,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    program = tmp_path / "program"
    shutil.copytree(ROOT / "kbtool", program / "kbtool")
    (program / "kbtool" / "reports" / "findings" / "lines.py").write_text(module, encoding="utf-8")
    formats = program / "kbtool" / "reports" / "formats.py"
    text = formats.read_text(encoding="utf-8")
    formats.write_text(
        text.replace("_FINDINGS = (\n", f"_FINDINGS = (\n    {line.strip()},\n", 1),
        encoding="utf-8",
    )
    carry_out(PAGES / "add-a-predicate.md", begun)
    done = subprocess.run(
        [sys.executable, "-m", "kbtool", "check", "--select", "X", "--output", "found.jsonl"],
        cwd=begun,
        env=environment() | {"PYTHONPATH": str(program)},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 1, done.stderr
    assert (begun / "found.jsonl").read_text(encoding="utf-8") == printed


def test_a_new_registry_is_asked_as_the_page_shows() -> None:
    page = (PAGES / "add-a-registry.md").read_text(encoding="utf-8")
    names: dict[str, Any] = {"__name__": "example"}
    exec(re.findall(r"```python\n(.*?)```", page, re.DOTALL)[0], names)
    registry = names["ExampleRegistry"]()
    known, unknown, odd = "NCT00000001", "NCT00000002", "NCT00000003"
    replies: Replies = {
        f"/trials/{known}": json_reply({"trial": known, "title": "A trial"}),
        f"/trials/{unknown}": replace(json_reply({"trial": unknown}), status=404),
        f"/trials/{odd}": json_reply({"trial": known}),
    }
    limits = Limits(connect=5, read=1, retries=1, backoff=0)
    with serving(replies) as server:
        rates = {server.address: 1000.0}
        with Fetcher("kbtool/test", None, 7, limits, rates, sleep=lambda _: None) as fetcher:
            access = Access(fetcher, {"example": server.address}, named=True)
            found = registry.look_up(parse_identifier(known), access)
            assert (found.exists, found.title) == (True, "A trial")
            assert not registry.look_up(parse_identifier(unknown), access).exists
            with pytest.raises(Unavailable, match="something else"):
                registry.look_up(parse_identifier(odd), access)
