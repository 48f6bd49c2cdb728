"""The places of the demo: how many, how named."""

import numpy as np
import pytest

from populace.demo.places import place_tree, town_of_unit, towns, units


def test_one_district_eight_towns_and_their_units_are_129_places() -> None:
    tree = place_tree()
    assert len(tree) == 129
    assert tree.roots == ("TL",)
    assert len(tree.children("TL")) == len(towns()) == 8
    assert tree.leaves("TL") == units()
    assert len(units()) == 120


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_place_has_a_name_of_its_own_in_both_languages(language: str) -> None:
    names = [place.names[language] for place in place_tree()]
    assert all(names)
    assert len(set(names)) == len(names)


def test_chinese_names_are_in_chinese_and_english_ones_in_latin_letters() -> None:
    for place in place_tree():
        assert all("\u4e00" <= letter <= "\u9fff" for letter in place.names["zh-hans"])
        assert place.names["en"].replace(" ", "").isascii()
        assert place.names["en"].replace(" ", "").isalpha()


def test_the_town_of_each_unit_is_its_parent() -> None:
    codes = np.array([town.place.code for town in towns()])
    assert codes[town_of_unit()].tolist() == [place_tree()[unit].parent for unit in units()]
