"""Numerators over denominators, through the tree of places and time."""
