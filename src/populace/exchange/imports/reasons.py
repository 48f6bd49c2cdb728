"""Why rows are refused: each distinct reason once, known by its number from 1; 0 is no reason at all."""

from dataclasses import dataclass, field

from populace.exchange.incoming import Refused
from populace.i18n import gettext as _


@dataclass(frozen=True, order=True)
class Reason:
    """Why, and what to do about it; ``code`` is the kind."""

    code: str
    message: str
    remedy: str


@dataclass
class Reasons:
    """The reasons of one import, numbered from 1 in the order in which they came up."""

    known: list[Reason] = field(default_factory=list)
    _numbers: dict[Reason, int] = field(default_factory=dict)

    def number(self, code: str, message: str, remedy: str) -> int:
        """The number of a reason, a new one where it is new."""
        reason = Reason(code, message, remedy)
        if reason not in self._numbers:
            self.known.append(reason)
            self._numbers[reason] = len(self.known)
        return self._numbers[reason]

    def of(self, refused: Refused) -> int:
        """The number of what a vocabulary refused."""
        return self.number(refused.code, refused.message, refused.remedy)

    def missing(self, column: str) -> int:
        """The number of an empty cell where a text is needed."""
        return self.number(
            "missing",
            _("The {column} is missing.").format(column=column),
            _("Fill it in, or remove the row."),
        )

    def __getitem__(self, number: int) -> Reason:
        return self.known[number - 1]
