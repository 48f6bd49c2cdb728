"""The projection of thousands of places as one tidy table: written piece by piece, whole or not at all."""
