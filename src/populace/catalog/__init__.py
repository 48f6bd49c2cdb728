"""What may be counted, and what the counts are used for: declarations, each with its source."""
