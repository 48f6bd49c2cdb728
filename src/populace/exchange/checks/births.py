"""Births that the women of a place cannot have had."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from populace.demography.sex import FEMALE
from populace.exchange.checks.ages import age_text
from populace.exchange.findings import Findings
from populace.exchange.observations import Observations
from populace.forecast.marks import ALL_AGES, BOTH_SEXES, OPEN
from populace.i18n import format_count
from populace.i18n import gettext as _

FERTILE = (15, 50)
"""Ages of the women that births are compared with, the second excluded: the UN's convention for total fertility."""

HIGHEST_GENERAL_RATE = 0.35
"""Births a year per woman aged 15-49. The highest of any country in World Population Prospects is below 0.30."""

HIGHEST_AGE_RATE = 0.5
"""Births a year per woman of one age: the Hutterites of the 1920s, the highest on record, had 0.55 at 20-24 among the
married (Eaton and Mayer 1953), fewer among all."""

CHANCE = 4.0
"""Standard deviations of a Poisson count by which a small village may exceed those rates by chance."""

OTHER_YEAR = 4.0
"""Factor on the highest rate where the women were counted in another year: few places lose three women in four within a
generation, and births of another village or with a digit too many stand out all the same."""

LAST_AGE = 120


def check_births(rows: Observations, files: Sequence[str], findings: Findings) -> None:
    """Report births of a year and place that exceed what its women allow, in total and by age."""
    women = _Women.of(rows)
    births = np.flatnonzero(rows.of("births"))
    at = women.position(rows.place[births], rows.year[births])
    _check_all_ages(rows, births, at, women, files, findings)
    _check_by_age(rows, births[at >= 0], at[at >= 0], women, files, findings)


