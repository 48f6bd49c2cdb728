"""References that rest on the United Nations' figures are those figures."""

import pandas as pd
import pytest

from populace.demography.sex_ratio_references import REFERENCES, WPP

CODES = {
    "Northern Africa": 912,
    "Western Asia": 922,
    "Central Asia": 5500,
    "Southern Asia": 5501,
    "Latin America and the Caribbean": 904,
    "Northern America": 905,
    "Europe": 908,
    "Australia/New Zealand": 927,
    "World": 900,
}


def test_references_are_the_means_of_1950_to_1969(shared_data):
    ratios = pd.read_csv(shared_data / "wpp" / "wpp2024_srb_annual.csv.gz")
    means = ratios[ratios["year"].between(1950, 1969)].groupby("country_code")["srb"].mean()
    assert {region for region, one in REFERENCES.items() if one.source == WPP} == set(CODES)
    for region, code in CODES.items():
        assert REFERENCES[region].ratio == pytest.approx(means[code], abs=0.0006)
