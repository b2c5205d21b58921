"""The door over the web: the pages of the knowledge base, and its SPARQL endpoint."""
