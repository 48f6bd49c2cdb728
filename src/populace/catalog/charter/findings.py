"""What the lint finds in a definition."""

from collections.abc import Iterable
from dataclasses import dataclass

from populace.errors import UserError
from populace.i18n import N_, join_sentences, ngettext
from populace.i18n import gettext as _

CODES = {
    "E1": N_("a target, threshold, weight, colour or rank on people's choices, on births or on deaths"),
    "E2": N_("a link from a figure to pay, promotion, fine, veto or warning"),
    "E3": N_("an entitlement that depends on method use, number of children or refusal"),
    "E4": N_("persons, free text, “in-plan” counts, or cells finer than the floor of a sensitive subject"),
    "E5": N_("the same structures under another name"),
    "W1": N_(
        "prevalence or method mix shown without information given, choice of methods and removal access"
    ),
    "W2": N_("more than 60 % of use from one method"),
}
"""What each code refuses (E) or warns of (W)."""


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that the charter excludes, or warns of, in the definition ``definition`` of ``section``."""

    code: str
    section: str
    definition: str
    sentence: str
    remedy: str

    @property
    def refuses(self) -> bool:
        """Whether the definition cannot be loaded."""
        return self.code.startswith("E")

    @property
    def where(self) -> str:
        """The section and the definition."""
        return " › ".join(filter(None, (self.section, self.definition)))

    def __str__(self) -> str:
        return _("{code} {where}: {message} {remedy}").format(
            code=self.code, where=self.where, message=self.sentence, remedy=self.remedy
        )


class CharterError(UserError):
    """Definitions that the charter excludes; ``findings`` are all of them."""

    exit_code = 3

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        count = len(self.findings)
        told = ngettext(
            "The charter excludes {count} definition or part of one.",
            "The charter excludes {count} definitions or parts of them.",
            count,
        ).format(count=count)
        super().__init__(join_sentences([told, str(self.findings[0])]))
