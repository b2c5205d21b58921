"""Slips of somebody who is tired: what stands beside it pasted and not changed, a line left out as a comment, a wrong name in a text."""

from __future__ import annotations

import re
from collections.abc import Callable

import pyoxigraph as ox

from kbtool.rdf.namespaces import KB, OA, PROV, RDF, SKOS, XSD
from tests.mutants.base import Node, Statement, shown
from tests.mutants.change import Change, Edit, Site, misspelt
from tests.mutants.text_edits import LINES

_YEAR = re.compile(r"(?<!\d)(19|20)(\d)\d(?!\d)")
_SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-Z0-9“])")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_BOUNDS = (
    ("no more than", "more than"), ("more than", "no more than"), ("less than", "more than"), ("fewer than", "more than"),
    ("at least", "at most"), ("at most", "at least"), ("up to", "at least"), ("over", "under"), ("about", "more than"),
    ("nearly", "over"), ("only", "even"), ("no less than", "less than"), ("within", "after"), ("below", "above"), ("above", "below"),
)  # fmt: skip


def of_neighbour(site: Site, step: int) -> Change | None:
    """The value that the node of the kind before or behind it in the file has: a block pasted, one line of it left."""
    s, base = site.statement, site.base
    there = [
        n
        for n in base.by_kind.get(site.kind, ())
        if any(t.file == s.file for t in base.about[n][:1])
    ]
    at = there.index(s.subject) + step if s.subject in there else -1
    if not 0 <= at < len(there):
        return None
    own = {t.object for t in base.about[s.subject] if t.predicate == s.predicate}
    others = [t.object for t in base.about[there[at]] if t.predicate == s.predicate]
    found = [o for o in others if o not in own and not isinstance(o, ox.BlankNode)]
    if not found:
        return None
    return site.instead(
        s.but(object=found[0]),
        f"{shown(s.object)} written {shown(found[0])} of {shown(there[at])}",
    )


def joined(site: Site) -> Change | None:
    """The property left out, so that its value is another one of the property before it."""
    s = site.statement
    about = site.base.about[s.subject]
    at = about.index(s)
    before = about[at - 1].predicate if at else s.predicate
    if before in (s.predicate, RDF("type")):
        return None
    return site.instead(
        s.but(predicate=before),
        f"{shown(s.object)} joined to {shown(before)}, without {shown(s.predicate)}",
    )


def commented(site: Site) -> Change | None:
    """The line that begins with the property is a comment."""
    s = site.statement
    node, text = s.subject, site.base.texts[s.file]
    start = text.find(f"\n{shown(node)} ") + 1
    lines = LINES.match(text, start) if start else None
    if lines is None or not isinstance(node, ox.NamedNode):
        return None
    block = re.sub(
        rf"\n    ({re.escape(shown(s.predicate))} .*[;,])(?=\n)", r"\n    # \1", lines[0], count=1
    )
    if block == lines[0]:
        return None
    new = text[:start] + block + text[lines.end() :]
    return Change(
        frozenset({node.value}),
        f"the line of {shown(s.predicate)} is a comment",
        texts=((s.file, new),),
    )


def year(site: Site, by: int) -> Change | None:
    """A year in a text or a date, off by some years."""
    s = site.statement
    if not isinstance(s.object, ox.Literal):
        return None
    found = _YEAR.search(s.object.value)
    if found is None or s.object.datatype not in {
        XSD("string"), XSD("date"), XSD("gYear"), XSD("gYearMonth")
    }:  # fmt: skip
        return None
    old = s.object.value
    new = old[: found.start()] + str(int(found[0]) + by) + old[found.end() :]
    return _reworded(site, new)


def next_sentence(site: Site) -> Change | None:
    """The quote of a claim is the sentence behind its own."""
    base, node = site.base, site.statement.subject
    quote = _stated(site, OA("exact"))
    document = _stated(site, PROV("wasQuotedFrom"))
    if quote is None or document is None or not isinstance(quote.object, ox.Literal):
        return None
    about = () if isinstance(document.object, ox.Literal) else base.about.get(document.object, ())
    files = [t.object.value for t in about if t.predicate == KB("file")]
    text = base.articles.get(files[0], "") if files else ""
    at = text.find(quote.object.value)
    if at < 0:
        return None
    line = text[at + len(quote.object.value) :].split("\n", 1)[0]
    sentences = _SENTENCE.split(line)[1:]
    if not sentences or text.count(sentences[0]) != 1:
        return None
    assert isinstance(node, ox.NamedNode)
    return site.change(
        [quote],
        [quote.but(object=ox.Literal(sentences[0]))],
        f"quote “{quote.object.value[:50]}” now the next sentence “{sentences[0][:50]}”",
    )


def word(site: Site, how: str) -> Change | None:
    """A text with one slip in its words.

    Args:
        site: the statement.
        how: "case" of a name, a "number" in words, a "bound" turned round, the "concept" named another one of its kind, a
            "sentence" left out, a minus "sign" left out, a word "twice", a letter left "out", a letter "double", an "end" cut off.
    """
    s = site.statement
    if not isinstance(s.object, ox.Literal) or s.object.datatype != XSD("string"):
        return None
    text = s.object.value
    new: str | None = None
    if how == "concept":
        new = _other_concept(site, text)
    elif how == "sentence":
        parts = _SENTENCE.split(text)
        out = site.rng.randrange(len(parts))
        new = " ".join(parts[:out] + parts[out + 1 :]) if len(parts) > 1 else None
    elif how == "sign":
        new = re.sub(r"(?<![\w\d])[-−](?=\d)", "", text, count=1)
    else:
        new = _SLIPS[how](text)
    return None if not new or new == text else _reworded(site, new)


