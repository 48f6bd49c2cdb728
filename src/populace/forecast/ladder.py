"""The ladder: which method serves which data.

For each of four subjects the first rung that the data allow is taken, from the best to the barest. Nothing is
invented below the last rung: where even that is missing, the forecast stops and says which table to add. The report
names the rung of every place.
"""

from collections import Counter
from collections.abc import Sequence

from populace.forecast.results import Rung
from populace.i18n import N_, format_number, join_sentences, ngettext
from populace.i18n import gettext as _

SEX_GAP = 5.0
"""Years by which women outlive men where only one figure is given for both: about the world's gap since 2000 (UN, World
Population Prospects 2024)."""

RUNGS: dict[str, str] = {
    "population-1": N_("Population by sex and single year of age, as given."),
    "population-2": N_(
        "Population by sex and age group; single years by graduation that keeps every group's total."
    ),
    "population-3": N_(
        "Population by sex and age groups of more than five years: single years are a guess, and waves of births may "
        "not show or be false."
    ),
    "births-1": N_("Its own births by age of mother."),
    "births-2": N_("Its own births; their pattern by age of mother is, wholly or mostly, that of {place}."),
    "births-3": N_(
        "Its own births in total; their pattern by age of mother is from the rates given for {place}."
    ),
    "births-4": N_(
        "Its own births in total; no pattern by age of mother rests on enough births, so a model schedule is used."
    ),
    "births-5": N_("No births of its own: those of {place}, shared out by the infants or the women counted."),
    "births-6": N_("No births given: past births are worked out from the children under 1 who were counted."),
    "births-7": N_("Neither births nor single years of age are given: fertility is that of {place}."),
    "mortality-1": N_("Its own deaths by sex and age over many years: each age moves as it has moved there."),
    "mortality-2": N_("Its own deaths by sex and age."),
    "mortality-3": N_("Deaths by sex and age of {place}."),
    "mortality-4": N_(
        "Death rates by sex and age given for {place}, moved to its life expectancy in each year."
    ),
    "mortality-5": N_("Life expectancy by sex of {place}, with model life tables."),
    "mortality-6": N_(
        "Life expectancy of {place} without sex, with model life tables and a gap of {gap} years."
    ),
    "migration-1": N_("Its own net migration by sex and age."),
    "migration-2": N_("Its own net migration in total, with a model age pattern."),
    "migration-3": N_("Net migration as the residual between two populations, births and deaths."),
    "migration-4": N_("Net migration as projected by the source, by sex and age."),
    "migration-5": N_("Net migration as projected by the source in total, with a model age pattern."),
    "migration-6": N_("No migration data, and no second population to work it out from: none is assumed."),
}
"""What each rung means, best first within each subject."""

SUBJECTS = {
    "population": N_("Population"),
    "births": N_("Births and fertility"),
    "mortality": N_("Deaths"),
    "migration": N_("Migration"),
}
"""The four subjects, as a heading names them; the first part of a rung's code."""


def rung(code: str, **words: str) -> Rung:
    """The rung ``code`` of the ladder, with the place or figure it names filled in.

    :raises KeyError: there is no such rung.
    """
    return Rung(code, _(RUNGS[code]).format(gap=format_number(SEX_GAP, 0), **words))


def rung_of_sum(parts: Sequence[Rung]) -> Rung:
    """What the places stand on whose sum a place is: how many of them on which rung of a subject."""
    counts = Counter(part.code for part in parts)
    subject = parts[0].code.rpartition("-")[0]
    numbers = "+".join(code.rpartition("-")[2] for code in sorted(counts))
    said = ngettext("The sum of {count} place below.", "The sum of {count} places below.", len(parts))
    texts = [
        _("{count} by {rung}: {text}").format(count=count, rung=code, text=_text_for_several(code, parts))
        for code, count in sorted(counts.items())
    ]
    return Rung(f"{subject}-{numbers}", join_sentences([said.format(count=len(parts)), *texts]))


def _text_for_several(code: str, parts: Sequence[Rung]) -> str:
    """The text of a rung: as it is where all parts on it have the same, else without naming the place each leans on."""
    texts = {part.text for part in parts if part.code == code}
    return texts.pop() if len(texts) == 1 else rung(code, place=_("the place above")).text
