"""Patterns in how figures are written: digits that are liked, and figures that are copied."""
