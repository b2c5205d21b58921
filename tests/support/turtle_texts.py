"""Random Turtle in random layouts, for hypothesis."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyoxigraph as ox
from hypothesis import strategies as st

PREFIXES = {
    ":": "http://e.org/",
    "ex:": "http://e.org/x#",
    "x.y:": "http://e.org/y/",
    "é:": "http://e.org/é/",
}
NAMES = [
    ":a", ":", "ex:a", "ex:", "ex:a.b", "ex:a..b-c", r"ex:a\,b", r"ex:\~x\;", r"ex:a\.", "ex:%20", "ex:1.5", "ex:a:b",
    r"ex:\-1", "x.y:z", "é:ü", "ex:true", "ex:_",
]  # fmt: skip
IRIS = [
    "<http://e.org/a#b;c,d.>",
    "<#x>",
    "<>",
    "<a/b?q='x'>",
    r"<http://e.org/\u00e9>",
    "<mailto:a@b.org>",
]
NUMBERS = ["1", "-1", "+1", "1.5", "-.5", ".5", "1e5", "1.e5", ".5E-3", "true", "false"]
LANGUAGES = ["@en", "@en-GB", "@prefix", "@base"]
SEPARATORS = set("[](),;")


@dataclass
class Written:
    """A text in Turtle, and what stands in it.

    Attributes:
        text: the text.
        tokens: its tokens without comments.
        comments: its comments, as a formatter keeps them.
    """

    text: str = ""
    tokens: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


@st.composite
def strings(draw: st.DrawFn) -> str:
    """A string in one of the four kinds of quotation marks."""
    quote = draw(st.sampled_from(['"', "'", '"""', "'''"]))
    characters = draw(st.text(alphabet="a \"'\\#;.,[]\n\r\té<@", max_size=12))
    mark, written = quote[0], ""
    for place, character in enumerate(characters):
        last = place == len(characters) - 1
        long = len(quote) == 3
        escaped = character == "\\" or (
            character == mark and (not long or last or written.endswith(mark))
        )
        if character in "\n\r" and not long:
            written += {"\n": r"\n", "\r": r"\r"}[character]
        else:
            written += ("\\" if escaped else "") + character
    return quote + written + quote


def _literal() -> st.SearchStrategy[list[str]]:
    datatype = st.sampled_from([*NAMES, "<http://e.org/t>"]).map(lambda name: ["^^", name])
    ending: st.SearchStrategy[list[str]] = st.one_of(
        st.just([]), st.sampled_from(LANGUAGES).map(lambda tag: [tag]), datatype
    )
    return st.tuples(strings(), ending).map(lambda parts: [parts[0], *parts[1]])


_iri = st.sampled_from([*NAMES, *IRIS]).map(lambda name: [name])
_blank = st.sampled_from(["_:a", "_:b.c", "_:1", "_:é"]).map(lambda name: [name])
_leaf = st.one_of(
    _iri,
    _blank,
    _literal(),
    st.sampled_from(NUMBERS).map(lambda n: [n]),
    st.sampled_from([["[", "]"], ["(", ")"]]),
)


def _flat(lists: list[list[str]]) -> list[str]:
    return [token for part in lists for token in part]


def _properties(objects: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    verb = st.one_of(st.just(["a"]), _iri)
    more = st.lists(objects.map(lambda o: [",", *o]), max_size=2).map(_flat)
    one = st.tuples(verb, objects, more).map(lambda parts: [*parts[0], *parts[1], *parts[2]])
    semicolons = st.sampled_from([[";"], [";", ";"]])
    rest = st.lists(
        st.tuples(semicolons, one).map(lambda parts: [*parts[0], *parts[1]]), max_size=3
    )
    end = st.sampled_from([[], [], [";"]])
    return st.tuples(one, rest.map(_flat), end).map(lambda parts: [*parts[0], *parts[1], *parts[2]])


def _inside(objects: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    bracket = _properties(objects).map(lambda inner: ["[", *inner, "]"])
    listed = st.lists(objects, max_size=3).map(lambda items: ["(", *_flat(items), ")"])
    return bracket | listed


_object = st.recursive(_leaf, _inside, max_leaves=6)
_subject = st.one_of(_iri, _blank, _inside(_leaf), st.just(["[", "]"]))
_triples = st.tuples(_subject, _properties(_object)).map(lambda parts: [*parts[0], *parts[1], "."])
_alone = _properties(_object).map(lambda inner: ["[", *inner, "]", "."])
_directive = st.sampled_from(
    [
        ["@prefix", "ex:", "<http://e.org/x#>", "."],
        ["PREFIX", "ex:", "<http://e.org/x#>"],
        ["prefix", ":", "<http://e.org/>"],
        ["@base", "<http://e.org/base/>", "."],
        ["Base", "<http://e.org/base/>"],
    ]
)
_comment = st.text(alphabet="a \t#\"'[;.<é", max_size=8)
_space = st.sampled_from([" ", "  ", "\t", "\n", "\r\n", "\r", "\n\n\n", " \n  "])


@st.composite
def turtle(draw: st.DrawFn) -> Written:
    """A text in Turtle with comments, and white space that is left out where it may be."""
    statements = draw(st.lists(st.one_of(_triples, _alone, _directive), max_size=5))
    tokens = [t for name, iri in PREFIXES.items() for t in ("@prefix", name, f"<{iri}>", ".")]
    written = Written(tokens=[*tokens, *_flat(statements)])
    before = ""
    for token in written.tokens:
        gap = ""
        for comment in draw(st.lists(_comment, max_size=2)) if draw(st.integers(0, 5)) == 0 else []:
            gap += (
                draw(st.sampled_from(["", " ", "\n", "\n\n"]))
                if gap or before in SEPARATORS
                else " "
            )
            gap += "#" + comment + draw(st.sampled_from(["\n", "\r\n", "\n\n"]))
            written.comments.append(f"#{comment}".replace("\t", "    ").rstrip(" "))
        if not gap and not _may_touch(before, token):
            gap = draw(_space)
        elif draw(st.booleans()):
            gap += draw(_space)
        written.text += gap + token
        before = token
    written.text += draw(st.sampled_from(["", "\n", " ", "\n\n \n"]))
    return written


def _may_touch(before: str, token: str) -> bool:
    if token == ".":
        # pyoxigraph 0.5 takes no dot right behind a name with an escape if the text ends there.
        return "\\" not in before or before[0] in "\"'<"
    return (
        before in SEPARATORS or token in SEPARATORS or "^^" in (before, token) or token in LANGUAGES
    )


def isomorphic(one: str, other: str) -> bool:
    """Whether two texts in Turtle say the same, whatever their blank nodes are called."""
    first, second = (
        ox.Dataset(ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri="http://base.invalid/"))
        for text in (one, other)
    )
    for dataset in (first, second):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return first == second
