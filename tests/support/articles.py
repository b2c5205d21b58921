"""Knowledge bases of articles on topics of their own, or on one that they share."""

from __future__ import annotations

from pathlib import Path

from cases import Case, lay_out


def topic(name: str, about: str | None = None, *, label: str | None = None) -> str:
    """An article on a drug and a condition of its own, with a claim that evidence refutes and one that is denied as well.

    Args:
        name: what its nodes are named after.
        about: the topic whose proposition it is on; its own, if None.
        label: what its drug is called.
    """
    on = about or name
    own = f"""
id:{name}-drug a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "{label or f"{name} drug"}" .
id:{name}-ill a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "{name} ill" .
id:{name}-treats a kb:Proposition ; kb:subject id:{name}-drug ; kb:predicate kb:treats ; kb:object id:{name}-ill .
id:{name}-trial a kb:Reference ; rdfs:label "Trial of {name} 2020" ; kb:doi "10.1000/{name}" ; dct:issued "2020"^^xsd:gYear ;
    kb:referenceType kb:JournalArticle ; kb:verification kb:SeenAtSource ; kb:retractionStatus kb:NotRetracted .
id:e-{name} a kb:Evidence ; kb:disputes id:{name}-treats ; cito:citesAsEvidence id:{name}-trial ;
    kb:design kb:RandomizedControlledTrial ; kb:finding "The {name} drug did no better." ; kb:verification kb:SeenAtSource .
"""
    return f"""
id:{name} a kb:Document ; kb:file "{name}.txt" ; rdfs:label "{name} article" .
id:c-{name} a kb:Claim ; prov:wasQuotedFrom id:{name} ; oa:exact "The {name} drug helps." ;
    kb:asserts id:{on}-treats ; kb:certainty kb:Categorical .
id:d-{name} a kb:Claim ; prov:wasQuotedFrom id:{name} ; oa:exact "Some say that {name} does not." ;
    kb:denies id:{on}-treats ; kb:certainty kb:Categorical .
{"" if about else own}"""


def base(root: Path, *topics: str, extra: str = "") -> Path:
    """A knowledge base with an article for each topic, in a file of its own."""
    lay_out(Case("X05", "", (), article="Nothing."), root)
    for text in topics:
        name = text.split("id:", 1)[1].split(" ", 1)[0]
        (root / "kb" / f"{name}.ttl").write_text(f"{PREFIXES}\n{text}", encoding="utf-8")
        article = f"The {name} drug helps. Some say that {name} does not. It rains."
        (root / "sources" / f"{name}.txt").write_text(article, encoding="utf-8")
    (root / "kb" / "extra.ttl").write_text(f"{PREFIXES}\n{extra}", encoding="utf-8")
    return root


PREFIXES = "\n".join(
    f"@prefix {name}: <{space}> ."
    for name, space in {
        "kb": "https://w3id.org/kbtool/ns#",
        "id": "https://w3id.org/kbtool/id/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "prov": "http://www.w3.org/ns/prov#",
        "oa": "http://www.w3.org/ns/oa#",
        "cito": "http://purl.org/spar/cito/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }.items()
)


def article(root: Path, name: str) -> Path:
    """The text of an article."""
    return root / "sources" / f"{name}.txt"
