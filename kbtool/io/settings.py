"""Settings: kbtool.toml, or [tool.kbtool] in pyproject.toml, the nearest upwards."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from kbtool.errors import InputError
from kbtool.io.files import read_text
from kbtool.io.limits import NAMES, Limits
from kbtool.io.serving import NAMES as SERVING
from kbtool.io.serving import Serving, is_above_zero, read_serving
from kbtool.near import nearest

SEVERITIES = ("error", "warning", "info")
FAIL_ON = ("error", "warning", "never")


class Settings(Struct, frozen=True):
    """What a project has settled; options on the command line go before it.

    Attributes:
        path: the file; None if there is none.
        select: only these rules: codes, names or families.
        ignore: without these rules.
        policies: the policy packs that are switched on.
        fail_on: the severity from which a finding is a failure.
        show: the mildest findings that text shows.
        format: the output format.
        baseline: the baseline.
        root: the knowledge base.
        contact: the mail address that registries are told, so that they can reach whoever asks.
        cache_days: for how many days answers from the web are kept.
        search_days: for how many days a recorded search counts.
        waiver_days: for how many days from today a finding may be waived.
        timeout: after how many seconds without a byte a server counts as silent.
        backoff: the first wait before a failed request is tried again, in seconds; doubled each time.
        nearby: hosts without a public address that files may send kbtool to.
        base: the namespace of the knowledge base's own nodes, for which id: stands; the usual one, if None.
        rule_base: the namespace of its own rules, for which rule: stands; that of kbtool's rules, if None.
        docs: where the pages of the documentation are, for formats that link to those of rules; None, if nobody says.
        page: what is declared of the page that drafts are to be, by name.
        registries: addresses of registries that stand in for the usual ones, by name.
        limits: how much one piece of work may take.
        serving: how the knowledge base is served.
        slice: whether no more is read than what is named needs; by the size of the knowledge base, if None.
        signed: whether all that the knowledge base states has to be signed.
    """

    path: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    fail_on: str | None = None
    show: str | None = None
    format: str | None = None
    baseline: Path | None = None
    root: Path | None = None
    contact: str | None = None
    cache_days: float = 7
    search_days: float = 730
    waiver_days: float = 366
    timeout: float = 20
    backoff: float = 0.5
    nearby: tuple[str, ...] = ()
    base: str | None = None
    rule_base: str | None = None
    docs: str | None = None
    page: Mapping[str, str] = field(default_factory=dict)
    registries: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    serving: Serving = field(default_factory=Serving)
    slice: bool | None = None
    signed: bool = False

    @property
    def lenient(self) -> tuple[str, ...]:
        """What it has settled that lets pass what is told elsewhere, as one reads it in the file."""
        longer = (("waiver-days", self.waiver_days, 366), ("search-days", self.search_days, 730))
        never = (
            ('fail-on = "never" lets no finding fail a check',) if self.fail_on == "never" else ()
        )
        return (
            *never,
            *(
                f"{name} = {days:g} is {days / 365:.0f} years, and {usual:g} are usual"
                for name, days, usual in longer
                if days > _FAR * usual
            ),
        )


_FAR = 3
"""So many times the usual days are a setting that lets things pass."""
_LISTS = ("select", "ignore", "policies", "nearby")
_CHOICES = {"fail-on": FAIL_ON, "show": SEVERITIES}
_PATHS = ("baseline", "root")
_NUMBERS = ("cache-days", "search-days", "waiver-days", "timeout", "backoff")
_BASES = {"base": "/", "rule-base": "/#", "docs": "/"}
"""Namespaces, and how they may end: what is derived of a knowledge base has names that are relative to its base."""
PAGE = ("promotes", "page-kind", "audience", "directed-at")
"""The names of what is declared of the page that drafts are to be."""
_TABLES = ("registries", "page")
_REGISTRIES = ("clinicaltrials", "crossref", "doi", "ecfr", "openfda", "pmc", "pubmed")
"""The names that addresses of registries have in settings."""
_LIMITS = "limits"
_SERVE = "serve"
_OF_STRINGS = ("format", "contact")
_FLAGS = ("slice", "signed")
_KEYS = (
    *(
        *_LISTS,
        *_CHOICES,
        *_OF_STRINGS,
        *_FLAGS,
        *_PATHS,
        *_NUMBERS,
        *_BASES,
        *_TABLES,
        _LIMITS,
        _SERVE,
    ),
)
_BASE = re.compile(
    r"https?://(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::\d+)?/(?:(?:[!-~\u00a1-\ud7ff\uf900-\ufdcf\ufdf0-\uffef](?<![<>\"{}|\\^`#%\[\]])|%[0-9A-Fa-f]{2})*[/#])?"
)
"""A namespace: an absolute IRI of the web to which a local name can be added."""


def find_settings(start: Path) -> Settings:
    """The settings that hold in a folder; kbtool.toml goes before pyproject.toml beside it.

    Args:
        start: the folder from which to look upwards.

    Raises:
        InputError: a file cannot be read, is not TOML or has a setting that does not exist.
    """
    here = start.resolve()
    for folder in (here, *here.parents):
        own = folder / "kbtool.toml"
        if os.path.lexists(own):
            return _settings(own, _table(own))
        shared = folder / "pyproject.toml"
        if shared.is_file():
            tools = _table(shared).get("tool", {})
            table = tools.get("kbtool") if isinstance(tools, dict) else None
            if table is not None:
                if not isinstance(table, dict):
                    raise InputError(
                        "has a kbtool in [tool] that is not one table of settings",
                        path=shared,
                        help="write the settings below one line [tool.kbtool]",
                    )
                return _settings(shared, table)
    return Settings()


def is_base(text: str, endings: str) -> bool:
    """Whether a text can be a namespace: an absolute http or https IRI that ends in one of some characters."""
    return _BASE.fullmatch(text) is not None and text[-1] in endings


def one_of(noun: str, name: str, names: Iterable[str]) -> str:
    """What names there are, for messages, with the nearest to one that is none."""
    names = list(names)
    near = nearest(name, names)
    return (f"did you mean {near}? " if near else "") + f"{noun} are {', '.join(names)}"


def a_base(endings: str) -> str:
    """What a namespace is, for messages."""
    return f"an absolute http or https IRI that ends in {' or '.join(endings)}"


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(read_text(path, path).text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            f"is not valid TOML: {error}", path=path, help="correct the file at this place"
        ) from error


def refuse_unknown(
    path: Path | str | None, what: str, name: str, noun: str, names: Iterable[str]
) -> None:
    """Refuse a name in the settings that stands for nothing; what there is, is named."""
    if name not in (known := tuple(names)):
        raise InputError(
            f"has {what} {name!r}, which does not exist", path=path, help=one_of(noun, name, known)
        )


def _settings(path: Path, table: Mapping[str, Any]) -> Settings:
    for key, value in table.items():
        refuse_unknown(path, "the setting", key, "settings", _KEYS)
        if key in _LISTS:
            fits = isinstance(value, list) and all(isinstance(item, str) for item in value)
            wanted = "a list of strings"
        elif key in _NUMBERS:
            fits, wanted = is_above_zero(value), "a number above 0"
        elif key in _FLAGS:
            fits, wanted = isinstance(value, bool), "true or false"
        elif key in _TABLES:
            fits = isinstance(value, dict) and all(isinstance(item, str) for item in value.values())
            wanted = "a table of strings"
        elif key in (_LIMITS, _SERVE):
            fits, wanted = isinstance(value, dict), "a table"
        elif key in _BASES:
            endings = _BASES[key]
            fits = isinstance(value, str) and is_base(value, endings)
            wanted = a_base(endings)
        else:
            fits = isinstance(value, str) and value in _CHOICES.get(key, (value,))
            wanted = "one of " + ", ".join(_CHOICES[key]) if key in _CHOICES else "a string"
        if not fits:
            raise InputError(
                f"has the setting {key} = {value!r}, which is not {wanted}",
                path=path,
                help=f"give {key} {wanted}",
            )
    for name in table.get("registries", {}):
        refuse_unknown(path, "an address for the registry", name, "registries", _REGISTRIES)
    for name in table.get("page", {}):
        refuse_unknown(path, "in [page]", name, "settings of [page]", PAGE)
    for name in table.get(_SERVE, {}):
        refuse_unknown(path, "in [serve]", name, "settings of [serve]", SERVING)
    limits = table.get(_LIMITS, {})
    for name, value in limits.items():
        refuse_unknown(path, "the limit", name, "limits", NAMES)
        if not is_above_zero(value):
            raise InputError(
                f"has the limit {name} = {value!r}, which is not a number above 0",
                path=path,
                help=f"give {name} a number above 0",
            )
    return Settings(
        path=path,
        select=tuple(table.get("select", ())),
        ignore=tuple(table.get("ignore", ())),
        policies=tuple(table.get("policies", ())),
        fail_on=table.get("fail-on"),
        show=table.get("show"),
        format=table.get("format"),
        baseline=_path(path, table.get("baseline")),
        root=_path(path, table.get("root")),
        contact=table.get("contact"),
        cache_days=table.get("cache-days", 7),
        search_days=table.get("search-days", 730),
        waiver_days=table.get("waiver-days", 366),
        timeout=table.get("timeout", 20),
        backoff=table.get("backoff", 0.5),
        nearby=tuple(table.get("nearby", ())),
        base=table.get("base"),
        rule_base=table.get("rule-base"),
        docs=table.get("docs"),
        page=dict(table.get("page", {})),
        registries=dict(table.get("registries", {})),
        limits=Limits(**{name.replace("-", "_"): value for name, value in limits.items()}),
        serving=read_serving(path, table.get(_SERVE, {})),
        slice=table.get("slice"),
        signed=table.get("signed", False),
    )


def _path(settings: Path, name: str | None) -> Path | None:
    """A path that the settings name, from where they lie."""
    return None if name is None else settings.parent / name
