"""Hamilton and Perry's method, with five-year groups and the last five years.

    ratio(x) = P(x + 5, t) / P(x, t - 5),     P(x + 5, t + 5) = P(x, t) ratio(x),
    P(0-4, t + 5) = women 15-49 at t + 5, times P(0-4, t) per woman 15-49 at t, for girls and boys,

and so on in steps of five years. Between them a cohort changes by the same share in every year, and every newborn
year is a fifth of ages 0 to 4. Within a group all single years have the group's ratio, so that sums over groups are
exactly those of the method on groups.

Source: Hamilton & Perry 1962, "A short method for projecting population by age from one decennial census to another",
Social Forces 41(2): 163-170; child-woman ratio as in Smith, Tayman & Swanson 2013, A Practitioner's Guide to State
and Local Population Projections, chapter 7.

Limits: five years of migration go on for ever, so growing places
explode; births follow the women alone."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from populace.demography.sex import FEMALE
from populace.forecast.methods.ageing import People
from populace.forecast.methods.panel import Outlook, Panel, years_after
from populace.forecast.methods.past import need_steps
from populace.forecast.methods.ratios import safe_ratio

STEP = 5
OPEN_AGE = 85
MOTHERS = slice(15, 50)


@dataclass(frozen=True)
class HamiltonPerry:
    """Five-year cohort-change ratios and child-woman ratios of the last five years."""

    code: str = "hamilton-perry"

    def outlook(self, panel: Panel, ahead: int) -> Outlook:
        """``MissingData`` unless there are counts five years apart."""
        need_steps(panel, STEP, self.code)
        ratio = five_year_ratios(panel)
        per_woman = safe_ratio(_children(panel.latest), _mothers(panel.latest)[:, np.newaxis])
        blocks, now = [], panel.latest
        for _block in range(-(-ahead // STEP)):
            blocks.append(_five_years(now, ratio, per_woman))
            now = blocks[-1][-1]
        people = np.concatenate(blocks)[:ahead]
        return Outlook(years_after(panel, ahead), people, _newborn(panel, people))


def five_year_ratios(panel: Panel) -> Float[np.ndarray, "place sex age"]:
    """Those of a five-year group to the same five years before, at each single age they had then."""
    before, now = panel.population[-1 - STEP], panel.latest
    ratio = np.ones_like(now)
    last = min(OPEN_AGE, (panel.ages - 1) // STEP * STEP)
    for age in range(0, last, STEP):
        closed = age + STEP < last
        then, later = (slice(age, age + STEP), slice(age + STEP, age + 2 * STEP if closed else None))
        if not closed:
            then = slice(age, None)
        found = safe_ratio(now[..., later].sum(axis=-1), before[..., then].sum(axis=-1))
        ratio[..., then] = found[..., np.newaxis]
    return ratio


def _five_years(start: People, ratio: People, per_woman: Float[np.ndarray, "place sex"]) -> People:
    """The ends of the five years after ``start``, ``(year, place, sex, age)``."""
    ends = np.zeros((STEP, *start.shape))
    for year in range(1, STEP + 1):
        grown = start * ratio ** (year / STEP)
        ends[year - 1, ..., year:] = grown[..., :-year]
        ends[year - 1, ..., -1] += grown[..., -year:].sum(axis=-1)
    children = per_woman * _mothers(ends[-1])[:, np.newaxis]
    for year in range(1, STEP + 1):
        ends[year - 1, ..., :year] = children[..., np.newaxis] / STEP
    return ends


def _newborn(
    panel: Panel, people: Float[np.ndarray, "step place sex age"]
) -> Float[np.ndarray, "step place"]:
    """Births behind the infants, by the births per infant of the last five years."""
    infants = panel.population[-STEP:, ..., 0].sum(axis=(0, 1, 2))
    per_infant = panel.newborn[-STEP:].sum() / infants if infants > 0 else 1.0
    return np.asarray(people[..., 0].sum(axis=-1) * per_infant)


def _children(people: People) -> Float[np.ndarray, "place sex"]:
    return np.asarray(people[..., :STEP].sum(axis=-1))


def _mothers(people: People) -> Float[np.ndarray, " place"]:
    return np.asarray(people[:, FEMALE, MOTHERS].sum(axis=-1))
