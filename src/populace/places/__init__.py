"""The tree of places: pure values, no database."""