def _case(text: str) -> str | None:
    names = re.search(r"(?<![\w-])[A-Z]{3,}(?![\w-])", text) or re.search(
        r"(?<=[a-z,] )[A-Z][a-z]{3,}", text
    )
    if names is not None:
        changed = names[0].capitalize() if names[0].isupper() else names[0].lower()
        return text[: names.start()] + changed + text[names.end() :]
    return text[:1].swapcase() + text[1:] if text[:1].islower() else None


def _number(text: str) -> str | None:
    found = re.search(rf"\b({'|'.join(_NUMBERS[1:-1])})\b", text)
    if found is None:
        return None
    return text[: found.start()] + _NUMBERS[_NUMBERS.index(found[1]) + 1] + text[found.end() :]


def _bound(text: str) -> str | None:
    for old, new in _BOUNDS:
        if found := re.search(rf"\b{old}\b(?= [^.;]*\d)", text):
            return text[: found.start()] + new + text[found.end() :]
    return None


def _twice(text: str) -> str | None:
    words = text.split(" ")
    at = len(words) // 2
    return " ".join([*words[:at], words[at], *words[at:]]) if len(words) > 3 else None


def _letter(text: str, how: str) -> str | None:
    words = text.split(" ")
    long = [i for i, one in enumerate(words) if len(one) > 6 and one.isalpha() and one.islower()]
    if not long:
        return None
    at = long[len(long) // 2]
    return " ".join([*words[:at], misspelt(words[at], how) or words[at], *words[at + 1 :]])


_SLIPS: dict[str, Callable[[str], str | None]] = {
    "case": _case,
    "number": _number,
    "bound": _bound,
    "twice": _twice,
    "out": lambda text: _letter(text, "omit"),
    "double": lambda text: _letter(text, "double"),
    "end": lambda text: " ".join(text.split(" ")[:-2]) if text.count(" ") > 4 else None,
}


def _other_concept(site: Site, text: str) -> str | None:
    base = site.base
    kind = {t.subject: t.object for t in base.stated.get(("Concept", KB("conceptKind")), ())}
    labels = {
        t.subject: t.object.value
        for t in base.stated.get(("Concept", SKOS("prefLabel")), ())
        if isinstance(t.object, ox.Literal) and t.subject != site.statement.subject
    }
    there = [
        n
        for n, label in labels.items()
        if re.search(rf"(?<![\w-]){re.escape(label)}(?![\w-])", text)
    ]
    if not there:
        return None
    old = max(there, key=lambda n: len(labels[n]))
    others = [n for n in labels if n != old and kind.get(n) == kind.get(old)]
    if not others:
        return None
    return re.sub(
        rf"(?<![\w-]){re.escape(labels[old])}(?![\w-])",
        labels[site.rng.choice(others)],
        text,
        count=1,
    )


def flipped(site: Site) -> Change | None:
    """True written false, or false written true."""
    s = site.statement
    if not isinstance(s.object, ox.Literal) or s.object.datatype != XSD("boolean"):
        return None
    new = "false" if s.object.value in ("true", "1") else "true"
    return site.instead(
        s.but(object=ox.Literal(new, datatype=XSD("boolean"))), f"{s.object.value} written {new}"
    )


def pasted(site: Site) -> Change | None:
    """The block of a node pasted below, with a name and one value of its own, and the rest as it was."""
    base, node = site.base, site.statement.subject
    about = base.about[node]
    changeable = [s for s in about if s.predicate != RDF("type") and _alike(site, s)]
    if not changeable or not isinstance(node, ox.NamedNode):
        return None
    changed = site.rng.choice(changeable)
    value = site.rng.choice(_alike(site, changed))
    new = ox.NamedNode(f"{node.value}-b")
    block = [s.but(subject=new, object=value if s == changed else s.object) for s in about]
    return site.change(
        [],
        block,
        f"pasted as {shown(new)}, with {shown(changed.predicate)} {shown(value)} alone changed",
        new,
    )


def _alike(site: Site, s: Statement) -> list[Node | ox.Literal]:
    there = site.base.stated[site.kind, s.predicate]
    return [
        t.object for t in there if t.object != s.object and not isinstance(t.object, ox.BlankNode)
    ]


def _reworded(site: Site, new: str) -> Change | None:
    s = site.statement
    assert isinstance(s.object, ox.Literal)
    literal = ox.Literal(new, datatype=s.object.datatype)
    return site.instead(s.but(object=literal), f"{shown(s.object)} written {shown(literal)}")


def _stated(site: Site, predicate: ox.NamedNode) -> Statement | None:
    return next(
        (s for s in site.base.about[site.statement.subject] if s.predicate == predicate), None
    )


EDITS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (of_neighbour, joined, commented, year, next_sentence, word, flipped, pasted)
}
