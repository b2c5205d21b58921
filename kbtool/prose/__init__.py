"""From prose to candidate claims: what the sentences of a draft state, in the terms of a knowledge base."""
