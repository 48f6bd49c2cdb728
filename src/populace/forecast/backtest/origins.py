"""Rolling origins: the years from which a method is asked to look ahead, and the horizons that can be judged."""

from collections.abc import Sequence
from dataclasses import dataclass

from populace.errors import MissingData, UserError
from populace.i18n import gettext as _

LEAST_PAST = 10
"""Years of counts before the first origin: two five-year steps of a cohort, so that a change can be read from them."""

EVERY = 5
"""Years from one origin to the next, where they are not named: forecasts of five-year age groups then share no count
of a cohort at the same age. Nearer origins add work, and little that is new."""

HORIZONS = (5, 10, 15)
"""Years ahead at which a forecast is judged, where they are not named."""


@dataclass(frozen=True)
class Trial:
    """One origin with the horizons at which what came after it is known."""

    origin: int
    horizons: tuple[int, ...]

    @property
    def ahead(self) -> int:
        """Years that have to be forecast."""
        return max(self.horizons)


def rolling(
    first: int, last: int, horizons: Sequence[int] = HORIZONS, origins: Sequence[int] = ()
) -> tuple[Trial, ...]:
    """Trials on counts from the end of ``first`` to the end of ``last``, the earliest first.

    Where no ``origins`` are named they are every ``EVERY`` years, such that the last one's shortest horizon ends in
    ``last``, and the first has ``LEAST_PAST`` years of counts before it.

    :raises UserError: a horizon below one year, or an origin without counts before or after it.
    :raises MissingData: the counts are too few years for any trial.
    """
    wanted = tuple(sorted(set(horizons)))
    if not wanted or wanted[0] < 1:
        raise UserError(_("A horizon is a number of years ahead, 1 or more."))
    if origins:
        return tuple(_named(origin, first, last, wanted) for origin in sorted(set(origins)))
    starts = range(last - wanted[0], first + LEAST_PAST - 1, -EVERY)
    if not len(starts):
        said = _(
            "Counts from {first} to {last} are too few years: a trial takes {past} years before its start and "
            "{ahead} after it. Give more years, or a shorter horizon to --horizons."
        )
        raise MissingData(said.format(first=first, last=last, past=LEAST_PAST, ahead=wanted[0]))
    return tuple(_trial(origin, last, wanted) for origin in reversed(starts))


def _named(origin: int, first: int, last: int, horizons: tuple[int, ...]) -> Trial:
    """A trial that was asked for by its year."""
    if not first < origin <= last - horizons[0]:
        said = _("{origin} cannot be an origin: with counts from {first} to {last}, take {low} to {high}.")
        raise UserError(
            said.format(origin=origin, first=first, last=last, low=first + 1, high=last - horizons[0])
        )
    return _trial(origin, last, horizons)


def _trial(origin: int, last: int, horizons: tuple[int, ...]) -> Trial:
    return Trial(origin, tuple(horizon for horizon in horizons if origin + horizon <= last))
