"""The tree of places: pure values."""
