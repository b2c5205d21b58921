"""Registries of references: one module each, behind one interface."""

from kbtool.references.registries.clinicaltrials import ClinicalTrials
from kbtool.references.registries.crossref import Crossref
from kbtool.references.registries.drugs_at_fda import DrugsAtFda
from kbtool.references.registries.ecfr import Ecfr
from kbtool.references.registries.openfda import OpenFda
from kbtool.references.registries.page import OwnPage
from kbtool.references.registries.pubmed import PubMed
from kbtool.references.registries.registry import Access, Registry
from kbtool.references.registries.retraction_watch import RetractionWatch

ONLINE: tuple[Registry, ...] = (
    Crossref(),
    PubMed(),
    ClinicalTrials(),
    OpenFda(),
    Ecfr(),
    OwnPage(),
)
"""The registries that are asked over the web; of several that know an identifier, the first is asked."""

__all__ = ["ONLINE", "Access", "DrugsAtFda", "Registry", "RetractionWatch"]
