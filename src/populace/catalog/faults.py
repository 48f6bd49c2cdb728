"""What can be wrong between definitions, and where it stands."""

from dataclasses import dataclass

from populace.i18n import gettext as _


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in the definition ``code`` of a section of the catalogue.

    ``field`` is where in it, if known; ``named`` the code that it names and that is not there, if that is the fault.
    """

    section: str
    code: str
    field: str
    message: str
    remedy: str
    named: str = ""

    def __str__(self) -> str:
        where = " › ".join(filter(None, (self.section, self.code, self.field)))
        return _("{where}: {message} {remedy}").format(where=where, message=self.message, remedy=self.remedy)


@dataclass(frozen=True)
class Wrong:
    """A fault before it is known in which definition it stands."""

    message: str
    remedy: str
    named: str = ""

    def within(self, section: str, code: str, field: str = "") -> Fault:
        """The fault, in its definition."""
        return Fault(section, code, field, self.message, self.remedy, self.named)
