"""How fertile the places of one top are relative to it: ratios that lean on the whole where births are few."""

import numpy as np
from jaxtyping import Float

RATIO_YEARS = 5
"""Years of births pooled into a place's ratio."""


def shrunken_ratios(
    births: Float[np.ndarray, " place"], expected: Float[np.ndarray, " place"]
) -> Float[np.ndarray, " place"]:
    """Births over births expected at the common level, shrunk towards one where they are few.

    The share of a place's own ratio that is kept is ``A / (A + m / expected)``, with ``A`` the variance between
    places that is left when the Poisson noise of births is taken out, and ``m`` the common ratio. The result is
    scaled so that the places together have the births that were counted. Places without births expected keep the
    common ratio.

    Source: Marshall 1991, "Mapping disease and mortality rates using empirical Bayes estimators", Applied Statistics
    40(2): 283, doi:10.2307/2347593 (the global estimator).
    """
    known = expected > 0
    if known.sum() == 0:
        return np.ones(len(births))
    ratio = np.divide(births, expected, out=np.ones(len(births)), where=known)
    total = float(expected[known].sum())
    common = float(births[known].sum()) / total
    variance = float((expected[known] * (ratio[known] - common) ** 2).sum()) / total
    between = max(variance - common / float(expected[known].mean()), 0.0)
    noise = np.divide(common, expected, out=np.full(len(births), np.inf), where=known)
    kept = np.where(known, between / (between + noise), 0.0) if between > 0 else np.zeros(len(births))
    shrunk = common + kept * (ratio - common)
    together = float((shrunk[known] * expected[known]).sum())
    return np.asarray(shrunk * (births[known].sum() / together if together > 0 else 1.0))
