"""Checks on one return, on a series, on a neighbourhood: each flag with its effect on the figure above it."""
