"""Rules to findings, and what people decide on them."""
