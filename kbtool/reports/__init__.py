"""Output: reports, explanations and exports, a module each."""
