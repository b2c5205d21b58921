"""Triples: names, terms, stores, SPARQL, Turtle. Nothing here knows claims."""
