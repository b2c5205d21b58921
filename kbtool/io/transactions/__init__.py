"""Files that are written whole, together or not at all, and read whole."""
