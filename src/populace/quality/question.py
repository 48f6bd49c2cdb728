"""What is asked of an examination."""

from collections.abc import Container
from dataclasses import dataclass, field

from populace.catalog.catalogue import Catalogue
from populace.catalog.forms import Form
from populace.quality.checks import Limits
from populace.quality.consistency.accounts import Accounts
from populace.quality.consistency.find_related import RELATED
from populace.quality.consistency.related import Related
from populace.quality.consistency.services import Services
from populace.quality.panel import Window
from populace.quality.stock import STOCK_MEASURES, StockMeasures


@dataclass(frozen=True)
class Question:
    """What to examine: of ``measures`` (all), in ``periods`` from the first to the last (all), by which lines.

    Figures of other periods serve as the baseline, and returns are counted in ``periods`` alone.
    ``stock`` names the measures of stock records, ``related`` the pairs that go together, ``accounts`` values to
    compare with other accounts of the same, ``services`` how denominators are made of services. ``acknowledged``
    are keys of flags that somebody has looked at: they do not come back.
    """

    measures: tuple[str, ...] | None = None
    periods: Window = None
    limits: Limits = field(default_factory=Limits)
    related: tuple[Related, ...] = RELATED
    accounts: tuple[Accounts, ...] = ()
    services: Services | None = None
    stock: StockMeasures = STOCK_MEASURES
    acknowledged: Container[str] = frozenset()

    def forms(self, catalogue: Catalogue) -> list[Form]:
        """The forms that ask for any of the measures examined."""
        wanted = None if self.measures is None else set(self.measures)
        return [form for form in catalogue.forms.values() if wanted is None or wanted & set(form.measures)]


EVERYTHING = Question()
"""All that there is, by the default lines."""
