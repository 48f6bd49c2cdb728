"""Noise of the places of a tree: places under one parent go up and down together, in part.

The noise of a place is that of its parent times the root of a share, and the rest its own. So two places under one
parent correlate by that share, cousins by the product along the way, and every table of correlations is a possible one
by construction; none is ever written down, and a place's noise needs no other place but those above it.
"""

from collections.abc import Sequence

import numpy as np
from jaxtyping import Float

from populace.forecast.processes.noise import Noise, shocks, stream, together

USUAL_SHARE = 0.46
"""Correlation of siblings' shocks where their own past does not tell: that of forecast errors of total fertility of
neighbouring countries in one region with a fertility below five (0.11 + 0.26 + 0.09, Fosdick & Raftery 2014,
Demographic Research 30:35, doi:10.4054/DemRes.2014.30.35). None is known for places within a district."""

PRIOR_YEARS = 20.0
"""Independent changes that the usual share counts for when siblings' own past is weighed against it: about where the
sampling error of one correlation, ``(1 - r^2) / sqrt(n)``, is as large as those of that study lie apart (0.2)."""


def white_noise(
    seed: int, subject: str, way: Sequence[str], shares: Sequence[float], trajectories: int, years: int
) -> Noise:
    """White noise of a place, from ``way``: its code and those above it, the place first.

    ``shares`` are the correlations of siblings under each of ``way[1:]``: 0 where the parent is the top itself, about
    which ratios are measured, since what all its parts have in common is the top's own level.
    """
    made = shocks(stream(seed, way[-1], subject), trajectories, years)
    for place, share in zip(reversed(way[:-1]), reversed(shares), strict=True):
        made = inherited(made, shocks(stream(seed, place, subject), trajectories, years), share)
    return made


def inherited(parent: Noise, own: Noise, share: float) -> Noise:
    """Noise of a child: ``share`` of its variance is the parent's."""
    return together(parent, own, float(np.sqrt(share))) if share > 0.0 else own


def share_of_siblings(changes: Float[np.ndarray, "change place"], usual: float = USUAL_SHARE) -> float:
    """The correlation that siblings' past changes show, shrunken towards ``usual`` where there are few.

    ``changes`` are those of the logarithm of each place's ratio to the top, over periods that do not overlap; columns
    with gaps are left out. The estimate is the mean of all pairs: how much the variance of the mean of standardised
    changes exceeds that of independent places. It is weighed by the number of changes against ``PRIOR_YEARS`` and
    held within 0 and 0.95.
    """
    whole = changes[:, np.isfinite(changes).all(axis=0) & (np.ptp(changes, axis=0) > 0)]
    times, places = whole.shape
    if places < 2 or times < 2:
        return usual
    standard = whole / np.sqrt((whole**2).mean(axis=0))
    mean_square = float((standard.mean(axis=1) ** 2).mean())
    own = (places * mean_square - 1.0) / (places - 1.0)
    return float(np.clip((times * own + PRIOR_YEARS * usual) / (times + PRIOR_YEARS), 0.0, 0.95))
