"""What may be counted, and what counts ask for: measures and planning ratios, as declarations."""
