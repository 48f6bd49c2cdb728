"""What residents say of the services and what is spent on them."""

from populace.catalog.measure import Kind, Measure
from populace.catalog.subjects import Subject
from populace.i18n import N_

SERVICES = (
    Measure(
        "feedback_received",
        N_("Messages received on the quality of services"),
        Kind.FLOW,
        N_("messages"),
        subject=Subject.ANSWERS,
        whole=True,
    ),
    Measure(
        "feedback_answered",
        N_("Messages answered within 30 days"),
        Kind.FLOW,
        N_("messages"),
        subject=Subject.ANSWERS,
        whole=True,
    ),
    Measure(
        "spending",
        N_("Programme spending"),
        Kind.FLOW,
        N_("currency"),
        subject=Subject.SPENDING,
    ),
)
