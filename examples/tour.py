"""A tour of the Python interface: refuted claims with their chains, one article, and other data with other shapes.

python examples/tour.py    # in kbtool's repository, with pandas or polars installed
"""

from pathlib import Path

import kbtool

HERE = Path(__file__).parent

kb = kbtool.load(HERE)

refuted = kb.claims.where(verdict="refuted")
print(refuted.to_frame()[["claim", "quote", "decisive references"]])

for claim in refuted:
    chain = kbtool.explain(kb, claim.iri)
    against = [line.evidence for line in chain.lines if line.decisive and not line.supporting]
    print(f"{claim.name}: {claim.says}")
    print(
        *(
            f"  {evidence.source.label}: {evidence.finding}"
            for evidence in against
            if evidence.source
        ),
        sep="\n",
    )

report = kbtool.check(
    kb, paths=[HERE.parent / "sources" / "fuse-mind-and-body.txt"], select=["X", "O"]
)
print(report.to_frame()[["rule", "line", "quote"]])

print(kbtool.query(kb, "claims-by-verdict", verdict="Conflicting").rows)
print(kbtool.validate(HERE / "people.ttl", HERE / "people-shapes.ttl").to_text())
