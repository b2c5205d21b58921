"""States of a knowledge base to compare: the files as they are, and those of a revision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kbtool.errors import InputError

if TYPE_CHECKING:
    from kbtool.checks.changes import State
    from kbtool.io.settings import Settings
    from kbtool.io.workspace import Workspace
    from kbtool.reports.views import KnowledgeBase, Report


def state_of(kb: KnowledgeBase, report: Report) -> State:
    """The state that a knowledge base is in.

    Args:
        kb: the knowledge base.
        report: what a check of it found.
    """
    from kbtool.checks.changes import State, claim_states
    from kbtool.checks.contents import contents

    return State(claim_states(kb), contents(kb), report)


def state_in(
    where: Workspace,
    revision: str | None,
    policies: Sequence[str],
    settings: Settings,
    progress: Callable[[str], None] = lambda _: None,
    seen: Callable[[KnowledgeBase], None] = lambda _: None,
) -> State:
    """The state of a knowledge base in some files.

    Args:
        where: the files.
        revision: the revision that they are of; None for the files as they are.
        policies: the policy packs that are switched on; a revision may lack some of them.
        settings: the settings that hold.
        progress: is told what is being done.
        seen: is given the knowledge base.

    Raises:
        InputError: it cannot be read or trusted.
    """
    from kbtool.api.checking import check, load

    packs = [pack for pack in policies if revision is None or pack in where.policies]
    try:
        kb = load(where, policies=packs, settings=settings, progress=progress)
        seen(kb)
        return state_of(kb, check(kb, progress=progress))
    except InputError as error:
        if revision is None:
            raise
        said = str(error).replace(f"{where.root}/", "")
        raise InputError(
            f"revision {revision!r} cannot be checked: {said}",
            help="compare with a revision that this version of kbtool reads",
        ) from error
