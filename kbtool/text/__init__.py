"""The words of an article: extraction, quotes, sentences. Nothing here knows RDF."""
