"""A small knowledge base with a claim for each of the verdicts that need more than a word: in part, searched for, not assessed."""

from __future__ import annotations

ARTICLE = """Ibuprofen treats pain. It treats headache. It treats fever.
It is safe. It treats infections.
"""
TURTLE = """
id:treats-pain a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain .
id:treats-headache a kb:Proposition ; kb:subject id:naproxen ; kb:predicate kb:treats ; kb:object id:headache .
id:treats-fever a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:fever .
id:safe a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:safeFor ; kb:object id:people .
id:treats-infections a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:infection .

id:c-pain a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Ibuprofen treats pain" ; kb:asserts id:treats-pain ; kb:certainty kb:Categorical .
id:c-headache a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "It treats headache" ; kb:asserts id:treats-headache ; kb:certainty kb:Categorical .
id:c-fever a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "It treats fever" ; kb:asserts id:treats-fever ; kb:certainty kb:Categorical .
id:c-safe a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "It is safe" ; kb:asserts id:safe ; kb:certainty kb:Categorical .
id:c-infections a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "It treats infections" ; kb:asserts id:treats-infections ; kb:certainty kb:Categorical .

id:e-adults a kb:Evidence ; kb:supports id:treats-pain ; kb:population id:adults ; cito:citesAsEvidence id:trial-a ; kb:design kb:RandomizedControlledTrial ;
    kb:finding "Less pain than on placebo, in adults." ; kb:verification kb:SeenAtSource .
id:e-case a kb:Evidence ; kb:supports id:treats-pain ; cito:citesAsEvidence id:trial-b ; kb:design kb:CaseReport ;
    kb:finding "One person felt better." ; kb:verification kb:SeenAtSource .
id:e-fever a kb:Evidence ; kb:neutralOn id:treats-fever ; cito:citesAsEvidence id:trial-b ; kb:design kb:RandomizedControlledTrial ;
    kb:finding "Fever was measured, and no group compared." ; kb:verification kb:SeenAtSource .

id:s-headache a kb:Search ; kb:question "Is there a trial of naproxen in headache?" ; kb:lookedFor id:treats-headache ;
    kb:searchedIn "an index of trials" ; kb:searchWords "naproxen headache" ; kb:searchedOn "2025-12-01"^^xsd:date ;
    kb:foundNothing true ; kb:foundInWords "No trial." .
id:s-infections a kb:Search ; kb:question "Is there a trial of ibuprofen in infections?" ; kb:lookedFor id:treats-infections ;
    kb:searchedIn "an index of trials" ; kb:searchWords "ibuprofen infection" ; kb:searchedOn "2015-12-01"^^xsd:date ;
    kb:foundNothing true ; kb:foundInWords "No trial." .
"""
