"""How long the fuzz tests run: few examples with the suite, as many as POPULACE_FUZZ says in a run of their own."""

import os

EXAMPLES = int(os.environ.get("POPULACE_FUZZ", "25"))
"""Examples of each property."""
