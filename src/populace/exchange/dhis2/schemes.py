"""By what a file calls the objects: uid, code, name, or the value of an attribute; for each type or for all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from populace.errors import UserError
from populace.exchange.dhis2 import objects as o
from populace.i18n import gettext as _


class UnknownScheme(UserError):
    """A way of identifying that DHIS2 does not have."""


class Kind(Enum):
    """The types of object that values name; the value is the word before ``IdScheme`` in DHIS2."""

    ELEMENT = "dataElement"
    PLACE = "orgUnit"
    CELL = "categoryOptionCombo"
    ATTRIBUTE_CELL = "attributeOptionCombo"
    SET = "dataSet"
    CATEGORY = "category"
    OPTION = "categoryOption"


@dataclass(frozen=True)
class Scheme:
    """``uid``, ``code``, ``name``, or ``attribute`` with the uid of the attribute."""

    by: str = "uid"
    attribute: str = ""

    @classmethod
    def parse(cls, text: str) -> "Scheme":
        """From ``uid``, ``code``, ``name`` or ``attribute:UID``, without case.

        :raises UnknownScheme: another text.
        """
        by, _colon, attribute = text.strip().partition(":")
        by = by.strip().lower()
        by = "uid" if by in ("id", "uid") else by
        if by in ("uid", "code", "name") and not attribute:
            return cls(by)
        if by == "attribute" and o.UID.fullmatch(attribute.strip()):
            return cls(by, attribute.strip())
        raise UnknownScheme(
            _("There is no id scheme “{text}”. Give uid, code, name or attribute:UID.").format(text=text)
        )

    def of(self, each: o.ById) -> str | None:
        """What ``each`` is called by it, or ``None`` where it has no such name."""
        match self.by:
            case "uid":
                return each.id
            case "code":
                return each.code
            case "name":
                return each.name or None
        return next(
            (value.value for value in each.attribute_values if value.attribute.id == self.attribute), None
        )

    def __str__(self) -> str:
        return f"{self.by}:{self.attribute}" if self.attribute else self.by


@dataclass(frozen=True)
class Schemes:
    """``general`` for all types but those in ``specific``; ``None`` where nobody said, which is uid (in ADX code)."""

    general: Scheme | None = None
    specific: Mapping[Kind, Scheme] = field(default_factory=dict)
    default: Scheme = Scheme()

    @classmethod
    def parse(cls, texts: Mapping[str, str], default: Scheme | None = None) -> "Schemes":
        """From DHIS2's names (``idScheme``, ``orgUnitIdScheme``) and texts; empty ones say nothing.

        :raises UnknownScheme: a text that names no scheme.
        """
        named = {kind: texts.get(f"{kind.value}IdScheme") for kind in Kind}
        general = texts.get("idScheme")
        return cls(
            Scheme.parse(general) if general else None,
            {kind: Scheme.parse(text) for kind, text in named.items() if text},
            default or Scheme(),
        )

    def over(self, option: "Schemes") -> "Schemes":
        """What the file says (this) before what its reader was told: each key for itself, as DHIS2 does."""
        return Schemes(self.general or option.general, {**option.specific, **self.specific}, self.default)

    def __getitem__(self, kind: Kind) -> Scheme:
        return self.specific.get(kind) or self.general or self.default
