"""What chance does to an indicator follows from its structure."""

import pytest

from populace.catalog.shipped import SHIPPED
from populace.demography.service_denominators import births_from_pregnancies, pregnancies_from_births
from populace.errors import ModelError
from populace.i18n import use_language
from populace.indicators.chance import Chance, chance_of
from populace.indicators.from_services import Parameter, Parameters
from populace.indicators.notes import SMALL, Note, sentences

KINDS = {
    Chance.SHARE: "FP01 FP05 FP07 FP08 FP11 FP12 FP17 MH01 MH02 MH03 MH04 MH05 MH06M MH06N MH07F MH07P BD01H BD01M "
    "BD02A BD02O GR01",
    Chance.EVENTS: "MH08 MH09 MH10 BD04",
    Chance.ODDS: "PD01",
    Chance.NONE: "FP02 FP03 FP06 FP14 FP15 DQ01 DQ02",
}


@pytest.mark.parametrize("kind", Chance)
def test_of_each_indicator_that_ships(kind: Chance) -> None:
    found = {code for code, each in SHIPPED.indicators.items() if chance_of(each, SHIPPED) is kind}
    assert found == set(KINDS[kind].split())


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_note_and_warning_has_its_sentence(language: str) -> None:
    with use_language(language):
        said = [sentences(each.name.lower()) for each in Note if each.name and each]
        said += [sentences("", each) for each in SMALL if each]
    assert len(set(said)) == len(said) == 12
    assert all(said)


def _rate(value: float) -> Parameter:
    return Parameter(value, "a survey", 2024)


def test_births_and_pregnancies_are_each_others_inverse() -> None:
    given = Parameters(_rate(0.03), _rate(0.02), _rate(0.1), _rate(0.02))
    assert births_from_pregnancies(
        pregnancies_from_births(1234.0, given.losses), given.losses
    ) == pytest.approx(1234)


@pytest.mark.parametrize("value", [-0.1, 1.0, float("nan")])
def test_a_parameter_is_a_probability(value: float) -> None:
    with pytest.raises(ModelError, match="no probability"):
        _rate(value)


def test_a_parameter_has_a_source() -> None:
    with pytest.raises(ModelError, match="source"):
        Parameter(0.1, " ", 2024)
