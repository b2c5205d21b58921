"""Synthetic knowledge of any size: the shipped articles and every rule's flagged cases, copied under new names.

A copy is exactly what kbtool derives for its original, so the shares of every kind of finding are those of real articles,
with one case of each rule in every round. Nothing is random: the same number of claims gives the same bytes.

    python tests/bench/synthetic.py 100000 /tmp/claims.ttl
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import copyfile, copytree

import pyoxigraph as ox

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1] / "support")]

from cases import CASES, ROOT, lay_out, read_cases
from kbtool.io.settings import find_settings
from kbtool.io.workspace import find_workspace
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import DCT, ID, KB, PREFIXES, RDF, RDFS, SKOS
from kbtool.rdf.store import DERIVED
from kbtool.references.schemes import SCHEMES

COPIES = 10
"""Copies of the shipped articles in each round; one round has one topic, and one case of each rule."""

COMMON = ("vocabulary.ttl", "language.ttl", "levels.ttl")
"""Files of kb/ that are not copied."""

CROWD = 100
"""One claim in so many is made on one proposition: half of them assert it, half deny it."""

CROWD_RULE = "X02"
"""The rule that two documents break on one proposition: its case is what the crowd is copied from."""

_OF_DOCUMENT = {
    KB(name)
    for name in (
        "Document",
        "Claim",
        "NonClaim",
        "UncoveredSentence",
        "Stance",
        "EvidenceLine",
        "Resolution",
    )
}
_PREFIXES = {
    name: ID(f"{name}/").value for name in ("stance", "position", "range", "line")
} | PREFIXES
_HEAD = "".join(f"@prefix {name}: <{base}> .\n" for name, base in _PREFIXES.items())
_LOCAL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?")
_LABELS = {SKOS("prefLabel"), SKOS("altLabel")}
"""What tells concepts apart, so that it differs from topic to topic."""
_NAMES = _LABELS | {
    SKOS("hiddenLabel"),
    KB("writtenAs"),
    KB("question"),
    RDFS("label"),
    DCT("title"),
    DCT("creator"),
    DCT("publisher"),
    KB("finding"),
    KB("excerpt"),
    KB("lookedUp"),
}
"""What tells all nodes apart, where topics are to have nothing in common."""
_FIRST_WORD = re.compile(r'"[^\s,"\\]+')
"""Of a short citation the mark stands behind that: at its end it would be read as a journal, and each topic would have a label of
the same products."""
_IDENTIFIERS = {KB(name) for name in SCHEMES}

_TOPIC, _COPY, _LAST = "\x01", "\x02", "\x03"
_LAST_OF = {KB("lastIn")}
"""Properties of what copies share, whose value is the last copy in the order of names."""


@dataclass(frozen=True)
class Template:
    """A knowledge base as Turtle text to copy.

    Attributes:
        topic: what its documents share: concepts, propositions, evidence, references.
        copy: the documents, their claims, and what is derived of them.
        claims: the number of claims in a copy.
    """

    topic: str
    copy: str
    claims: int

    def topic_text(self, name: str, copies: int) -> str:
        """The shared part under a new name, of so many copies."""
        last = max(map(str, range(copies)))
        text = self.topic.replace(_COPY, "-0").replace(_LAST, f"-{last}")
        return text.replace(_TOPIC, f"-{name}")

    def copy_text(self, name: str, number: int) -> str:
        """One copy of the documents in the topic of that name."""
        return self.copy.replace(_COPY, f"-{number}").replace(_TOPIC, f"-{name}")


@dataclass(frozen=True)
class Templates:
    """What synthetic knowledge is copied from: the vocabulary, the articles, the cases of the rules, the crowd."""

    common: str
    articles: Template
    cases: tuple[Template, ...]
    crowd: Template


def generate(claims: int, templates: Templates | None = None) -> Iterator[str]:
    """Turtle text, piece by piece, with at least that many claims: up to whole copies more.

    Args:
        claims: how many claims at least.
        templates: what to copy; read from the project if None.
    """
    parts = templates or read_templates()
    yield _HEAD
    yield parts.common
    made = 0
    if crowd := claims // CROWD // parts.crowd.claims:
        yield parts.crowd.topic_text("crowd", crowd)
        for number in range(crowd):
            yield parts.crowd.copy_text("crowd", number)
        made = crowd * parts.crowd.claims
    turn = 0
    while made < claims:
        copies = min(COPIES, -(-(claims - made) // parts.articles.claims))
        yield parts.articles.topic_text(f"t{turn}", copies)
        for number in range(copies):
            yield parts.articles.copy_text(f"t{turn}", number)
            made += parts.articles.claims
        for number, case in enumerate(parts.cases):
            yield case.topic_text(f"t{turn}-c{number}", 1)
            yield case.copy_text(f"t{turn}-c{number}", 0)
            made += case.claims
        turn += 1


def lay_out_articles(claims: int, root: Path, copies: int = COPIES, *, apart: bool = False) -> None:
    """A knowledge base for ``kbtool check`` in a new folder: copies of the shipped articles, nothing derived.

    Args:
        claims: how many claims at least.
        root: the folder.
        copies: how many copies share a topic.
        apart: whether topics have nothing in common, no names and no references either.
    """
    kb = open_knowledge_base(ROOT)
    template = _template(kb, derived=False, apart=apart)
    (root / "kb").mkdir(parents=True)
    (root / "sources").mkdir()
    copytree(ROOT / "shapes", root / "shapes")
    copytree(ROOT / "kb" / "derivations", root / "kb" / "derivations")
    for name in COMMON:
        copyfile(ROOT / "kb" / name, root / "kb" / name)
    for turn in range(-(-claims // (template.claims * copies))):
        topic = root / "kb" / f"topic-{turn}.ttl"
        topic.write_text(_HEAD + template.topic_text(f"t{turn}", copies), encoding="utf-8")
        for number in range(copies):
            copy = root / "kb" / f"articles-{turn}-{number}.ttl"
            copy.write_text(_HEAD + template.copy_text(f"t{turn}", number), encoding="utf-8")
            for document in kb.documents:
                name = f"{document.path.stem}-t{turn}-{number}.txt"
                (root / "sources" / name).write_text(document.text, encoding="utf-8", newline="")


def read_templates(rules: Collection[str] | None = None) -> Templates:
    """The shipped articles and the flagged cases of rules, as kbtool opens them.

    Args:
        rules: their codes; all rules if None. That of the crowd is read in any case.
    """
    shipped = open_knowledge_base(ROOT)
    codes = sorted(case_files() if rules is None else rules)
    cases = {code: read_case(code) for code in codes}
    return Templates(
        _turtle(_canonical(_common(shipped)), {}),
        _template(shipped),
        tuple(cases.values()),
        cases.get(CROWD_RULE) or read_case(CROWD_RULE),
    )


def cases_only(rules: Iterable[str]) -> Iterator[str]:
    """Turtle text with one flagged case of each of these rules, and no article."""
    vocabulary = ""
    yield _HEAD
    for code in rules:
        with _opened(code) as kb:
            case = _template(kb)
            vocabulary = vocabulary or _turtle(_canonical(_common(kb)), {})
        yield case.topic_text(f"c-{code}", 1)
        yield case.copy_text(f"c-{code}", 0)
    yield vocabulary


def read_case(code: str) -> Template:
    """The first case that a rule flags, as kbtool opens it."""
    with _opened(code) as kb:
        return _template(kb)


@cache
def case_files() -> dict[str, Path]:
    """The file of cases of each rule, by the code of the rule."""
    return {path.name.partition("-")[0]: path for path in sorted(CASES.glob("*.toml"))}


@contextmanager
def _opened(code: str) -> Iterator[KnowledgeBase]:
    case = next(case for case in read_cases(case_files()[code]) if case.at)
    with tempfile.TemporaryDirectory() as folder:
        workspace = find_workspace(lay_out(case, Path(folder) / "case"))
        settings = find_settings(workspace.root)
        yield open_knowledge_base(
            workspace,
            policies=workspace.policies,
            selected=settings.select,
            ignored=settings.ignore,
            lenient=settings.lenient,
        )


def _common(kb: KnowledgeBase) -> frozenset[ox.Triple]:
    """What every knowledge base has: the vocabulary and the table of levels."""
    return frozenset(
        quad.triple
        for graph in _common_graphs(kb)
        for quad in kb.store.quads_for_pattern(None, None, None, graph)
    )


def _common_graphs(kb: KnowledgeBase) -> list[ox.NamedNode]:
    return [file.graph for file in kb.files if file.path.name in COMMON]


def _template(kb: KnowledgeBase, *, derived: bool = True, apart: bool = False) -> Template:
    store, common = kb.store, _common_graphs(kb)
    left_out = [*common, *(() if derived else (DERIVED,))]
    own = (graph for graph in store.named_graphs() if graph not in left_out)
    said = {q.triple for graph in own for q in store.quads_for_pattern(None, None, None, graph)}
    triples = _canonical(
        {
            t
            for t in said
            if not any(
                ox.Quad(t.subject, t.predicate, t.object, graph) in store for graph in common
            )
        }
    )
    shared = {  # of which day it is, in all copies
        subject
        for subject in {t.subject for t in triples}
        if subject == DERIVED
        or any(any(store.quads_for_pattern(subject, None, None, graph)) for graph in common)
    }
    marks = _marks(triples, shared)
    copy = {t for t in triples if marks.get(t.subject, "").endswith(_COPY)}
    claims = sum(t.predicate == RDF("type") and t.object == KB("Claim") for t in copy)
    return Template(_turtle(triples - copy, marks, apart), _turtle(copy, marks, apart), claims)


def _marks(triples: set[ox.Triple], shared: Collection[object]) -> dict[object, str]:
    """What each node's name gets in a copy: the topic, or the topic and the number of the copy."""
    nodes = [t.subject for t in triples if t.subject not in shared]
    marks: dict[object, str] = dict.fromkeys(nodes, _TOPIC)
    for t in triples:
        if t.predicate == RDF("type") and t.object in _OF_DOCUMENT:
            marks[t.subject] = _TOPIC + _COPY
    changed = True
    while changed:
        changed = False
        for t in triples:
            mark = marks.get(t.subject, "")  # a term of all knowledge bases has none
            is_inner = isinstance(t.object, ox.BlankNode) and marks[t.object] != mark
            if is_inner and mark.endswith(_COPY):
                marks[t.object] = mark
                changed = True
    return marks


