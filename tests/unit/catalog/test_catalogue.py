"""A catalogue laid over another, and what its labels read."""

import pytest

from populace.catalog.catalogue import Catalogue, by_code
from populace.catalog.measure import Kind, Measure
from populace.i18n import use_language

VISITS = Measure("visits", "Visits", Kind.FLOW, "visits")
OTHER = Measure("visits", "Home visits", Kind.FLOW, "visits")


def test_the_later_definition_of_a_code_holds() -> None:
    below = Catalogue(measures={"visits": VISITS, "kept": Measure("kept", "Kept", Kind.FLOW, "u")})
    assert dict(below.with_(Catalogue(measures={"visits": OTHER})).measures) == {
        "visits": OTHER,
        "kept": below.measures["kept"],
    }


def test_translations_of_both_are_kept() -> None:
    one = Catalogue(translations={"zh-hans": {"Visits": "访视", "Units": "单位"}})
    both = one.with_(Catalogue(translations={"zh-hans": {"Visits": "家访"}}))
    assert both.translations["zh-hans"] == {"Visits": "家访", "Units": "单位"}


def test_a_label_reads_as_its_own_translation_or_as_the_softwares() -> None:
    catalogue = Catalogue(translations={"zh-hans": {"Visits": "访视"}})
    with use_language("zh-hans"):
        assert catalogue.text("Visits") == "访视"
        assert catalogue.text("Sex ratio at birth") == "出生性别比"
    assert catalogue.text("Visits") == "Visits"


def test_a_catalogue_cannot_be_written_to() -> None:
    with pytest.raises(TypeError):
        Catalogue().measures["visits"] = VISITS  # type: ignore[index]


def test_a_code_is_declared_once() -> None:
    with pytest.raises(ValueError, match="visits is declared twice"):
        by_code([VISITS, OTHER])
