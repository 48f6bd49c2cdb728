"""The catalogue's measures and categories by the words that people use for them, in every language we have."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from populace.catalog.catalogue import Catalogue
from populace.catalog.dimensions import AGE, SEX, Dimension
from populace.demography.sex import FEMALE, MALE
from populace.exchange.ages import TOTAL, Age, read_age
from populace.exchange.header import fold_heading
from populace.exchange.sexes import read_sex
from populace.forecast.marks import BOTH_SEXES, OPEN
from populace.i18n import LANGUAGES, gettext, use_language

WHOLE_TEXT = ""
"""What a word for "all together" means: that the figure is not split."""

_SEXES = {FEMALE: "female", MALE: "male", BOTH_SEXES: WHOLE_TEXT}


def measures_named(catalogue: Catalogue) -> dict[str, str]:
    """Codes of measures by their folded names and labels; a word that two measures share is not among them."""
    return _unshared(
        (name, code)
        for code, measure in catalogue.measures.items()
        for name in (code, *measure.names, *_in_all_languages(measure.label))
    )


def dimensions_named(catalogue: Catalogue) -> dict[str, str]:
    """Codes of dimensions by their folded codes and labels."""
    return _unshared(
        (name, code)
        for code, dimension in catalogue.dimensions.items()
        for name in (code, *_in_all_languages(dimension.label))
    )


def categories_named(dimension: Dimension) -> dict[str, str]:
    """Codes of categories by their folded codes and labels."""
    return _unshared(
        (name, category.code)
        for category in dimension.categories
        for name in (category.code, *_in_all_languages(category.label))
    )


def category_of(dimension: str, text: str) -> str | None:
    """The category of sex or age that ``text`` spells, ``WHOLE_TEXT`` for a total; ``None`` where it spells none."""
    if dimension == SEX:
        sex = read_sex(text)
        return None if sex is None else _SEXES[sex]
    if dimension == AGE:
        age = read_age(text)
        return None if age is None else age_text(age)
    return None


def age_text(age: Age) -> str:
    """An age group as the catalogue writes it: ``0``, ``1-4``, ``20-24``, ``85+``; a bare age is one year wide."""
    if age == TOTAL:
        return WHOLE_TEXT
    if age.width == OPEN:
        return f"{age.lower}+"
    if age.width is None or age.width == 1:
        return str(age.lower)
    return f"{age.lower}-{age.lower + age.width - 1}"


def _in_all_languages(label: str) -> Iterable[str]:
    for tag in LANGUAGES:
        with use_language(tag):
            yield gettext(label)


def _unshared(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for name, code in pairs:
        codes[fold_heading(name)].add(code)
    found: Mapping[str, set[str]] = codes
    return {name: min(each) for name, each in found.items() if len(each) == 1 and name}
