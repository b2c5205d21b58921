"""The words of a knowledge base: names, triggers and cues, indexed."""
