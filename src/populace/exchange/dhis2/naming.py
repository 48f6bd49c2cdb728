"""Objects by what a file calls them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from populace.exchange.dhis2 import objects as o
from populace.exchange.dhis2.schemes import Kind, Scheme, Schemes
from populace.exchange.incoming import Refused
from populace.i18n import N_
from populace.i18n import gettext as _

LABELS = {
    Kind.ELEMENT: N_("data element"),
    Kind.PLACE: N_("organisation unit"),
    Kind.CELL: N_("category option combination"),
    Kind.ATTRIBUTE_CELL: N_("attribute option combination"),
    Kind.SET: N_("data set"),
    Kind.CATEGORY: N_("category"),
    Kind.OPTION: N_("category option"),
}


@dataclass(frozen=True)
class Names:
    """The uids of objects of one type by the names that ``scheme`` gives them; ``twice`` are names of several."""

    kind: Kind
    scheme: Scheme
    uids: Mapping[str, str]
    twice: frozenset[str]

    @classmethod
    def of(cls, kind: Kind, objects: Iterable[o.ById], schemes: Schemes) -> "Names":
        """The names of ``objects``."""
        scheme = schemes[kind]
        uids: dict[str, str] = {}
        twice = set()
        for each in objects:
            name = scheme.of(each)
            if name and uids.setdefault(name, each.id) != each.id:
                twice.add(name)
        return cls(kind, scheme, uids, frozenset(twice))

    def __contains__(self, text: str) -> bool:
        return text in self.uids or text.strip() in self.uids

    def __getitem__(self, text: str) -> str:
        """The uid.

        :raises Refused: nothing is called so, or several are.
        """
        name = (
            text if text in self.uids else text.strip()
        )  # a name may end in spaces, and so may a careless text
        label = _(LABELS[self.kind])
        if name in self.twice:
            raise Refused(
                f"several-{self.kind.value}",
                _("“{text}” is the {scheme} of more than one {kind}.").format(
                    text=text, scheme=self.scheme, kind=label
                ),
                _("Give uids."),
            )
        if name not in self.uids:
            raise Refused(
                f"unknown-{self.kind.value}",
                _("No {kind} has the {scheme} “{text}”.").format(text=text, scheme=self.scheme, kind=label),
                _("Check it, import the metadata it is in, or say by what ids the file names things."),
            )
        return self.uids[name]
