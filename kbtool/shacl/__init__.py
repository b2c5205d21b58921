"""SHACL validation: one SPARQL query per constraint on Oxigraph, pySHACL as the reference."""

from __future__ import annotations

from kbtool.shacl.loading import load_shapes
from kbtool.shacl.model import Shape, Shapes, ValidationResult
from kbtool.shacl.validation import validate

__all__ = ["Shape", "Shapes", "ValidationResult", "load_shapes", "validate"]
