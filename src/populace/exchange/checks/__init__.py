"""Checks on observations that were read: what cannot be true, or cannot be used as it stands."""
