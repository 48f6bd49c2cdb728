"""Which returns came, which came in time, and which cells of them were filled in."""
