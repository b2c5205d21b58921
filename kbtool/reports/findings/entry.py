"""An entry as lines of text: four of them, or as many as it takes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from kbtool.checks.entries import Entry, Passage
from kbtool.checks.findings import Finding
from kbtool.knowledge.places import Span
from kbtool.rdf.namespaces import Names
from kbtool.reports.findings.entry_head import head, spots
from kbtool.reports.findings.quotes import INDENT, apart, is_untold, quotes
from kbtool.reports.shortening import whole_clauses
from kbtool.reports.style import Style, cut
from kbtool.reports.wording import RELATED_SHOWN, other_side, place, shortened, standing

_LINES = 3
"""Lines of an entry in short, below its head."""
_FIGURE = re.compile(r"\d[\d.,]*")
_LEAST = 36
"""So many characters of a quote are left at least, that it may be found."""


def brief(entry: Entry, number: int, names: Names, style: Style) -> list[str]:
    """An entry in four lines at most: rule, verdict and place; the words with what is wrong, and what to do.

    What is too long ends with a clause. Where what to do takes two lines, the words have one, whole if there is room, with
    what they state beside them: against what the evidence speaks is seen there, and not in words that had to be cut. A
    figure that the help has as well, of something else, would be taken for the same: what is stated stands there then.
    """
    more = f" and {len(entry.passages) - 1} more" if entry.is_list else ""
    quote = entry.lead.quote if entry.wanted is None else None
    tells_more = quote and not entry.lead.says_the_same and len(_to_do(entry, style)) > 1
    if tells_more:
        fits = len(style.wrap(f"“{quote}”{more}", INDENT)) == 1
        stated = f"“{entry.lead.says}”" if entry.lead.says and not entry.is_list else ""
        is_crowded = len(style.wrap(f"“{quote}”{more}: {stated}", INDENT)) > 1
        if fits and is_crowded and not _share_a_figure(quote or "", entry.brief_help):
            stated = ""
        above = _words(quote, more, [stated, ""], style, 1)
    else:
        told = [entry.message + _against(entry.lead), entry.message]
        above = _words(quote, more, told, style, _LINES - 1)
    below = _to_do(entry, style, _LINES - len(above))
    return [head(entry, number, style), *above, *map(style.help, below)]


def _share_a_figure(words: str, told: str) -> bool:
    """Whether a figure of an article is in what is told of it as well, where it may be of something else."""
    return not set(_FIGURE.findall(words)).isdisjoint(_FIGURE.findall(told))


def _to_do(entry: Entry, style: Style, most: int | None = None) -> list[str]:
    """What to do, as so many lines at most; without what leads in to a wording, where that makes the difference."""
    whole = f"help: {entry.brief_help}"
    lines = style.wrap(whole, INDENT)
    if most is None or len(lines) <= most:
        return lines
    return _shortened(f"help: {entry.brief_help.removeprefix(entry.lead.lead_in)}", style, most)


def _shortened(text: str, style: Style, most: int) -> list[str]:
    """A text as so many lines at most, which end with a clause if they can."""
    said = whole_clauses(text, lambda part: len(style.wrap(part, INDENT)) <= most)
    return style.rows(said or text, INDENT, most)


def _words(quote: str | None, more: str, told: list[str], style: Style, most: int) -> list[str]:
    """The words of an article, cut to what is left of so many lines beside what is told of them, as much of that as fits."""
    room = style.width - len(INDENT) - 2 - len(more)
    for why in told:
        if not quote:
            text = why
        else:
            for length in range(room, _LEAST, -4):
                said = f"“{cut(quote, length, middle=True)}”{more}"
                text = f"{said}: {why}" if why else said
                if len(style.wrap(text, INDENT)) <= most:
                    break
        if len(lines := style.wrap(text, INDENT)) <= most:
            return lines
    return _shortened(text, style, most)


def in_full(entry: Entry, number: int, names: Names, style: Style) -> list[str]:
    """An entry with all that there is to say: each quote with its verdict, each finding with its other side, one help."""
    lines = [head(entry, number, style)]
    if entry.is_list:
        lines += style.wrap(f"{entry.lead.code} {entry.lead.name}: {entry.message}", INDENT)
        lines += _others(entry, style)
        lines += (line for alike in _alike(entry) for line in _listed(alike, names, style))
    else:
        lines += quotes(entry.passages[0], names, style)
    own = (one for passage in entry.passages for one in _own_helps(passage, entry.is_list))
    helps = dict.fromkeys([entry.help, *own])
    lines += [style.help(line) for one in helps for line in style.wrap(f"help: {one}", INDENT)]
    return lines


def _own_helps(passage: Passage, is_listed: bool) -> Iterator[str]:
    """What to write in the place of the other quotes of a sentence, where something is said of them alone, and what to add
    that is left out, or to say where that alone is told; of a passage of a list, which has one help for what is alike, only
    of words that stand apart.
    """
    lead, told = passage.lead, {passage.lead.suggestion}
    spans = [lead.span] if lead.span else []
    for finding in passage.findings[1:]:
        is_alike = not is_listed and finding.code == lead.code and finding.quote != lead.quote
        is_apart = finding.span is not None and not any(_overlap(finding.span, s) for s in spans)
        if (is_alike or is_apart) and finding.suggestion not in told:
            told.add(finding.suggestion)
            spans += [finding.span] if finding.span else []
            yield f"“{shortened(finding.quote or '')}”: {finding.brief}"
        elif finding.omits is not lead.omits and not (is_listed or finding.suggestion in told):
            told.add(finding.suggestion)
            yield f"{finding.code}: {finding.suggestion}"


def _overlap(one: Span, other: Span) -> bool:
    """Whether two stretches have words in common."""
    return one.start < other.end and other.start < one.end


def _against(finding: Finding) -> str:
    """Whom a finding names on the other side, in a few words."""
    others = list(dict.fromkeys(other.reference for other in finding.related if other.reference))
    return f" ({'; '.join(others)})" if others else ""


def _others(entry: Entry, style: Style) -> Iterator[str]:
    """What is on the other side of the passages of a list, each once, and how much more there is on each question."""
    leads = [passage.lead for passage in entry.passages]
    others = list(dict.fromkeys(map(other_side, (o for lead in leads for o in lead.related))))
    for other in others[:RELATED_SHOWN]:
        yield from style.wrap(f"see: {other}", f"{INDENT}  ", len(INDENT) + 4)
    further = {lead.question or lead.node: lead.more for lead in leads}
    if (more := len(others) + sum(further.values()) - RELATED_SHOWN) > 0:
        yield f"{INDENT}  and {more} more"


def _alike(entry: Entry) -> Iterable[list[Passage]]:
    """The passages of a list; those of which nothing is told but the same words together."""
    found: dict[object, list[Passage]] = defaultdict(list)
    for passage in entry.passages:
        lead = passage.lead
        is_plain = not (lead.quote or lead.encoded or passage.findings[1:])
        found[(lead.message, standing(lead)) if is_plain else id(passage)].append(passage)
    return found.values()


def _listed(passages: list[Passage], names: Names, style: Style) -> Iterator[str]:
    """A passage of a list: its place, its words, its claim with what that states, and what else was found there."""
    passage = passages[0]
    lead = passage.lead
    says = f": {lead.says}" if is_untold(lead.says, [lead]) or lead.gathered else ""
    named = f"  {names.short(lead.encoded)}{says}" if lead.encoded else ""
    quote = f" “{shortened(lead.quote)}”" if lead.quote else ""
    named = f"{named}. {lead.message}" if named and lead.asks else named or f"  {lead.message}"
    why = f" ({standing(lead)})" if standing(lead) else ""
    where = place(lead) if len(passages) == 1 else spots(passages)
    yield from style.wrap(f"- {where}{quote}{named}{why}", INDENT, len(INDENT) + 2)
    shown, listed = apart(passage.findings)
    for finding in shown[1:]:
        why = f" ({standing(finding)})" if standing(finding) else ""
        also = f"{finding.severity} {finding.code} {finding.name}: {finding.message}{why}"
        yield from style.wrap(also, INDENT + "  ", len(INDENT) + 4)
    for line in listed:
        yield from style.wrap(line, INDENT + "  ", len(INDENT) + 4)
