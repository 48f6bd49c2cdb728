"""What the columns and words of the tidy tables are called where a person reads them: in the workbook."""

from collections.abc import Mapping

import pandas as pd

from populace.forecast.ladder import SUBJECTS
from populace.forecast.results import PURPOSE
from populace.i18n import N_
from populace.i18n import gettext as _

HEADINGS = {
    "difference_high80": N_("Difference, upper 80% bound"),
    "difference_high95": N_("Difference, upper 95% bound"),
    "difference_low80": N_("Difference, lower 80% bound"),
    "difference_low95": N_("Difference, lower 95% bound"),
    "difference_median": N_("Difference, median"),
    "forecast_median": N_("Forecast, median"),
    "highest_now": N_("Share never above the first year"),
    "scenario": N_("Scenario"),
    "scenario_median": N_("Scenario, median"),
    "size_high80": N_("Then needed, upper 80% bound"),
    "size_low80": N_("Then needed, lower 80% bound"),
    "size_median": N_("Then needed, median"),
    "top": N_("Births in each one's own peak year"),
    "what": N_("What is compared"),
    "year_high95": N_("Year, upper 95% bound"),
    "year_low95": N_("Year, lower 95% bound"),
    "year_median": N_("Year, median"),
    "about": N_("About"),
    "answer": N_("Answer"),
    "births": N_("Births"),
    "called": N_("Name of the scenario"),
    "cause": N_("Cause"),
    "from_year": N_("From year"),
    "height": N_("Births a year at the top"),
    "height_high80": N_("Births at the top, upper 80% bound"),
    "height_low80": N_("Births at the top, lower 80% bound"),
    "high80": N_("Upper 80% bound"),
    "high95": N_("Upper 95% bound"),
    "in_force": N_("Holds from"),
    "low80": N_("Lower 80% bound"),
    "low95": N_("Lower 95% bound"),
    "meaning": N_("What it means"),
    "median": N_("Median"),
    "month": N_("Month"),
    "name": N_("Name"),
    "need": N_("Need"),
    "peak": N_("Peak"),
    "place": N_("Place"),
    "probability": N_("Probability"),
    "purpose": N_("Purpose"),
    "quantity": N_("Quantity"),
    "rung": N_("Rung"),
    "set_by_user": N_("Set by you"),
    "sex": N_("Sex"),
    "source": N_("Source"),
    "subject": N_("Subject"),
    "text": N_("Text"),
    "to_year": N_("To year"),
    "value": N_("Value"),
    "width": N_("Width in years"),
    "width_high80": N_("Width, upper 80% bound"),
    "width_low80": N_("Width, lower 80% bound"),
    "year": N_("Year"),
    "year_high80": N_("Year, upper 80% bound"),
    "year_low80": N_("Year, lower 80% bound"),
}
"""Column names of the tidy tables as a heading; years and age groups stand for themselves."""

WORDS = {
    "sex": {"female": N_("Women"), "male": N_("Men")},
    "quantity": {name: HEADINGS[name] for name in ("low95", "low80", "median", "high80", "high95")},
    "subject": SUBJECTS,
    "purpose": {PURPOSE: N_("planning")},
    "peak": {"past": N_("past"), "next": N_("coming")},
    "cause": {
        "number_of_women": N_("Number of women aged 15–49"),
        "age_structure": N_("Their distribution over ages"),
        "births_per_woman": N_("Children per woman"),
        "timing": N_("Ages at which women have children"),
        "change": N_("Change in births"),
    },
}
"""Words that stand in the cells of a column, with what they are called."""


def for_people(frame: pd.DataFrame, needs: Mapping[str, str]) -> pd.DataFrame:
    """The frame with headings and words in the language in use; ``needs`` are the labels of needs by code."""
    shown = frame.copy(deep=False)
    compared = {"births": N_("Births"), "population": N_("Persons"), **needs}
    for column, words in (*WORDS.items(), ("need", needs), ("what", compared)):
        if column in shown.columns:
            spoken = {code: _(text) for code, text in words.items()}
            shown[column] = [spoken.get(word, word) for word in shown[column].astype(object)]
    return shown.rename(columns={column: _(heading) for column, heading in HEADINGS.items()})
