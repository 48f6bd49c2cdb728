"""Observations: place x period x measure x breakdown to number; append, correct, read, roll up. All SQL lives here."""
