"""Protection of small counts before anything is published (article 7 of the charter)."""
