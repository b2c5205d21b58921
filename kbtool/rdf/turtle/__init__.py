"""Turtle: tokens, the house style, and changes to a file."""
