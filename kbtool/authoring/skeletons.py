"""Skeletons of claims, propositions and quantities in Turtle, each with a mark until a person has decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import shorten

import pyoxigraph as ox

from kbtool.authoring.claims import free_named, free_node
from kbtool.authoring.naming import stated_stem
from kbtool.io.controls import escaped
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.derive.intervals import StatedValue
from kbtool.prose.proposing.coining import Coined
from kbtool.prose.proposing.made import Made
from kbtool.prose.proposing.proposals import Passage, Proposal, Skeleton
from kbtool.prose.values import value_triples
from kbtool.rdf.namespaces import KB, OA, PROV, SKOS
from kbtool.rdf.terms import Term
from kbtool.rdf.turtle.write import Property, properties, says, statement, term
from kbtool.text.document import Document
from kbtool.text.quotes import told_apart
from kbtool.text.stretch import Stretch

_SHOWN = 60
"""So many characters are shown of a sentence that something was taken from."""


class Writing:
    """Writes skeletons, each node by a name of its own.

    Args:
        kb: the knowledge base.
        document: the article.
        coined: the concepts that it speaks of and that are not on file.
    """

    def __init__(
        self, kb: KnowledgeBase, document: Document, coined: Iterable[Coined] = ()
    ) -> None:
        self._kb, self._document = kb, document
        self._coined = {each.node: each for each in coined}
        self._concepts = 0
        self._taken: set[str] = set()
        self._new: dict[Made, ox.NamedNode] = {}

    @property
    def new(self) -> int:
        """How many propositions and quantities are new."""
        return len(self._new)

    @property
    def concepts(self) -> int:
        """How many concepts are new."""
        return self._concepts

    def block(self, each: Skeleton | Passage) -> str:
        """A claim or passage in Turtle, with what is near to it in comments."""
        if isinstance(each, Passage):
            kind = says(KB("kind"), KB(each.kind))
            mark = "Does this passage state nothing to check?"
            return self._node(each.words, "NonClaim", [kind], mark)
        proposal = each.proposal
        made = proposal.made if proposal is not None else None
        comments = "".join(self._comments(each))
        proposition = self._made(made) if made is not None and made.is_whole else ""
        return comments + proposition + self._claim(each, proposal)

    def _claim(self, each: Skeleton, proposal: Proposal | None) -> str:
        certainty = says(KB("certainty"), each.tone.certainty)
        limit = each.limit.of(self._document.text) if each.limit is not None else None
        scope = says(KB("scopeAsStated"), limit)
        question = self._question(proposal)
        left = "".join(f" Nothing gives “{at.of(self._document.text)}”." for at in each.left)
        if question is None or proposal is None:
            mark = f"What do these words {'deny' if each.tone.denies else 'state'}?{left}"
            node = self._node(each.words, "Claim", [scope, certainty], mark)
            return _with_comments(node, self._offered(each))
        if proposal.value is not None:
            lines = [*_giving(question, proposal.value), scope, certainty]
            mark = "Do these words give this value of this quantity?"
        else:
            denies = each.tone.denies
            lines = [says(KB("denies" if denies else "asserts"), question), scope, certainty]
            mark = f"Do these words {'deny' if denies else 'state'} this?"
        mark += self._told_of(proposal)
        return self._node(each.words, "Claim", lines, mark + _how(proposal) + left)

    def _told_of(self, proposal: Proposal) -> str:
        """What a proposal has that its sentence does not say, and from where."""
        told = ""
        for node, sentence in proposal.taken:
            label = self._kb.labels.label(node)
            if sentence is None:
                told += f" “{label}” is said in part alone."
            else:
                told += f" “{label}” is taken from “{_begins(sentence.of(self._document.text))}”."
        if proposal.unread:
            words = ", ".join(f"“{at.of(self._document.text)}”" for at in proposal.unread)
            told += f" It leaves out {words}."
        return told

    def _question(self, proposal: Proposal | None) -> ox.NamedNode | None:
        if proposal is None or proposal.made is None:
            return proposal.question if proposal is not None else None
        return self._new.get(proposal.made)

    def _node(self, words: Stretch, kind: str, lines: Sequence[Property], mark: str) -> str:
        document, prefixes = self._document, self._kb.names.prefixes
        told = told_apart(document, words)
        quote = told[0] if told is not None else None
        exact = words.of(document.text)
        node = free_node(self._kb, document, exact, self._taken)
        self._taken.add(node.value)
        return statement(
            node,
            KB(kind),
            says(KB("undecided"), mark),
            says(PROV("wasQuotedFrom"), ox.NamedNode(document.iri)),
            says(OA("exact"), exact),
            says(OA("prefix"), (quote and quote.prefix) or None),
            says(OA("suffix"), (quote and quote.suffix) or None),
            *lines,
            prefixes=prefixes,
        )

    def _made(self, made: Made) -> str:
        """A new proposition or quantity, unless it is written already."""
        if made in self._new:
            return ""
        node = free_named(self._kb, stated_stem(made.kind, made.stated), self._taken)
        self._taken.add(node.value)
        self._new[made] = node
        concepts = "".join(self._concept(value) for _, value in made.stated)
        return (
            concepts
            + statement(
                node,
                made.kind,
                says(KB("undecided"), "Nothing on file fits. Is this right?"),
                [says(name, value) for name, value in made.stated],
                prefixes=self._kb.names.prefixes,
            )
            + "\n"
        )

    def _concept(self, node: Term) -> str:
        """A concept that is not on file, where it is needed first; nothing of any other."""
        coined = self._coined.pop(node, None) if isinstance(node, ox.NamedNode) else None
        if coined is None:
            return ""
        self._concepts += 1
        kind = self._kb.labels.label(coined.kind)
        return (
            statement(
                coined.node,
                KB("Concept"),
                says(KB("undecided"), f"Nothing on file is called so. Is it of the kind “{kind}”?"),
                says(KB("conceptKind"), coined.kind),
                says(SKOS("prefLabel"), coined.label),
                prefixes=self._kb.names.prefixes,
            )
            + "\n"
        )

    def _offered(self, each: Skeleton) -> Iterator[str]:
        """What an open claim may state, best first: each a line of it, once its mark of a comment is taken out."""
        prefixes = self._kb.names.prefixes
        supposed = each.supposed
        if supposed is not None and supposed.question is not None:
            question = supposed.question
            lines = [says(KB(_holds(each)), question)]
            if supposed.value is not None:
                lines = _giving(question, supposed.value)
            label = self._kb.labels.label(question)
            yield f"{properties(lines, prefixes)} ;    # {_remark(label)}"
        for near in each.near:
            holds = "gives" if near.is_quantity else _holds(each)
            yield f"kb:{holds} {term(near.node, prefixes)} ;    # {_remark(near.phrase)}"

    def _comments(self, each: Skeleton) -> Iterator[str]:
        prefixes = self._kb.names.prefixes
        proposal = each.proposal or each.supposed
        made = proposal.made if proposal is not None else None
        if each.near and each.proposal is not None and each.proposal.is_whole:
            yield "# Near to it:\n"
            for near in each.near:
                holds = "gives" if near.is_quantity else _holds(each)
                yield f"#   kb:{holds} {term(near.node, prefixes)} ;    # {_remark(near.phrase)}\n"
        if each.unnamed:
            names = ", ".join(f"“{name}”" for name in each.unnamed)
            yield f"# Nothing on file is called {_remark(names)}: kbtool new concept\n"
        if made is not None and (each.proposal is None or not made.is_whole):
            parts = " ; ".join(f"{term(n, prefixes)} {term(v, prefixes)}" for n, v in made.stated)
            yield f"#   A new one may begin with: {parts}\n"


def _holds(each: Skeleton) -> str:
    return "denies" if each.tone.denies else "asserts"


def _giving(question: ox.NamedNode, stated: StatedValue) -> list[Property]:
    """That a quantity has a value."""
    values = value_triples(stated, question)
    return [says(KB("gives"), question), *(says(each.predicate, each.object) for each in values)]


def _with_comments(node: str, offered: Iterable[str]) -> str:
    """A claim with lines to choose from behind its mark, each in a comment."""
    lines = [f"    # {line}\n" for line in offered]
    if not lines:
        return node
    head, quote = node.split("\n", 1)
    hint = "    # One of these, if it fits exactly, else a new one:\n"
    return f"{head}\n{hint}{''.join(lines)}{quote}"


def _how(proposal: Proposal) -> str:
    """How sure a proposal is."""
    if proposal.confidence is None:
        return " Nothing but likeness speaks for it."
    return f" Read with confidence {proposal.confidence}."


def _remark(text: str) -> str:
    """Words of others in a comment, which they must not end."""
    return escaped(" ".join(text.split()))


def _begins(sentence: str) -> str:
    """The first words of a sentence."""
    return shorten(sentence, _SHOWN, placeholder=" …")
