"""Knowledge bases in a SPARQL store: written there, found there, and read back as they were."""
