"""Denominators from services as an account: pregnancies, deliveries, births and infants that what was counted implies.

The formulae are those of ``demography.service_denominators``. Every rate is given by whoever asks, with its own source:
there is none that holds everywhere.
"""

from dataclasses import dataclass
from math import isfinite

import numpy as np
import pyarrow as pa

from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.nodes import Figure
from populace.catalog.periods import Length
from populace.demography.service_denominators import (
    Losses,
    births_from_pregnancies,
    deliveries,
    infants,
    pregnancies_from_births,
    pregnancies_from_contacts,
)
from populace.errors import ModelError
from populace.i18n import gettext as _
from populace.indicators.errors import IndicatorError
from populace.store.batch import checked
from populace.store.leaves import Question, values_of
from populace.store.selection import Scope
from populace.store.tables import texts
from populace.store.views import View

ACCOUNT = "services"
BIRTHS = "births"
CONTACTS = "antenatal_1"


@dataclass(frozen=True)
class Parameter:
    """A probability with its source and the year it was measured for.

    :raises ModelError: no probability below 1, or no source.
    """

    value: float
    source: str
    year: int

    def __post_init__(self) -> None:
        if not (isfinite(self.value) and 0 <= self.value < 1):
            raise ModelError(f"{self.value} is no probability below 1")
        if not self.source.strip():
            raise ModelError("a parameter needs its source")


@dataclass(frozen=True)
class Parameters:
    """``twin`` per delivery, ``stillbirth`` per birth, ``loss`` of pregnancies before 28 weeks, ``neonatal`` per live
    birth; ``coverage``, if births come from antenatal contacts, is the share of pregnant women who make a first one.
    """

    twin: Parameter
    stillbirth: Parameter
    loss: Parameter
    neonatal: Parameter
    coverage: Parameter | None = None

    @property
    def losses(self) -> Losses:
        """The values alone."""
        return Losses(self.twin.value, self.stillbirth.value, self.loss.value, self.neonatal.value)


def services_batch(
    snapshot: View,
    catalogue: Catalogue,
    scope: Scope,
    given: Parameters,
    *,
    counted: str = BIRTHS,
    account: str = ACCOUNT,
) -> pa.Table:
    """A batch of the account ``account``: what is expected in each place and year of ``scope``, from what was counted.

    ``counted`` is ``births`` (live births) or a measure of first antenatal contacts, which takes ``given.coverage``.
    Places for which nothing was counted have no row.

    :raises IndicatorError: periods that are no years, a place below another (it would count twice above both), contacts
        without their coverage.
    """
    coverage = _coverage(scope, given, counted)
    figure = Figure(counted)
    found = values_of(Question(snapshot, scope, catalogue, {}), [figure])[figure]
    losses = given.losses
    pregnancies = (
        pregnancies_from_births(found, losses)
        if coverage is None
        else pregnancies_from_contacts(found, coverage)
    )
    births = births_from_pregnancies(pregnancies, losses)
    expected = {
        "expected_pregnancies": pregnancies,
        "expected_deliveries": deliveries(pregnancies, losses),
        "expected_births": births,
        "expected_infants": infants(births, losses),
    }
    values = np.stack(list(expected.values()))
    measure, place, period = np.nonzero(np.isfinite(values))
    nought = np.zeros(len(measure), np.int32)
    return checked(
        pa.table(
            {
                "place": texts(place, scope.places),
                "period": texts(period, [each.text for each in scope.periods]),
                "measure": texts(measure, list(expected)),
                "breakdown": texts(nought, (f"source={account}",)),
                "value": values[measure, place, period],
                "status": texts(nought, ("estimated",)),
            }
        )
    )


def _coverage(scope: Scope, given: Parameters, counted: str) -> float | None:
    """The share of pregnant women who are counted; ``None`` where births are."""
    if scope.length is not Length.YEAR:
        raise IndicatorError(_("What is expected of services is worked out by year: ask for years."))
    if counted != BIRTHS and (given.coverage is None or given.coverage.value == 0):
        raise IndicatorError(
            _(
                "Pregnancies from {measure} need the share of pregnant women who come: give the coverage."
            ).format(measure=counted)
        )
    tree = scope.history.on(scope.boundaries or scope.last.last)
    asked = set(scope.places)
    for code in scope.places:
        if code in tree and any(above in asked for above in tree.ancestors(code)):
            raise IndicatorError(
                _(
                    "{place} lies below another place that is asked for, and would count twice. Ask for one level."
                ).format(place=code)
            )
    return None if counted == BIRTHS or given.coverage is None else given.coverage.value
