"""From observations to what the engine needs: counts by single age, rates, and the rung of the ladder each came by."""
