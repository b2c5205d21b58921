"""What makes a query answer nothing without being wrong: terms that nothing has, and comparisons that are never true."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kbtool.rdf.namespaces import NUMERIC, RDF, XSD, Names, local_name
from kbtool.rdf.sparql_tokens import Token, prefixes_declared, tokenise
from kbtool.rdf.terms import occurs

_COMPARISONS = {"=", "!=", "<", ">", "<=", ">="}
_NUMBER = re.compile(r"[+-]?(?:\d+(?P<fraction>\.\d+)?)(?![\w.])")
_LIKE_ENOUGH = 0.8
_LOOKED_AT = 10_000
"""So many values of a property are looked at to see of what kind they are."""


def warnings_of(
    store: ox.Store, text: str, names: Names, own: Collection[str], *, empty: bool
) -> list[str]:
    """What its author should know of a query.

    Args:
        store: the store that the query is asked of.
        text: the query, valid.
        names: the prefixes that need not be declared.
        own: the namespaces of which each term stands somewhere in the store, unless it is misspelt.
        empty: whether the query has answered nothing; what explains that is told too.

    Returns:
        A sentence each.
    """
    query = _Query(store, text, names, tuple(own))
    found = [*query.unknown_terms(), *query.comparisons(empty)]
    if empty and not found:
        found += query.missing_values()
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class _Query:
    store: ox.Store
    text: str
    names: Names
    own: tuple[str, ...]

    @property
    def tokens(self) -> Sequence[Token]:
        return tokenise(self.text)

    def unknown_terms(self) -> Iterator[str]:
        """Terms that the store has nowhere."""
        for place in self._asked():
            node = self._node(self.tokens[place])
            if node is None or self._is_no_term(place) or occurs(self.store, node):
                continue
            namespace = node.value[: len(node.value) - len(local_name(node.value))]
            is_own = node.value.startswith(self.own)
            near = self._near(node, namespace)
            if is_own or near:
                hint = f"; did you mean {self.names.curie(near)}?" if near else ""
                yield f"nothing in the knowledge base has the term {self.names.curie(node.value)}{hint}"

    def comparisons(self, empty: bool) -> Iterator[str]:
        """Comparisons with a number of what is none; of an empty answer also, if some of it is."""
        for variable in self._compared_with_numbers():
            for predicate in self._predicates_of(variable):
                kinds = self._kinds(predicate)
                others = kinds - NUMERIC
                if not others or (others != kinds and not empty):
                    continue
                listed = ", ".join(sorted(self.names.curie(one.value) for one in others))
                yield (
                    f"?{variable} is compared with a number, which is never true of the values of"
                    f" {self.names.curie(predicate.value)} that are {listed}"
                    + self._instead(others, variable)
                )

    def missing_values(self) -> Iterator[str]:
        """Values that no node has of the property that they are asked for."""
        for place in self._asked():
            if place + 1 >= len(self.tokens):
                continue
            predicate, value = self._predicate(place), self._value(place + 1)
            if predicate is None or value is None:
                continue
            if next(iter(self.store.quads_for_pattern(None, predicate, value, None)), None) is None:
                yield (
                    f"nothing has {self.names.curie(predicate.value)} {self._written(value)}"
                    + self._spelt_otherwise(predicate, value)
                )

    def _asked(self) -> Iterator[int]:
        """The places of the tokens that belong to what is asked, not to the prefixes or a CONSTRUCT template."""
        depth, template, seen = 0, False, False
        for place, token in enumerate(self.tokens):
            last = self.tokens[place - 1] if place else None
            if token.is_mark("{"):
                template = template or bool(depth == 0 and last and last.is_word("CONSTRUCT"))
                depth += 1
                seen = True
            elif token.is_mark("}"):
                depth -= 1
                template = template and depth > 0
            elif (depth and not template) or (not depth and seen):
                yield place

    def _node(self, token: Token) -> ox.NamedNode | None:
        if token.kind == "iri" and ":" in token.text:
            return ox.NamedNode(token.text[1:-1])
        prefix, colon, local = token.text.partition(":")
        known = {**self.names.prefixes, **prefixes_declared(self.tokens)}
        if token.kind != "name" or not colon or prefix not in known:
            return None
        return ox.NamedNode(known[prefix] + local.replace("\\", ""))

    def _is_no_term(self, place: int) -> bool:
        """Whether an IRI is a datatype or a function."""
        typed = "".join(token.text for token in self.tokens[max(0, place - 2) : place]) == "^^"
        node = self._node(self.tokens[place])
        return typed or (node is not None and node.value.startswith(XSD.base))

    def _near(self, node: ox.NamedNode, namespace: str) -> str | None:
        terms = {
            term.value
            for quad in self.store.quads_for_pattern(None, None, None, None)
            for term in (quad.subject, quad.predicate, quad.object)
            if isinstance(term, ox.NamedNode) and term.value.startswith(namespace)
        }
        folded = {term.casefold(): term for term in terms}
        if node.value.casefold() in folded:
            return folded[node.value.casefold()]
        locals_ = {local_name(term): term for term in sorted(terms)}
        like = difflib.get_close_matches(
            local_name(node.value),
            locals_,
            n=1,
            cutoff=0.6 if node.value.startswith(self.own) else _LIKE_ENOUGH,
        )
        return locals_[like[0]] if like else None

    def _compared_with_numbers(self) -> Iterator[str]:
        for place, token in enumerate(self.tokens):
            if token.kind != "variable":
                continue
            after = "".join(one.text for one in self.tokens[place + 1 : place + 3])
            before = "".join(one.text for one in self.tokens[max(0, place - 2) : place])
            if any(
                self._is_number(place + 1 + len(sign)) and after.startswith(sign)
                for sign in _COMPARISONS
            ) or any(
                before.endswith(sign) and self._is_number(place - 1 - len(sign))
                for sign in _COMPARISONS
            ):
                yield token.text
            if after.upper().startswith("IN(") and self._is_number(place + 3):
                yield token.text

    def _is_number(self, place: int) -> bool:
        return 0 <= place < len(self.tokens) and self.tokens[place].text.isdigit()

    def _predicates_of(self, variable: str) -> Iterator[ox.NamedNode]:
        for place in range(1, len(self.tokens)):
            if self.tokens[place].is_variable(variable):
                predicate = self._predicate(place - 1)
                if predicate is not None:
                    yield predicate

    def _predicate(self, place: int) -> ox.NamedNode | None:
        """The predicate that a token is, where it stands by itself in the place of one."""
        token = self.tokens[place]
        if place and self.tokens[place - 1].is_mark("^"):
            return None
        if token.is_word("A") and self.text[token.start : token.end] == "a":
            return RDF("type")
        node = self._node(token)
        if node is None:
            return None
        used = next(iter(self.store.quads_for_pattern(None, node, None, None)), None)
        return node if used is not None else None

    def _kinds(self, predicate: ox.NamedNode) -> set[ox.NamedNode]:
        """The datatypes of the values of a property."""
        quads = self.store.quads_for_pattern(None, predicate, None, None)
        return {
            quad.object.datatype
            for quad, _ in zip(quads, range(_LOOKED_AT), strict=False)
            if isinstance(quad.object, ox.Literal)
        }

    def _instead(self, kinds: set[ox.NamedNode], variable: str) -> str:
        calendar = {XSD("gYear"), XSD("gYearMonth"), XSD("date"), XSD("dateTime")}
        return f"; YEAR(?{variable}) is a number" if kinds <= calendar else ""

    def _value(self, place: int) -> ox.NamedNode | ox.Literal | None:
        token = self.tokens[place]
        after = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        if token.kind == "string":
            if after is not None and (after.kind == "language" or after.is_mark("^")):
                return self._marked(place)
            return ox.Literal(_unquoted(token.text))
        if number := _NUMBER.match(self.text, token.start):
            kind = XSD("decimal" if number["fraction"] else "integer")
            return ox.Literal(number.group(), datatype=kind)
        return self._node(token)

    def _marked(self, place: int) -> ox.Literal | None:
        text, mark = _unquoted(self.tokens[place].text), self.tokens[place + 1]
        if mark.kind == "language":
            return ox.Literal(text, language=mark.text[1:])
        datatype = self._node(self.tokens[place + 3]) if place + 3 < len(self.tokens) else None
        return ox.Literal(text, datatype=datatype) if datatype is not None else None

    def _written(self, value: ox.NamedNode | ox.Literal) -> str:
        return self.names.curie(value.value) if isinstance(value, ox.NamedNode) else str(value)

    def _spelt_otherwise(self, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal) -> str:
        if not isinstance(value, ox.Literal):
            return ""
        quads = self.store.quads_for_pattern(None, predicate, None, None)
        texts = {
            quad.object.value: quad.object
            for quad, _ in zip(quads, range(_LOOKED_AT), strict=False)
            if isinstance(quad.object, ox.Literal)
        }
        like = difflib.get_close_matches(value.value, texts, n=1, cutoff=_LIKE_ENOUGH)
        return f"; did you mean {texts[like[0]]}?" if like else ""


def _unquoted(text: str) -> str:
    quotes = 3 if text[:3] in (text[0] * 3,) and len(text) >= 6 else 1
    return text[quotes:-quotes]
