"""A small article with something for most formats to show: figures, hedges, both sides of the evidence."""

from __future__ import annotations

from pathlib import Path

from cases import Case, lay_out

ARTICLE = """Ibuprofen is safe and treats pain in 70% of people.
It may help fever. Patients say that it works wonders.
It lasts for 2 hours, or 5 hours.
"""
TURTLE = """
id:safe a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:safeFor ; kb:object id:people .
id:treats-pain a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain .
id:treats-headache a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:headache .
id:treats-pain-adults a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain ; kb:population id:adults .
id:treats-fever a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:fever .
id:bleeds a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:hasAdverseEffect ; kb:object id:stomach-bleeding .
id:response a kb:Quantity ; kb:subject id:ibuprofen ; kb:measure kb:responseRate ; kb:condition id:pain .
id:lasts a kb:Quantity ; kb:subject id:ibuprofen ; kb:measure kb:durationOfEffect .

id:c-safe a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Ibuprofen is safe" ; kb:asserts id:safe ; kb:certainty kb:Categorical .
id:c-pain a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "treats pain in 70% of people" ; kb:asserts id:treats-pain ; kb:certainty kb:Categorical .
id:c-70 a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "70% of people" ; kb:gives id:response ;
    kb:value 70 ; kb:unit kb:Percent ; kb:asPrinted "70%" ; kb:certainty kb:Categorical .
id:c-fever a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "It may help fever" ; kb:asserts id:treats-fever ;
    kb:cites [ a kb:VagueCitation ; kb:asPrinted "may" ; kb:probablyRefersTo id:trial-b ] ; kb:scopeAsStated "may" ; kb:certainty kb:Hedged .
id:c-wonders a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Patients say that it works wonders" ; kb:asserts id:treats-pain ; kb:certainty kb:Anecdotal .
id:c-2 a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "2 hours" ; kb:gives id:lasts ; kb:value 2 ; kb:unit kb:Hour ; kb:asPrinted "2 hours" ; kb:certainty kb:Categorical .
id:c-5 a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "5 hours" ; kb:gives id:lasts ; kb:value 5 ; kb:unit kb:Hour ; kb:asPrinted "5 hours" ; kb:certainty kb:Categorical .

id:e-pain a kb:Evidence ; kb:disputes id:treats-pain ; cito:citesAsEvidence id:trial-a ; kb:design kb:RandomizedControlledTrial ;
    kb:finding "No difference from placebo in pain." ; kb:verification kb:SeenAtSource .
id:e-pain-open a kb:Evidence ; kb:supports id:treats-pain ; cito:citesAsEvidence id:trial-b ; kb:design kb:OpenLabelTrial ;
    kb:finding "Most had less pain." ; kb:verification kb:SeenSecondHand .
id:e-headache a kb:Evidence ; kb:supports id:treats-headache ; cito:citesAsEvidence id:trial-a ; kb:design kb:RandomizedControlledTrial ;
    kb:finding "Less headache than on placebo." ; kb:verification kb:SeenAtSource .
id:e-response a kb:Evidence ; kb:gives id:response ; kb:value 45 ; kb:unit kb:Percent ; kb:asPrinted "45%" ; cito:citesAsEvidence id:trial-a ;
    kb:design kb:RandomizedControlledTrial ; kb:finding "45% responded." ; kb:verification kb:SeenAtSource .
id:e-bleeds a kb:Evidence ; kb:supports id:bleeds ; cito:citesAsEvidence id:label-a ; kb:design kb:DrugLabel ; kb:section kb:WarningsSection ; kb:locator "section 5" ;
    kb:warrantText "A label lists what was seen." ; kb:finding "Bleeding of the stomach is listed." ; kb:verification kb:SeenAtSource .
id:e-fever a kb:Evidence ; kb:supports id:treats-pain-adults ; cito:citesAsEvidence id:label-a ; kb:design kb:CaseReport ;
    kb:finding "One case of pain." ; kb:verification kb:SeenAtSource .
"""
OTHER = "Ibuprofen treats fever. It does not treat pain.\n"
OTHER_TURTLE = """
id:o-fever a kb:Claim ; prov:wasQuotedFrom id:other ; oa:exact "Ibuprofen treats fever" ; kb:asserts id:treats-fever ; kb:certainty kb:Categorical .
id:o-pain a kb:Claim ; prov:wasQuotedFrom id:other ; oa:exact "It does not treat pain" ; kb:denies id:treats-pain ; kb:certainty kb:Categorical .
"""


def two_articles(root: Path) -> Path:
    """A knowledge base of the article and a second one, with errors, warnings and notes of several families."""
    return lay_out(Case("", TURTLE + OTHER_TURTLE, (), article=ARTICLE, other=OTHER), root)
