"""The knowledge base in the formats of others, one module each."""
