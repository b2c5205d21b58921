"""What a new knowledge base begins with."""
