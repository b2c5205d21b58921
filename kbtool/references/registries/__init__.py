"""Registries of references: one module each, behind one interface."""

from pathlib import Path

from kbtool.errors import InputError
from kbtool.references.registries.clinicaltrials import ClinicalTrials
from kbtool.references.registries.crossref import Crossref
from kbtool.references.registries.drugs_at_fda import DrugsAtFda
from kbtool.references.registries.ecfr import Ecfr
from kbtool.references.registries.openfda import OpenFda
from kbtool.references.registries.page import OwnPage
from kbtool.references.registries.pubmed import PubMed
from kbtool.references.registries.registry import Access, Registry
from kbtool.references.registries.retraction_watch import RetractionWatch

__all__ = [
    "ONLINE",
    "Access",
    "DrugsAtFda",
    "Registry",
    "RetractionWatch",
    "chosen_registries",
]

ONLINE: tuple[Registry, ...] = (
    Crossref(),
    PubMed(),
    ClinicalTrials(),
    OpenFda(),
    Ecfr(),
    OwnPage(),
)
"""The registries that are asked over the web; of several that know an identifier, the first is asked."""


def chosen_registries(
    *, retractions: Path | None, drugs_at_fda: Path | None, offline: bool
) -> tuple[Registry, ...]:
    """The registries to ask, files before the web.

    Args:
        retractions: a Retraction Watch data file.
        drugs_at_fda: Drugs@FDA's data files, a zip.
        offline: without those on the web.

    Raises:
        InputError: none is left, or a file cannot be read.
    """
    files: list[Registry] = [DrugsAtFda(drugs_at_fda)] if drugs_at_fda else []
    notices: list[Registry] = [RetractionWatch(retractions)] if retractions else []
    if offline and not files and not notices:
        raise InputError(
            "nothing can be asked offline without a file",
            help="name one with --retractions or --drugs-at-fda, or leave --offline out",
        )
    return (*files, *(() if offline else ONLINE), *notices)
