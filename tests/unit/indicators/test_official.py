"""Official accounts: one a year, dated, kept in a file."""

import json
from datetime import date

import pytest

from populace.errors import ModelError
from populace.indicators.accounts import PopulationAccount
from populace.indicators.official import (
    OfficialChoice,
    OfficialChoices,
    OfficialError,
    from_document,
    to_document,
)

FIRST = OfficialChoice(2025, "census", date(2025, 3, 1), "decree 7")
LATER = OfficialChoice(2025, "register", date(2025, 9, 1))
BIRTHS = OfficialChoice(2025, "services", date(2025, 9, 1), measure="expected_births")


def test_the_latest_declaration_of_a_year_holds() -> None:
    choices = OfficialChoices((LATER, FIRST))
    assert choices.on(2025) == LATER
    assert choices.on(2025, known=date(2025, 8, 31)) == FIRST
    assert choices.on(2025, known=date(2025, 2, 28)) is None
    assert choices.on(2024) is None


def test_another_measure_has_its_own() -> None:
    choices = OfficialChoices((FIRST,)).with_(BIRTHS)
    assert choices.on(2025, "expected_births") == BIRTHS
    assert choices.on(2025) == FIRST


def test_two_on_one_day_are_refused() -> None:
    with pytest.raises(OfficialError, match="Two official accounts of population in 2025"):
        OfficialChoices((FIRST, OfficialChoice(2025, "register", date(2025, 3, 1))))


def test_they_come_back_from_a_file_as_they_were() -> None:
    choices = OfficialChoices((FIRST, LATER, BIRTHS))
    assert from_document(json.loads(json.dumps(to_document(choices)))) == choices


def test_a_day_may_stand_in_the_file_as_a_day() -> None:
    assert from_document([{"year": 2025, "account": "census", "declared": date(2025, 3, 1)}]).on(2025)


@pytest.mark.parametrize(
    "entry",
    [
        {"year": 2025, "account": "census"},
        {"year": 2025, "account": "census", "declared": "2025-03-01", "weight": 2},
        {"year": "soon", "account": "census", "declared": "2025-03-01"},
        {"year": 2025, "account": "census", "declared": "1 March"},
    ],
)
def test_what_is_no_declaration_is_refused_with_its_number(entry: dict) -> None:
    with pytest.raises(OfficialError, match="Official account 2"):
        from_document([{"year": 2024, "account": "census", "declared": "2024-03-01"}, entry])


def test_no_account_stands_on_a_day_that_no_year_has() -> None:
    with pytest.raises(ModelError, match="no year has the day"):
        PopulationAccount("census", stands=(2, 30))
