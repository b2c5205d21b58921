"""What a command is about: the knowledge base that is meant, and the settings that hold for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kbtool.errors import InputError
from kbtool.io import workspace as workspaces
from kbtool.io.limits import enforce
from kbtool.io.settings import Settings, find_settings
from kbtool.io.workspace import Workspace, find_workspace, root_above

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kbtool.knowledge.rules import Rule
    from kbtool.knowledge.slices.cutting import Cutter
    from kbtool.knowledge.slices.finding import Asked
    from kbtool.rdf.namespaces import Names
    from kbtool.reports.views import KnowledgeBase
    from kbtool.shacl import Shapes
    from kbtool.text.document import Document


class Project(Struct, frozen=True):
    """A knowledge base and its settings.

    Attributes:
        workspace: where the knowledge base lies.
        settings: the settings that hold for it.
    """

    workspace: Workspace
    settings: Settings

    def __post_init__(self) -> None:
        """Let its limits hold."""
        enforce(self.settings.limits)

    @property
    def names(self) -> Names:
        """The namespaces of the knowledge base."""
        from kbtool.knowledge.loading import settled_names

        return settled_names(self.settings)

    def policies(self, named: Iterable[str] = ()) -> tuple[str, ...]:
        """The policy packs of the settings and those that the command line names, each once."""
        return tuple(dict.fromkeys([*self.settings.policies, *named]))

    def load(
        self,
        progress: Callable[[str], None],
        *,
        policies: Iterable[str] = (),
        drafts: Iterable[Path] = (),
        today: date | None = None,
        suppose: Callable[[Store], None] | None = None,
        asked: Iterable[str] | None = None,
        judging: Callable[[Shapes, Iterable[Rule]], Iterable[Rule]] | None = None,
        prose: Callable[[Store, str], Iterable[Document]] | None = None,
        articles: Asked | None = None,
        cutter: Cutter | None = None,
        note: Callable[[str], None] = lambda _: None,
    ) -> KnowledgeBase:
        """The knowledge base, with the policy packs of its settings and others.

        Args:
            progress: is told what is being done.
            policies: policy packs that are switched on besides.
            drafts: Turtle files to read with it.
            today: the day on which it is checked; this one, if None.
            suppose: changes what the files state before anything follows from it.
            asked: the derived terms that are asked for; all, if None.
            judging: says which rules are evaluated of it; all, if None.
            prose: adds what drafts in prose state, and gives them as documents.
            articles: what is asked for, so that only what it needs is read; all, if None.
            cutter: says what is read, if it is neither, and is shown what was derived.
            note: is told what pySHACL had to evaluate, and why.

        Raises:
            InputError: a file cannot be read or trusted.
            NeedsWholeError: what is found of something cannot surely be told from a part.
        """
        from kbtool.api import load

        return load(
            self.workspace,
            policies=self.policies(policies),
            drafts=drafts,
            settings=self.settings,
            today=today,
            suppose=suppose,
            asked=asked,
            judging=judging,
            prose=prose,
            articles=articles,
            cutter=cutter,
            note=note,
            progress=progress,
        )


def find_project(root: Path | None, paths: Sequence[Path] = ()) -> Project:
    """The knowledge base and the settings that are meant.

    Where the command line names a knowledge base, with --root or by a path in it, the settings above that one hold: those
    of the working directory may be about another. They hold where nothing is named, or what they are about.

    Args:
        root: the folder of --root, if it is given.
        paths: what else the command line names.

    Raises:
        InputError: there is no knowledge base, or the settings cannot be read.
    """
    here = Path.cwd()
    if root is not None:
        return Project(find_workspace(root, here), find_settings(root))
    settings = find_settings(here)
    usual = settings.root or Path()
    named = next(filter(None, (root_above(path.resolve()) for path in paths)), None)
    if named is None:
        return Project(find_workspace(usual, here), settings)
    workspace = find_workspace(named, here)
    is_usual = workspace.root == root_above(usual.resolve())
    return Project(workspace, settings if is_usual else find_settings(workspace.root))


def named_files(root: Path | None, paths: Iterable[Path]) -> list[Path]:
    """The files that a command line names, where commands take paths: an article may be named by its text's file name, too.

    A path begins in the working directory; where nothing is there, in the knowledge base or its sources.

    Args:
        root: the folder of --root, if it is given.
        paths: what the command line names; what stands for nothing is left as it is.
    """
    files = list(paths)
    if all(path.exists() for path in files):
        return files
    with suppress(InputError):
        workspace = find_project(root, files).workspace
        return [path if path.exists() else _in_workspace(workspace, path) for path in files]
    return files


def _in_workspace(workspace: Workspace, path: Path) -> Path:
    sources = workspace.sources / path
    places = (workspace.root / path, sources, sources.with_name(f"{sources.name}.txt"))
    found = next((place for place in places if place.is_file()), path)
    return found if found is path else Path(shown(found))


def shown(path: Path) -> str:
    """A path as the user sees it: relative to the working directory if it lies below it."""
    return workspaces.shown(path, Path.cwd())
