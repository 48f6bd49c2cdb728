"""Examples of what may be judged: what services owe. None stands on a choice, a birth or a death."""

from populace.catalog.catalogue import by_code
from populace.catalog.constructs import Construct, Scoring
from populace.catalog.programme.sources import CHARTER, DATA_QUALITY
from populace.i18n import N_

CONSTRUCTS: dict[str, Construct] = by_code(
    (
        Construct(
            "removal_where_inserted",
            N_("Whoever inserts a device can remove it"),
            Scoring.TARGET,
            "FP17",
            level="nation",
            value=100.0,
            source=CHARTER,
        ),
        Construct(
            "every_message_answered",
            N_("Every message has an answer within 30 days"),
            Scoring.TARGET,
            "GR01",
            level="town",
            value=100.0,
            source=CHARTER,
        ),
        Construct(
            "returns_complete",
            N_("Returns complete enough to be read"),
            Scoring.THRESHOLD,
            "DQ01",
            level="district",
            value=90.0,
            source=DATA_QUALITY,
        ),
        Construct(
            "returns_in_time",
            N_("Returns in time often enough to be read"),
            Scoring.THRESHOLD,
            "DQ02",
            level="district",
            value=75.0,
            source=DATA_QUALITY,
        ),
    )
)
"""Every scored construct that comes ready, by its code."""