def _canonical(triples: Iterable[ox.Triple]) -> set[ox.Triple]:
    """The triples with blank nodes named after what is said of them, at each reading the same."""
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {quad.triple for quad in dataset}


def _turtle(triples: Iterable[ox.Triple], marks: dict[object, str], apart: bool = False) -> str:
    by_subject: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    references = {t.subject for t in triples if t.object == KB("Reference")}
    for t in triples:
        subject, predicate = _term(t.subject, marks), _term(t.predicate, marks)
        value = _term(t.object, marks)
        labels = _NAMES if apart else _LABELS
        if t.predicate in labels and t.subject in marks and value.endswith('"'):
            mark = f" {marks[t.subject]}"
            if t.predicate == RDFS("label") and t.subject in references:
                value = _FIRST_WORD.sub(rf"\g<0>{mark}", value, count=1)
            else:
                value = f'{value[:-1]}{mark}"'
        if apart and t.predicate in _IDENTIFIERS:
            if t.predicate != KB("doi"):
                continue
            value = f'{value[:-1]}{marks[t.subject]}"'
        if apart and t.subject in marks and _is_foreign(t.object):
            continue
        if t.predicate == KB("file"):
            value = value.replace(".txt", f"{_TOPIC}{_COPY}.txt")
        last = t.predicate in _LAST_OF
        by_subject[subject][predicate].append(value.replace(_COPY, _LAST) if last else value)
    return "".join(
        f"{subject} "
        + " ;\n  ".join(
            f"{name} {', '.join(sorted(values))}" for name, values in sorted(found.items())
        )
        + " .\n"
        for subject, found in sorted(by_subject.items())
    )


def _is_foreign(term: object) -> bool:
    """Whether a term is a node of somebody else's: a page, or a concept of another terminology."""
    return isinstance(term, ox.NamedNode) and not term.value.startswith(tuple(PREFIXES.values()))


def _term(term: object, marks: dict[object, str]) -> str:
    mark = marks.get(term, "")
    if isinstance(term, ox.BlankNode):
        return f"_:b{term.value}{mark}"
    if isinstance(term, ox.NamedNode):
        for name, base in _PREFIXES.items():
            local = term.value[len(base) :]
            if term.value.startswith(base) and _LOCAL.fullmatch(local):
                return f"{name}:{local}{mark}"
        return f"<{term.value}{mark}>"
    return re.sub(r"\^\^<http://www\.w3\.org/2001/XMLSchema#(\w+)>$", r"^^xsd:\1", str(term))


def main(arguments: list[str]) -> None:
    """Write synthetic knowledge: ``synthetic.py CLAIMS FILE.ttl``, or to a new folder: ``CLAIMS FOLDER``."""
    number, path = arguments
    if not Path(path).suffix:
        lay_out_articles(int(number), Path(path))
        return
    with Path(path).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(generate(int(number)))


if __name__ == "__main__":
    main(sys.argv[1:])