class _Women:
    """Women by single year of age at each place and year; groups are spread evenly over their years.

    From the first age that is not known, an open group's among them, every sum is NaN, and no births are too many.
    """

    def __init__(self, keys: NDArray[np.int64], below: NDArray[np.float64]) -> None:
        self.keys = keys
        self.below = below  # women younger than each age, (place-year, age)

    @classmethod
    def of(cls, rows: Observations) -> "_Women":
        here = np.flatnonzero(
            rows.of("population") & (rows.sex == FEMALE) & (rows.age != ALL_AGES) & (rows.width != OPEN)
        )
        here = here[rows.age[here] + rows.width[here] <= LAST_AGE]
        keys, row = np.unique(_key(rows.place[here], rows.year[here]), return_inverse=True)
        counts = np.zeros((len(keys), LAST_AGE))
        known = np.zeros(counts.shape, dtype=bool)
        for width in np.unique(rows.width[here]):
            of_width = rows.width[here] == width
            for offset in range(width):
                ages = rows.age[here][of_width] + offset
                np.add.at(counts, (row[of_width], ages), rows.value[here][of_width] / width)
                known[row[of_width], ages] = True
        counts[~known] = np.nan
        below = np.concatenate([np.zeros((len(keys), 1)), np.cumsum(counts, axis=1)], axis=1)
        return cls(keys, below)

    def position(self, place: NDArray[np.int32], year: NDArray[np.int16]) -> NDArray[np.intp]:
        """Where the women of a place stand: those at the end of the year, else at its beginning; -1 for neither."""
        found = self._find(_key(place, year))
        return np.where(found >= 0, found, self._find(_key(place, year - 1)))

    def nearest(self, place: NDArray[np.int32], year: NDArray[np.int16]) -> NDArray[np.intp]:
        """Where the women of a place stand in the year nearest to ``year``; -1 where they were never counted."""
        if not len(self.keys):
            return np.full(len(place), -1, dtype=np.intp)
        wanted = _key(place, year)
        after = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        before = np.maximum(after - 1, 0)
        away = np.stack([self._away(after, place, wanted), self._away(before, place, wanted)])
        found = np.where(away[0] <= away[1], after, before)
        return np.where(np.isinf(away.min(axis=0)), -1, found)

    def _away(
        self, at: NDArray[np.intp], place: NDArray[np.int32], wanted: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Years from the wanted one; infinite for another place."""
        here = self.keys[at]
        return np.where(here >> 16 == place, np.abs(here - wanted).astype(np.float64), np.inf)

    def _find(self, keys: NDArray[np.int64]) -> NDArray[np.intp]:
        if not len(self.keys):
            return np.full(len(keys), -1, dtype=np.intp)
        found = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[found] == keys, found, -1)

    def between(
        self, at: NDArray[np.intp], first: NDArray[np.integer], last: NDArray[np.integer]
    ) -> NDArray[np.float64]:
        """Women from age ``first`` to below ``last``."""
        return np.asarray(self.below[at, last] - self.below[at, first])


def _key(place: NDArray[np.integer], year: NDArray[np.integer]) -> NDArray[np.int64]:
    return np.asarray(place.astype(np.int64) << 16 | year.astype(np.int64))


def _too_many(
    births: NDArray[np.float64], women: NDArray[np.float64], rate: float | NDArray[np.float64]
) -> NDArray[np.bool_]:
    most = women * rate
    most = np.where(women == 0, 0.0, most + CHANCE * (np.sqrt(most) + 1))
    return np.asarray(births > most)


def _check_all_ages(
    rows: Observations, births: NDArray[np.intp], at: NDArray[np.intp], women: _Women,
    files: Sequence[str], findings: Findings,
) -> None:  # fmt: skip
    annual = births[rows.years[births] == 1]
    at = at[rows.years[births] == 1]
    keys, first, group = np.unique(
        _key(rows.place[annual], rows.year[annual]), return_index=True, return_inverse=True
    )
    total = _largest_sum(rows, annual, group, len(keys))
    counted = at[first]
    near = np.where(counted >= 0, counted, women.nearest(rows.place[annual[first]], rows.year[annual[first]]))
    rate = HIGHEST_GENERAL_RATE * np.where(counted >= 0, 1.0, OTHER_YEAR)
    known = near >= 0
    total, first, rate, near = total[known], first[known], rate[known], near[known]
    fertile = women.between(near, *(np.full(len(near), age) for age in FERTILE))
    for wrong in np.flatnonzero(_too_many(total, fertile, rate)):
        row = annual[first[wrong]]
        findings.problem(
            "births",
            files[rows.source[row]],
            int(rows.row[row]),
            _("Births in {year}: {births}, more than {women} women aged 15–49 can have.").format(
                births=format_count(total[wrong]), year=rows.year[row], women=format_count(fertile[wrong])
            ),
            _("Correct the births or the population of this place and year."),
        )


def _largest_sum(
    rows: Observations, births: NDArray[np.intp], group: NDArray[np.intp], groups: int
) -> NDArray[np.float64]:
    """Births of each group: the same births may stand in total, by age and by sex, so the largest sum counts."""
    told = 2 * (rows.age[births] == ALL_AGES) + (rows.sex[births] == BOTH_SEXES)
    sums = [
        np.bincount(group[told == kind], rows.value[births][told == kind], minlength=groups)
        for kind in range(4)
    ]
    return np.asarray(np.max(sums, axis=0))


def _check_by_age(
    rows: Observations, births: NDArray[np.intp], at: NDArray[np.intp], women: _Women,
    files: Sequence[str], findings: Findings,
) -> None:  # fmt: skip
    aged = (rows.age[births] != ALL_AGES) & (rows.width[births] != OPEN) & (rows.years[births] == 1)
    births, at = births[aged], at[aged]
    age, width = rows.age[births], rows.width[births]
    last = np.minimum(age + width, LAST_AGE)
    wrong = np.flatnonzero(_too_many(rows.value[births], women.between(at, age, last), HIGHEST_AGE_RATE))
    wrong = wrong[np.argsort(rows.row[births[wrong]], kind="stable")]
    exposed = women.between(at[wrong], age[wrong], last[wrong])
    for source in np.unique(rows.source[births[wrong]]):
        here = np.flatnonzero(rows.source[births[wrong]] == source)
        bad = births[wrong[here]]
        findings.rows(
            "births by age",
            files[source],
            rows.row[bad],
            lambda i, bad=bad, here=here: _(  # type: ignore[misc]
                "Births to women aged {ages}: {births}, more than {women} women can have."
            ).format(
                births=format_count(rows.value[bad[i]]),
                ages=age_text(rows, int(bad[i])),
                women=format_count(exposed[here[i]]),
            ),
            _("Correct the births or the population of this place, year and age."),
        )
