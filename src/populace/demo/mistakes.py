"""The reporting mistakes of the demo, one by one: in which figures, and what was done to them.

Whatever a table of the folder holds beyond honest counting is listed here, and nothing else. With another seed a
mistake may meet figures that it leaves as they are (two digits that are alike, a month without births): then it is
no mistake, and not listed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from populace.demo.changes import (
    Change,
    ages_heaped,
    all_moved_on,
    copied_on,
    counted_twice,
    digits_exchanged,
    first_added_to_second,
    halves_swapped,
    not_sent,
    nought_added,
    shifted_one_group,
    sign_lost,
    some_moved_on,
)
from populace.demo.district import District
from populace.demo.histories import FIRST_YEAR
from populace.demo.places import units
from populace.demo.rates import AGES
from populace.demo.tables import DEATH_AGES, MOTHER_AGES

LISTED = (
    "file",
    "place",
    "year",
    "period",
    "sex",
    "age",
    "measure",
    "breakdown",
    "mistake",
    "true",
    "due",
    "reported",
)
"""Columns of the list of mistakes; a key that a table does not have is empty."""


@dataclass(frozen=True)
class Mistake:
    """One mistake: ``change`` is done to the rows of ``file`` whose columns hold one of the values in ``where``."""

    file: str
    what: str
    where: Mapping[str, tuple[object, ...]]
    change: Change


def mistakes_of(made: District) -> tuple[Mistake, ...]:
    """Every mistake that is made in reporting on ``made``."""
    return (*_in_births(made), *_IN_OTHER_TABLES, *_IN_RETURNS)


def report(made: District, due: Mapping[str, pd.DataFrame]) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """The tables as they were sent, with a column ``reported`` (NaN: not sent), and the list of what differs."""
    sent = {file: frame.assign(reported=frame["due"]) for file, frame in due.items()}
    listed = [_make(mistake, sent[mistake.file]) for mistake in mistakes_of(made)]
    return sent, pd.concat(listed, ignore_index=True)[list(LISTED)]


def _make(mistake: Mistake, frame: pd.DataFrame) -> pd.DataFrame:
    """Do the mistake to ``frame`` and return the rows that it changed."""
    concerned = np.logical_and.reduce(
        [frame[column].isin(values) for column, values in mistake.where.items()]
    )
    rows = frame[concerned]
    reported = mistake.change(rows)
    frame.loc[concerned, "reported"] = reported
    wrong = rows.assign(reported=reported, file=mistake.file, mistake=mistake.what)
    differs = pd.Series(reported != rows["due"], index=rows.index)
    return wrong[differs].reindex(columns=list(LISTED))


def _in_births(made: District) -> tuple[Mistake, ...]:
    late = made.registers.births_by_month[units().index("TL0106"), 2016 - FIRST_YEAR, :, -1].sum()
    births = "births.csv"
    return (
        Mistake(
            births,
            "a year's births counted twice",
            {"place": ("TL0204",), "year": (2003,)},
            counted_twice,
        ),
        Mistake(
            births,
            "two villages given each other's figure",
            {"place": ("TL0307", "TL0308"), "year": (2009,)},
            halves_swapped,
        ),
        Mistake(
            births,
            "two digits exchanged",
            {"place": _units_from("TL05", 14), "year": (2014,)},
            digits_exchanged,
        ),
        Mistake(
            births,
            "the figure of the year before sent again",
            {"place": ("TL0611",), "year": (2018, 2019)},
            copied_on(2),
        ),
        Mistake(
            births,
            "births of December registered in the next year",
            {"place": ("TL0106",), "year": (2016, 2017)},
            some_moved_on(float(late)),
        ),
        Mistake(births, "the year was not sent", {"place": ("TL0312",), "year": (2018,)}, not_sent),
    )


def _units_from(town: str, count: int) -> tuple[str, ...]:
    return tuple(f"{town}{number:02d}" for number in range(1, count + 1))


_IN_OTHER_TABLES = (
    Mistake(
        "births_by_age.csv",
        "births slipped one age group up",
        {"place": ("TL06",), "year": (2020,)},
        shifted_one_group(len(MOTHER_AGES)),
    ),
    Mistake(
        "population.csv",
        "ages rounded to 0 and 5",
        {"place": ("TL0209",), "year": (2020,)},
        ages_heaped(len(AGES)),
    ),
    Mistake(
        "population.csv", "the table of the year before sent again", {"place": ("TL0701",), "year": (2022, 2023)},
        copied_on(2),
    ),
    Mistake(
        "population.csv", "women and men exchanged", {"place": ("TL0505",), "year": (2021,)}, halves_swapped
    ),
    Mistake(
        "population_daoxiang.xlsx",
        "the girls' figure given for the boys too",
        {"place": ("TL0410",), "year": (2024,), "age": ("0-4",)},
        copied_on(2),
    ),
    Mistake(
        "deaths.csv",
        "deaths of infants sent with ages 1-4",
        {"place": ("TL01",), "year": (2019,)},
        first_added_to_second(len(DEATH_AGES)),
    ),
    Mistake("deaths.csv", "a year's deaths counted twice", {"place": ("TL02",), "year": (2022,)}, counted_twice),
    Mistake("life_expectancy.csv", "women and men exchanged", {"year": (2007,)}, halves_swapped),
    Mistake("net_migration.csv", "the minus sign lost", {"place": ("TL0604",), "year": (2017,)}, sign_lost),
)  # fmt: skip

_VILLAGES, _CLINICS = "returns/villages.csv", "returns/clinics.csv"

_IN_RETURNS = (
    Mistake(
        _VILLAGES,
        "births of December registered in January",
        {"place": ("TL0102",), "period": ("2019-12", "2020-01"), "measure": ("births",)},
        all_moved_on,
    ),
    Mistake(_VILLAGES, "the month was not sent", {"place": ("TL0803",), "period": ("2017-05",)}, not_sent),
    Mistake(
        _VILLAGES,
        "the figures of the month before sent again",
        {"place": ("TL0216",), "period": ("2021-06", "2021-07", "2021-08", "2021-09")},
        copied_on(4),
    ),
    Mistake(
        _VILLAGES,
        "a nought added",
        {"place": ("TL0302",), "period": ("2018-03",), "measure": ("births",)},
        nought_added,
    ),
    Mistake(
        _VILLAGES,
        "two villages given each other's figures",
        {"place": ("TL0413", "TL0414"), "period": ("2022-11",)},
        halves_swapped,
    ),
    Mistake(
        _CLINICS,
        "two digits exchanged",
        {"place": ("TL03C",), "measure": ("distributed",), "breakdown": ("method=male_condom",)},
        digits_exchanged,
    ),
    Mistake(_CLINICS, "the month was not sent", {"place": ("TL06C",), "period": ("2023-02",)}, not_sent),
    Mistake(
        _CLINICS,
        "newborns screened counted twice",
        {"place": ("TL01C",), "period": ("2018-10",), "measure": ("screened_metabolic",)},
        counted_twice,
    ),
)
