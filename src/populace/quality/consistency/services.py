"""Denominators from services beside those from a projection, place by place and year by year.

Services give two accounts of pregnancies: first antenatal contacts over the share of pregnant women who come, and live
births in facilities over the share of births that happen there. Each is compared with what a projection expects.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.nodes import Figure
from populace.catalog.periods import Length
from populace.demography.service_denominators import (
    Losses,
    births_from_pregnancies,
    pregnancies_from_births,
    pregnancies_from_contacts,
)
from populace.i18n import N_
from populace.places.history import PlaceHistory
from populace.quality.consistency.accounts import Accounts
from populace.quality.lengthen import panel_for
from populace.quality.panel import Panel, Window, lying_in
from populace.quality.rules.figures import PanelFigures
from populace.quality.tower import tower

FIRST_CONTACTS, FACILITY_BIRTHS = Figure("antenatal_1"), Figure("facility_live_births")
"""The measures of the catalogue that comes with the software."""

CONTACTS, BIRTHS = N_("first antenatal contacts"), N_("live births in facilities")


@dataclass(frozen=True)
class Services:
    """From what to make denominators, and with which rates.

    ``contact_coverage`` is the share of pregnant women with a first contact, ``facility_coverage`` the share of live
    births in facilities, each by place, from a survey; a place that is not among them is not compared.
    ``pregnancies_expected`` and ``births_expected`` are the figures of the projection.
    """

    losses: Losses
    contact_coverage: Mapping[str, float]
    facility_coverage: Mapping[str, float]
    pregnancies_expected: Figure
    births_expected: Figure
    contacts: Figure = FIRST_CONTACTS
    facility_births: Figure = FACILITY_BIRTHS

    @property
    def projected(self) -> frozenset[str]:
        """The measures that are a projection's."""
        return frozenset({self.pregnancies_expected.measure, self.births_expected.measure})


def accounts_of_services(
    services: Services,
    by_length: Mapping[Length, Panel],
    catalogue: Catalogue,
    history: PlaceHistory,
    asked: Window = None,
) -> tuple[Accounts, ...]:
    """Pregnancies and live births by services and by projection, for the years that lie in ``asked``.

    Places for which the projection is given are compared, each with the services of all places below it.
    """
    panel = panel_for(Length.YEAR, by_length, catalogue)
    if panel is None:
        return ()
    given, summed = PanelFigures(panel, catalogue), PanelFigures(tower(panel, history).panel, catalogue)
    row = np.array([summed.panel.place_index[code] for code in panel.places], np.int64)
    by_contacts = pregnancies_from_contacts(
        summed(services.contacts)[row], _by_place(services.contact_coverage, panel)
    )
    births = summed(services.facility_births)[row] / _by_place(services.facility_coverage, panel)
    by_births = pregnancies_from_births(births, services.losses)
    expected, of_births = given(services.pregnancies_expected), given(services.births_expected)
    window = lying_in(panel.periods, asked)
    return tuple(
        each
        for figure, value, other, label in (
            (services.pregnancies_expected, by_contacts, expected, CONTACTS),
            (services.pregnancies_expected, by_births, expected, BIRTHS),
            (
                services.births_expected,
                births_from_pregnancies(by_contacts, services.losses),
                of_births,
                CONTACTS,
            ),
            (services.births_expected, births, of_births, BIRTHS),
        )
        for each in _accounts(panel, figure, np.where(window, value, np.nan), other, label)
    )


def _accounts(
    panel: Panel, figure: Figure, value: np.ndarray, other: np.ndarray, label: str
) -> list[Accounts]:
    return [
        Accounts(
            "denominator",
            label,
            panel.places[place],
            panel.periods[time].text,
            figure.measure,
            float(value[place, time]),
            float(other[place, time]),
        )
        for place, time in zip(*np.nonzero(np.isfinite(value) & np.isfinite(other)), strict=True)
    ]


def _by_place(coverage: Mapping[str, float], panel: Panel) -> Float[np.ndarray, "place 1"]:
    return np.array([[coverage.get(code, np.nan)] for code in panel.places])
