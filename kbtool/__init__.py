"""kbtool: a knowledge base of medical claims with the evidence for and against each of them."""

from __future__ import annotations

__version__ = "0.1.0"
