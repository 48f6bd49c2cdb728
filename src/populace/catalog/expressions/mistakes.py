"""What is wrong with an expression, said with the place in its text."""

from populace.errors import UserError
from populace.i18n import gettext as _

SHOWN = 60
"""Characters of a long expression that a message shows around the mistake."""


class ExpressionError(UserError):
    """An expression that cannot be read, or that cannot run where it was to.

    ``problem`` says what is wrong, ``remedy`` what to do; ``position`` is the character of ``text``, from 1, where it
    is, or ``None`` where the mistake is of the whole expression.
    """

    def __init__(self, problem: str, remedy: str, *, text: str = "", position: int | None = None) -> None:
        self.problem = problem
        self.remedy = remedy
        self.text = text
        self.position = position
        super().__init__(self._said())

    def _said(self) -> str:
        if self.position is None:
            return _("{problem} {remedy}").format(problem=self.problem, remedy=self.remedy)
        return _("Expression “{text}”, character {position}: {problem} {remedy}").format(
            text=_around(self.text, self.position),
            position=self.position,
            problem=self.problem,
            remedy=self.remedy,
        )


def _around(text: str, position: int) -> str:
    """The text on one line, cut to what stands around ``position``."""
    start = max(0, position - 1 - SHOWN // 2)
    cut = text[start : start + SHOWN]
    line = "".join(each if each.isprintable() else " " for each in cut)
    return ("…" if start else "") + line + ("…" if start + SHOWN < len(text) else "")
