"""The workbook: the same figures as the tidy tables, laid out for a person with years running across."""

from collections.abc import Mapping

import pandas as pd

from populace.exchange.write import Sheet
from populace.forecast.results import PURPOSE
from populace.i18n import gettext as _
from populace.report.answer import answer
from populace.report.headings import HEADINGS, for_people
from populace.report.reading import Reading
from populace.report.said import limits, protection, settings
from populace.report.scenario_chapter import what_a_scenario_is

BOUNDS = ("low95", "low80", "median", "high80", "high95")
EVERY = 5
"""Years between the populations shown: the tidy tables have every year."""


def sheets(reading: Reading, tidy: Mapping[str, pd.DataFrame]) -> list[Sheet]:
    """Every sheet in order, with its title and what it is for."""
    names = tidy["places"].set_index("place")["name"]
    needs = {code: ratio.label for code, ratio in reading.ratios.items()}
    ahead = (settings(reading),)

    def sheet(name: str, frame: pd.DataFrame, *notes: str, **formats: str) -> Sheet:
        by_year = {str(column): "count" for column in frame.columns if str(column).isdigit()}
        spoken = {_(HEADINGS[column]): kind for column, kind in formats.items()}
        shown = for_people(_with_names(frame, names), needs)
        return Sheet(name, shown, name, notes, {**by_year, **spoken})

    return [
        sheet(_("Summary"), _summary(reading), *ahead, *limits()),
        sheet(_("Births"), _across(tidy["births"], [], {"births": None}), *protection()),
        sheet(_("Births ahead"), tidy["births_ahead"], *ahead),
        *(
            [sheet(_("Months ahead"), tidy["births_months_ahead"], *ahead)]
            if len(tidy["births_months_ahead"])
            else []
        ),
        sheet(_("Population"), _population(tidy["population"]), *protection(), *ahead),
        sheet(_("Needs"), _across(tidy["needs"], ["need"], {name: name for name in BOUNDS}), *ahead),
        sheet(_("Causes"), tidy["causes"], *ahead),
        sheet(_("Peaks"), tidy["peaks"], *ahead, probability="share"),
        sheet(_("Peak years"), tidy["peak_years"], *ahead, probability="share"),
        sheet(_("Needs at their highest"), tidy["needs_highest"], *ahead),
        *(
            [
                sheet(_("Scenarios"), tidy["scenarios"], *what_a_scenario_is()),
                sheet(_("Under scenarios"), tidy["scenario_differences"], *ahead, *what_a_scenario_is()),
            ]
            if "scenarios" in tidy
            else []
        ),
        sheet(_("Rungs"), tidy["rungs"]),
        sheet(_("Ratios"), tidy["ratios"].drop(columns="label"), value="general"),
        sheet(_("Sources and notes"), _notes(reading)),
    ]


def _summary(reading: Reading) -> pd.DataFrame:
    rows = [
        {"place": code, "answer": sentence}
        for code in reading.forecast.places
        for sentence in answer(reading.place(code), reading.forecast.base_year)
    ]
    return pd.DataFrame(rows, columns=["place", "answer"])


def _across(frame: pd.DataFrame, keys: list[str], values: dict[str, str | None]) -> pd.DataFrame:
    """Years as columns; where there are several values, one row for each with its name under ``quantity``."""
    parts = []
    index = ["place", *keys]
    for order, (value, label) in enumerate(values.items()):
        wide = frame.pivot_table(
            index=index, columns="year", values=value, sort=False, aggfunc="first", observed=True
        )
        wide = wide[sorted(wide.columns)].reset_index()
        wide.columns = [str(column) for column in wide.columns]
        if label is not None:
            wide.insert(len(index), "quantity", label)
        parts.append(wide.assign(_row=range(len(wide)), _order=order))
    joined: pd.DataFrame = (
        pd.concat(parts).sort_values(["_row", "_order"], kind="stable").drop(columns=["_row", "_order"])
    )
    return joined.assign(purpose=PURPOSE) if len(values) > 1 else joined


def _population(frame: pd.DataFrame) -> pd.DataFrame:
    first, last = frame["year"].min(), frame["year"].max()
    shown = frame[((frame["year"] - first) % EVERY == 0) | (frame["year"] == last)]
    groups = shown["age_from"].astype(str) + shown["age_to"].map(lambda age: "+" if age < 0 else f"–{age}")
    order = list(dict.fromkeys(groups))
    wide = shown.assign(group=groups).pivot_table(
        index=["place", "year", "sex"],
        columns="group",
        values="persons",
        sort=False,
        aggfunc="first",
        observed=True,
    )
    shown_wide: pd.DataFrame = wide[order].reset_index().rename_axis(columns=None).assign(purpose=PURPOSE)
    return shown_wide


def _notes(reading: Reading) -> pd.DataFrame:
    forecast, sources = reading.forecast, reading.tables.sources.values()
    rows = [(_("Source"), " ".join((source.label, source.citation)).strip()) for source in sources]
    rows += [(_("Reading"), note) for note in reading.tables.notes]
    rows += [(_("Assumption"), text) for text in forecast.assumptions]
    rows += [(_("Uncertainty"), text) for text in forecast.uncertainty]
    rows += [(reading.name(code), note) for code, place in forecast.places.items() for note in place.notes]
    rows += [(_("Protection"), text) for text in protection()]
    rows += [(_("Purpose"), text) for text in limits()]
    return pd.DataFrame(rows, columns=["about", "text"])


def _with_names(frame: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    if "place" not in frame.columns:
        return frame
    shown = frame.copy(deep=False)
    shown.insert(1, "name", shown["place"].astype(str).map(names).fillna(""))
    return shown
