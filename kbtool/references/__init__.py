"""What evidence comes from, and what registries say of it."""
