"""Figures against other figures: the years before, the place above, a related measure, another account of the same."""
