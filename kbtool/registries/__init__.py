"""Registries of references: one module each, behind one interface."""

from kbtool.registries.clinicaltrials import ClinicalTrials
from kbtool.registries.crossref import Crossref
from kbtool.registries.drugs_at_fda import DrugsAtFda
from kbtool.registries.ecfr import Ecfr
from kbtool.registries.openfda import OpenFda
from kbtool.registries.page import OwnPage
from kbtool.registries.pubmed import PubMed
from kbtool.registries.registry import Access, Registry

ONLINE: tuple[Registry, ...] = (
    Crossref(),
    PubMed(),
    ClinicalTrials(),
    OpenFda(),
    Ecfr(),
    OwnPage(),
)
"""The registries that are asked over the web; of several that know an identifier, the first is asked."""

__all__ = ["ONLINE", "Access", "DrugsAtFda", "Registry"]
