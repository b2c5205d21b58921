"""Which rules are meant: by code, name or family, on a command line and in settings."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kbtool.errors import InputError
from kbtool.io.files import read_text
from kbtool.io.settings import Settings
from kbtool.knowledge.rules import Rule


def select_rules(
    rules: Iterable[Rule], select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> list[Rule]:
    """The rules that selectors leave: codes, names or families ("X05", "unit-slip", "X").

    Args:
        rules: all rules.
        select: only these; all, if empty.
        ignore: without these.

    Raises:
        InputError: a selector matches no rule, or none is left.
    """
    everything = sorted(rules, key=lambda rule: rule.code)
    select = tuple(select)
    chosen = matching_rules(everything, select, " (in --select)") if select else everything
    ignored = matching_rules(everything, ignore, " (in --ignore)")
    left = [rule for rule in chosen if rule not in ignored]
    if everything and not left:
        raise InputError(
            "no rule is left to run", help="ignore fewer rules, or select others than those ignored"
        )
    return left


def refuse_settled_rules(rules: Collection[Rule], settings: Settings) -> None:
    """Refuse settings that select or ignore rules which there are not.

    Raises:
        InputError: there are such; with the file and the line.
    """
    for name, selectors in (("select", settings.select), ("ignore", settings.ignore)):
        for selector in selectors if settings.path is not None else ():
            try:
                matching_rules(rules, [selector], f", which the setting {name} names")
            except InputError as error:
                assert settings.path is not None
                lines = read_text(settings.path, settings.path).text.splitlines()
                line = next((n for n, text in enumerate(lines, 1) if selector in text), None)
                raise InputError(
                    error.message, path=settings.path, line=line, help=error.help
                ) from error


def matching_rules(
    rules: Collection[Rule], selectors: Iterable[str], where: str = ""
) -> list[Rule]:
    """The rules that any of some selectors names: codes, names or families.

    Args:
        rules: all rules.
        selectors: what names them.
        where: where the selectors stand, for messages.

    Raises:
        InputError: a selector matches no rule.
    """
    found: list[Rule] = []
    for selector in selectors:
        matches = [r for r in rules if r.name == selector or r.code.startswith(selector.upper())]
        if not matches:
            raise InputError(
                f"no rule has the code, family or name {selector!r}{where}",
                help="codes start with a family letter: "
                + ", ".join(sorted({rule.code[0] for rule in rules})),
            )
        found += [match for match in matches if match not in found]
    return found
