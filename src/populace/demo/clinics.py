"""A small set of service counts of the clinic in each town, by month: contacts, deliveries, screening, supplies.

They describe services, never persons, and carry no target. Levels are the authors' own stylised assumptions.
"""

import calendar
from dataclasses import dataclass

import numpy as np

from populace.demo.histories import YEARS
from populace.demo.life import Truth
from populace.demo.places import town_of_unit, towns
from populace.demo.registers import MONTHS, Registers
from populace.demography.arrays import Floats, Integers
from populace.demography.sex import FEMALE

RETURN_YEARS = np.arange(2016, 2026)
"""Years of the monthly returns."""

FIRST_CONTACT = 0.96  # of births, six months before them
MONTHS_BEFORE_BIRTH = 6
IN_FACILITY = (0.97, 0.90)  # of births, in the town with the best access and the one with the worst
SCREENED = 0.975  # of newborns delivered in the facility
WOMEN_AGES = slice(15, 50)

# Units dispensed in a month per thousand women aged 15-49.
METHOD_UNITS = {
    "male_condom": 310.0,  # pieces
    "combined_pill": 9.0,  # cycles
    "dmpa": 1.2,  # doses
    "implant_3y": 0.15,
    "copper_iud": 0.45,
}
STOCK_OUT_CHANCE = 0.03  # of a method in a month
STOCK_OUT_DAYS = 6.0  # mean length where there is one


@dataclass(frozen=True)
class ClinicCounts:
    """Counts ``(town, month)``, months in order from the first of ``RETURN_YEARS``.

    ``units`` and ``stock_out_days`` are by method too: ``(town, month, method)``.
    """

    first_contacts: Integers
    deliveries: Integers
    newborns_screened: Integers
    units: Integers
    stock_out_days: Integers


def count_clinics(truth: Truth, registers: Registers, rng: np.random.Generator) -> ClinicCounts:
    """Draw a town clinic's counts from the births and women of its town."""
    births = _by_town(registers.births_by_month[:, _return_years()].sum(axis=2)).reshape(len(towns()), -1)
    facility = np.linspace(*IN_FACILITY, len(towns()))[:, None]
    deliveries = rng.binomial(births, facility)
    stock_out_days = _stock_out_days(births.shape[1], rng)
    return ClinicCounts(
        first_contacts=rng.poisson(FIRST_CONTACT * _births_ahead(births)),
        deliveries=deliveries,
        newborns_screened=rng.binomial(deliveries, SCREENED),
        units=_units(truth, stock_out_days, rng),
        stock_out_days=stock_out_days,
    )


def month_lengths() -> Integers:
    """Days in each month of ``RETURN_YEARS``, ``(month,)``."""
    return np.array(
        [calendar.monthrange(year, month)[1] for year in RETURN_YEARS.tolist() for month in range(1, 13)]
    )


def _return_years() -> Integers:
    return np.searchsorted(YEARS, RETURN_YEARS)


def _by_town(counts: Integers) -> Integers:
    starts = np.searchsorted(town_of_unit(), np.arange(len(towns())))
    return np.add.reduceat(counts.astype(np.int64), starts, axis=0)


def _births_ahead(births: Integers) -> Floats:
    """Births six months later; of the last months, whose births are not known yet, those of six months before."""
    months = np.arange(births.shape[1])
    ahead = months + MONTHS_BEFORE_BIRTH
    return births[:, np.where(ahead < births.shape[1], ahead, months - MONTHS_BEFORE_BIRTH)].astype(
        np.float64
    )


def _stock_out_days(months: int, rng: np.random.Generator) -> Integers:
    shape = (len(towns()), months, len(METHOD_UNITS))
    days = rng.binomial(1, STOCK_OUT_CHANCE, shape) * rng.geometric(1.0 / STOCK_OUT_DAYS, shape)
    return np.asarray(np.minimum(days, month_lengths()[None, :, None]))


def _units(truth: Truth, stock_out_days: Integers, rng: np.random.Generator) -> Integers:
    """Units dispensed, fewer in months with days without stock."""
    women = _by_town(truth.population[:, _return_years() + 1, FEMALE, WOMEN_AGES].sum(axis=-1))
    in_stock = 1.0 - stock_out_days / month_lengths()[None, :, None]
    monthly = np.repeat(women, MONTHS, axis=1)[..., None] / 1000.0 * np.array(list(METHOD_UNITS.values()))
    return np.asarray(rng.poisson(monthly * in_stock))
