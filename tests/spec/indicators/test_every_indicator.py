"""Every indicator that ships, from a small table of figures to a value that can be checked by hand."""

from pathlib import Path

import pytest

from populace.catalog.shipped import SHIPPED
from populace.indicators.table import SCHEMA
from tests.spec.indicators.district import asked, row, told

WOMEN = "population.age=15-49;sex=female;source=register"

CASES = """
FP01  | 2025    | 240 of 1,000 women                      | modern_users 240; WOMEN 1000                               | 24
FP02  | 2025    | (60 + 40 + 50) of 1,000                 | unmet_need.need=spacing 60; unmet_need.need=limiting 40; traditional_users 50; WOMEN 1000 | 15
FP03  | 2025    | 350 of (350 + 50 + 60 + 40)             | modern_users 350; traditional_users 50; unmet_need.need=spacing 60; unmet_need.need=limiting 40 | 70
FP05  | 2025    | all methods are the whole               | modern_users.method=dmpa 90; modern_users.method=copper_iud 30 | 100
FP06  | 2025    | 400 / 4 + 10 × 4.6                      | distributed.method=dmpa 400; distributed.method=copper_iud 10 | 146
FP07  | 2025    | 30 of 40 asked                          | information_three 30; information_asked 40                 | 75
FP08  | 2025    | 24 of 40 asked                          | information_four 24; information_asked 40                  | 60
FP11  | 2025    | 3 of 12 points                          | points_without.method=dmpa 3; points_offering.method=dmpa 12 | 25
FP12  | 2025    | 9 of 12 points                          | points_with_choice 9; service_points 12                    | 75
FP14  | 2025    | (400 / 4 + 60) of 1,000 × 0.8           | distributed.method=dmpa 400; modern_users.method=copper_iud 60; district: reporting_share 0.8; WOMEN 1000 | 20
FP15  | 2025    | 6,000 for 3,000 residents               | spending 6000; population.source=register 3000             | 2
FP17  | 2025    | 3 of 4 points that insert               | points_removing.device=implant 3; points_inserting.device=implant 4 | 75
MH01  | 2025    | 190 of 200 births                       | antenatal_1 190; births 200                                | 95
MH02  | 2025    | 150 of 200 births                       | antenatal_4 150; births 200                                | 75
MH03  | 2025    | 60 of 200 births                        | antenatal_8 60; births 200                                 | 30
MH04  | 2025    | 196 of 200 births                       | births_attended 196; births 200                            | 98
MH05  | 2025    | 180 of 200 births                       | facility_deliveries 180; births 200                        | 90
MH06M | 2025    | 140 of 200 births                       | postnatal_mothers 140; births 200                          | 70
MH06N | 2025    | 150 of 200 births                       | postnatal_newborns 150; births 200                         | 75
MH07P | 2025    | 36 of 200 births                        | caesareans 36; births 200                                  | 18
MH07F | 2025    | 36 of 180 deliveries                    | caesareans 36; facility_deliveries 180                     | 20
MH08  | 2025    | 4 of (196 + 4), per 1,000               | stillbirths 4; births 196                                  | 20
MH09  | 2025    | 3 of 200, per 1,000                     | neonatal_deaths 3; births 200                              | 15
MH10  | 2025    | 1 of 2,000, per 100,000                 | maternal_deaths 1; births 2000                             | 50
BD01M | 2025    | 188 of 200 newborns                     | screened_metabolic 188; births 200                         | 94
BD01H | 2025    | 180 of 200 newborns                     | screened_hearing 180; births 200                           | 90
BD02O | 2025    | 180 of 200 pregnancies                  | prenatal_offered 180; prenatal_pregnancies 200             | 90
BD02A | 2025    | 90 of 180 offers                        | prenatal_accepted 90; prenatal_offered 180; prenatal_pregnancies 200 | 50
BD04  | 2025    | 3 of (990 + 10), per 10,000             | birth_defects.outcome=live 2; birth_defects.outcome=still 1; births 990; stillbirths 10 | 30
PD01  | 2025    | 530 boys to 500 girls                   | births.sex=male 530; births.sex=female 500                 | 1.06
GR01  | 2025    | 18 of 20 messages                       | feedback_answered 18; feedback_received 20                 | 90
DQ01  | 2025-03 | the return of 1 of 2 towns              | births 9; births_written_total 9                           | 50
DQ02  | 2025-03 | none of 2 by 10 April: it came in 2026  | births 9                                                   | 0
"""  # noqa: E501
"""Code, period, the sum by hand, figures (of the town of east, if none is named), value for the district."""

PARTS = [[cell.strip() for cell in line.split("|")] for line in CASES.strip().splitlines()]


def test_each_indicator_that_ships_is_here() -> None:
    assert sorted(code for code, *_ in PARTS) == sorted(SHIPPED.indicators)


@pytest.mark.parametrize(("code", "period", "by_hand", "figures", "value"), PARTS, ids=[p[0] for p in PARTS])
def test_its_value(code: str, period: str, by_hand: str, figures: str, value: str, tmp_path: Path) -> None:
    given = []
    for figure in figures.replace("WOMEN", WOMEN).split("; "):
        what, number = figure.rsplit(" ", 1)
        *place, what = what.split(": ")
        given.append((place[0] if place else "east", period, what, float(number)))
    found = row(told(tmp_path, given), code, period)
    assert found["value"] == pytest.approx(float(value)), by_hand


@pytest.mark.parametrize("code", SHIPPED.indicators)
def test_without_figures_there_is_no_value_and_no_zero(code: str, tmp_path: Path) -> None:
    store = told(tmp_path, [("east", "2020", "deaths", 1.0)])
    if code in ("DQ01", "DQ02"):
        assert row(store, code)["value"] == 0.0  # Returns were expected, and none came.
    else:
        assert row(store, code)["value"] is None


def test_all_of_them_at_once(tmp_path: Path) -> None:
    store = told(tmp_path, [("east", "2025", "births", 200.0), ("east", "2025", "caesareans", 36.0)])
    table = asked(store, " ".join(SHIPPED.indicators), places=("district", "east", "west"))
    assert len(table) == 3 * len(SHIPPED.indicators)
    assert table.to_table().schema == SCHEMA
