"""XML from registries, which may be anybody's: no entities, no network, no trees without end."""

from __future__ import annotations

from typing import Any

from lxml import etree

from kbtool.io.web import Answer, Unavailable


def parse_xml(answer: Answer, *roots: str) -> Any:
    """The root of an answer in XML.

    Args:
        answer: the answer.
        roots: the names that the root may have.

    Raises:
        Unavailable: it is not XML, or XML of another kind.
    """
    if answer.is_html:
        raise Unavailable("answered with a web page instead of XML", answer.url)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(answer.body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unavailable("answered with broken XML", answer.url) from error
    if root.tag not in roots:
        raise Unavailable(f"answered with XML of another form, <{root.tag}>", answer.url)
    return root
