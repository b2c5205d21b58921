"""A knowledge base as read, and what follows from it."""
