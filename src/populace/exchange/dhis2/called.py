"""What objects are called in a file that is written, by its id schemes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from populace.catalog.periods import Period
from populace.errors import ModelError
from populace.exchange.dhis2 import objects as o
from populace.exchange.dhis2.metadata import Metadata
from populace.exchange.dhis2.naming import LABELS
from populace.exchange.dhis2.outgoing import NotForDhis2
from populace.exchange.dhis2.periods import period_id
from populace.exchange.dhis2.schemes import Kind, Schemes
from populace.i18n import gettext as _


@dataclass(frozen=True)
class Called:
    """Names of objects by uid."""

    metadata: Metadata
    schemes: Schemes

    def by(self, kind: Kind) -> Callable[[str], str]:
        """What an object of ``kind`` is called, by its uid; nothing is called nothing.

        The function raises ``NotForDhis2`` where the object has no such name, or shares it with another.
        """
        objects = self._objects(kind)
        scheme = self.schemes[kind]
        counted: dict[str | None, int] = {}
        for each in objects.values():
            counted[scheme.of(each)] = counted.get(scheme.of(each), 0) + 1

        def name(uid: str) -> str:
            if not uid:
                return ""
            found = scheme.of(objects[uid])
            shared = counted[found] > 1 and kind not in (Kind.CELL, Kind.ATTRIBUTE_CELL)
            if not found or shared:
                raise NotForDhis2(
                    _("{kind} {label} ({uid}) has no {scheme} of its own. Write uids instead.").format(
                        kind=_(LABELS[kind]), label=objects[uid].name, uid=uid, scheme=scheme
                    )
                )
            return found

        return name

    def _objects(self, kind: Kind) -> Mapping[str, o.ById]:
        match kind:
            case Kind.ELEMENT:
                return self.metadata.elements
            case Kind.PLACE:
                return self.metadata.places
            case Kind.SET:
                return self.metadata.sets
            case Kind.CELL | Kind.ATTRIBUTE_CELL:
                return self.metadata.cells
            case Kind.CATEGORY:
                return {each.id: each for each in self.metadata.categories}
        return {each.id: each for each in self.metadata.category_options}


def period_name(text: str) -> str:
    """DHIS2's identifier of a period in our text.

    :raises NotForDhis2: it has none.
    """
    try:
        return period_id(Period.parse(text))
    except ModelError as error:
        raise NotForDhis2(
            _("DHIS2 has no name for the period {period}. Leave it out, or write ADX.").format(period=text)
        ) from error
