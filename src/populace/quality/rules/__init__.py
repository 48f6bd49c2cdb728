"""Rules of the catalogue over all places and periods at once, with tolerance and what missing figures count as."""
