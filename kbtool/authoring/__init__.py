"""Changes to a knowledge base: each module returns the files to write, and writes nothing."""
