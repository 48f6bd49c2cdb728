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
        ("feedback_received", "messages received", "收到反馈数", "收到留言数"),
        subject=Subject.ANSWERS,
        whole=True,
    ),
    Measure(
        "feedback_answered",
        N_("Messages answered within 30 days"),
        Kind.FLOW,
        N_("messages"),
        ("feedback_answered", "messages answered within 30 days", "30日内答复数", "按时答复数"),
        subject=Subject.ANSWERS,
        whole=True,
    ),
    Measure(
        "spending",
        N_("Programme spending"),
        Kind.FLOW,
        N_("currency"),
        ("spending", "programme spending", "expenditure", "项目支出", "经费支出", "支出金额"),
        subject=Subject.SPENDING,
    ),
)
