"""What makes a query answer nothing without being wrong: terms, variables and values that nothing has."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

import pyoxigraph as ox
from msgspec import Struct

from kbtool.near import is_slip_of, nearest
from kbtool.rdf.namespaces import RDF, XSD, Names, local_name
from kbtool.rdf.sparql_parts import Parts
from kbtool.rdf.sparql_probes import Prober
from kbtool.rdf.sparql_tokens import Token, prefixes_declared
from kbtool.rdf.terms import Term, occurs
from kbtool.rdf.xsd import is_known

_NUMBER = re.compile(r"[+-]?(?:\d+(?P<fraction>\.\d+)?)(?![\w.])")
_LOOKED_AT = 10_000
"""So many values of a property are looked at to see of what kind they are."""


def warnings_of(
    store: ox.Store,
    text: str,
    names: Names,
    own: Collection[str],
    bound: Mapping[ox.Variable, Term],
    *,
    empty: bool,
) -> list[str]:
    """What its author should know of a query.

    Args:
        store: the store that the query is asked of.
        text: the query, valid.
        names: the prefixes that need not be declared.
        own: the namespaces of which each term stands somewhere in the store, unless it is misspelt.
        bound: the values of its parameters.
        empty: whether the query has answered nothing; what explains that is told too.

    Returns:
        A sentence each.
    """
    parts = Parts(text)
    query = _Query(store, parts, names, tuple(own))
    prober = Prober(store, parts, names, bound)
    found = [
        *query.other_prefixes(),
        *query.unknown_terms(),
        *query.idle_variables({variable.value for variable in bound}),
        *prober.findings(),
    ]
    if empty and not found:
        found += query.missing_values()
    if empty and not found:
        found += prober.leaves_nothing()
    return list(dict.fromkeys(found))


class _Query(Struct, frozen=True):
    store: ox.Store
    parts: Parts
    names: Names
    own: tuple[str, ...]

    @property
    def tokens(self) -> Sequence[Token]:
        return self.parts.tokens

    def other_prefixes(self) -> Iterator[str]:
        """Prefixes of the knowledge base that the query declares for something else, of which there is nothing."""
        for prefix, namespace in prefixes_declared(self.tokens).items():
            usual = self.names.prefixes.get(prefix, namespace)
            if namespace != usual and not self._terms(namespace):
                yield (
                    f"nothing in the knowledge base is in <{namespace}>, for which the query has the prefix"
                    f" {prefix}:; elsewhere it stands for <{usual}>"
                )

    def unknown_terms(self) -> Iterator[str]:
        """Terms that the store has nowhere, and those that stand for a property and are none."""
        empty = {
            namespace
            for prefix, namespace in prefixes_declared(self.tokens).items()
            if namespace != self.names.prefixes.get(prefix, namespace)
        }
        for place in self._asked():
            node = self._node(self.tokens[place])
            if node is None or self._is_datatype(place, node):
                continue
            if occurs(self.store, node) or node.value in self.names.prefixes.values():
                continue
            namespace = node.value[: len(node.value) - len(local_name(node.value))]
            if namespace in empty and not self._terms(namespace):
                continue
            is_own = node.value.startswith(self.own) and place not in self.parts.template
            near = self._near(node, namespace)
            if is_own or near:
                hint = f"; did you mean {self.names.curie(near)}?" if near else ""
                yield f"nothing in the knowledge base has the term {self.names.curie(node.value)}{hint}"
        for token in self.tokens[self.parts.beginning :]:
            node = self._node(token)
            if node is not None and node.value.startswith(XSD.base) and not is_known(node.value):
                yield f"there is no datatype {self.names.curie(node.value)}"

    def idle_variables(self, bound: Collection[str]) -> Iterator[str]:
        """Variables that are asked for or computed with, and that no pattern and no BIND gives a value."""
        used = {token.text for token in self.tokens if token.kind == "variable"}
        given = {*bound, *self.parts.given}
        for name in sorted(used - given):
            like = nearest(name, given)
            hint = f"; did you mean ?{like}?" if like else ""
            yield f"?{name} stands in no pattern, so it never has a value{hint}"

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
        """The places of the tokens behind the declarations."""
        yield from range(self.parts.beginning, len(self.tokens))

    def _node(self, token: Token) -> ox.NamedNode | None:
        if token.kind == "iri" and ":" in token.text:
            return ox.NamedNode(token.text[1:-1])
        if token.kind == "string":
            text = _unquoted(token.text)
            last = self.tokens[self.tokens.index(token) - 2 : self.tokens.index(token)]
            called = len(last) == 2 and last[0].is_word("IRI", "URI") and last[1].is_mark("(")
            return (
                ox.NamedNode(text)
                if called and re.fullmatch(r"\w+:[^\s<>\"{}|^`\\]+", text)
                else None
            )
        prefix, colon, local = token.text.partition(":")
        known = {**self.names.prefixes, **prefixes_declared(self.tokens)}
        if token.kind != "name" or not colon or prefix not in known:
            return None
        return ox.NamedNode(known[prefix] + local.replace("\\", ""))

    def _is_datatype(self, place: int, node: ox.NamedNode) -> bool:
        typed = "".join(token.text for token in self.tokens[max(0, place - 2) : place]) == "^^"
        return typed or node.value.startswith(XSD.base)

    def _terms(self, namespace: str) -> list[str]:
        """The terms of the store in a namespace."""
        return sorted(
            {
                term.value
                for quad in self.store.quads_for_pattern(None, None, None, None)
                for term in (quad.subject, quad.predicate, quad.object)
                if isinstance(term, ox.NamedNode) and term.value.startswith(namespace)
            }
        )

    def _near(self, node: ox.NamedNode, namespace: str) -> str | None:
        terms = {local_name(term): term for term in self._terms(namespace)}
        if not terms:
            for own in self.own:
                whole = own + local_name(node.value)
                if is_slip_of(namespace, own) and occurs(self.store, ox.NamedNode(whole)):
                    return whole
        local = local_name(node.value)
        same = [one for one in terms if one.casefold() == local.casefold()]
        of_its_case = [one for one in terms if one[:1].isupper() == local[:1].isupper()]
        like = nearest(local, same) or nearest(local, of_its_case) or nearest(local, terms)
        return terms[like] if like else None

    def _predicate(self, place: int) -> ox.NamedNode | None:
        """The predicate that a token is, where it stands by itself in the place of one."""
        token = self.tokens[place]
        if place and self.tokens[place - 1].is_mark("^"):
            return None
        if token.is_word("A") and self.parts.text[token.start : token.end] == "a":
            return RDF("type")
        node = self._node(token)
        if node is None:
            return None
        used = next(iter(self.store.quads_for_pattern(None, node, None, None)), None)
        return node if used is not None else None

    def _value(self, place: int) -> ox.NamedNode | ox.Literal | None:
        token = self.tokens[place]
        after = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        if token.kind == "string":
            if after is not None and (after.kind == "language" or after.is_mark("^")):
                return self._marked(place)
            return ox.Literal(_unquoted(token.text))
        if number := _NUMBER.match(self.parts.text, token.start):
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
        like = nearest(value.value, texts)
        return f"; did you mean {texts[like]}?" if like else ""


def _unquoted(text: str) -> str:
    quotes = 3 if text[:3] in (text[0] * 3,) and len(text) >= 6 else 1
    return text[quotes:-quotes]
