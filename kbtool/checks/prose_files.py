"""Files of drafts: read into a knowledge base that is being opened, checked as prose, findings put in their places."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kbtool.checks.origins import with_origins
from kbtool.checks.prose import check_prose
from kbtool.checks.report import Report
from kbtool.io.originals import Original
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.documents import taken_as
from kbtool.knowledge.places import Span, span_of
from kbtool.knowledge.rules import Rule
from kbtool.prose.bounds import take_draft
from kbtool.prose.drafts import Reader, draft_document
from kbtool.prose.exceptions import DraftException, add_exceptions
from kbtool.prose.page_facts import facts_on_file, page_facts
from kbtool.rdf.namespaces import GRAPH
from kbtool.shacl.validation import Engine
from kbtool.text.document import Document
from kbtool.text.exceptions import written_exceptions
from kbtool.text.origins import Origins
from kbtool.text.stretch import Stretch

if TYPE_CHECKING:
    from kbtool.knowledge.slices.all_files import Held
    from kbtool.knowledge.slices.finding import Met

_DECLARED = GRAPH("draft/pages")


class ProseFiles:
    """Drafts that nobody has encoded.

    Args:
        drafts: their files, of any format that articles are taken in from.
        exceptions: whether the exceptions hold that comments in the drafts make.
        page: what is declared of the pages that they are to be, where their front matter says nothing else.

    Raises:
        InputError: a file cannot be read.
    """

    def __init__(
        self,
        drafts: Iterable[Original],
        *,
        exceptions: bool = True,
        page: Mapping[str, str] | None = None,
    ) -> None:
        snapshots = [take_draft(draft) for draft in drafts]
        articles = [draft_document(snapshot) for snapshot in snapshots]
        self._reader = Reader(articles)
        self._origins = {str(a.path): Origins(s) for a, s in zip(articles, snapshots, strict=True)}
        self._declared = {
            a.iri: {**(page or {}), **s.article.facts}
            for a, s in zip(articles, snapshots, strict=True)
        }
        self._may_except = exceptions
        self._made: list[DraftException] = []

    def __call__(self, store: ox.Store, told: str = "") -> Sequence[Document]:
        """Add what they state to a store, before anything is derived of it, and give them as documents.

        Args:
            store: what the files of the knowledge base state.
            told: what tells all of that; empty, if nothing does.
        """
        documents = self._reader(store, told)
        for document in documents:
            node = ox.NamedNode(document.iri)
            declared, path = self._declared[document.iri], str(document.path)
            taken = taken_as(store, document)
            facts = [] if taken is None else facts_on_file(store, taken)
            facts = facts or list(page_facts(store, declared, path))
            store.extend([ox.Quad(node, name, term, _DECLARED) for name, term in facts])
        for draft in self._reader.drafts if self._may_except else ():
            origins = self._origins[str(draft.document.path)]
            written = written_exceptions(draft.document.text, origins)
            if origins.source:
                self._made += add_exceptions(store, draft, written, origins.source)
        return documents

    def meets(self, held: Held) -> Met:
        """What they may meet in a knowledge base.

        Args:
            held: what every slice of it holds: of terms and concepts.
        """
        from kbtool.knowledge.slices.finding import Met

        keys, openings = self._reader.meets(held)
        for declared, article in zip(self._declared.values(), self._reader.documents, strict=True):
            facts = page_facts(held.store, declared, str(article.path)) if declared else ()
            keys |= {term.value for _, term in facts if isinstance(term, ox.NamedNode)}
        files = frozenset(article.file.name for article in self._reader.documents)
        return Met(frozenset(keys), frozenset(openings), files)

    def check(
        self,
        kb: KnowledgeBase,
        rules: Collection[Rule],
        engine: Engine = "fast",
        *,
        note: Callable[[str], None] = lambda _: None,
        progress: Callable[[str], None] = lambda _: None,
    ) -> Report:
        """Run rules over them.

        Args:
            kb: the knowledge base that was opened with them.
            rules: the rules to run.
            engine: "fast", or "pyshacl" as the slow reference.
            note: is told what pySHACL had to evaluate, and why.
            progress: is told what is being done.
        """
        return check_prose(kb, self._reader.drafts, rules, engine, note=note, progress=progress)

    def span(self, path: str, words: Stretch) -> Span | None:
        """Where words of a draft stand in its file, if that is text and it is known.

        Args:
            path: the draft.
            words: where they stand in its text.
        """
        origins = self._origins[path]
        place = origins.place(words)
        if isinstance(place, Stretch) and origins.source is not None:
            return span_of(origins.source, place)
        return None

    def placed(self, report: Report) -> Report:
        """A report on them whose findings say where their words stand in the files."""
        return with_origins(report, self._origins, self._made)
