"""What evaluates constraints: Oxigraph, and pySHACL as the reference."""
