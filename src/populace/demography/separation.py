"""Mean years lived in an age interval by those who die in it (``ax``): the rules, with their sources."""

import numpy as np

from populace.demography.ages import Ages
from populace.demography.arrays import Floats
from populace.demography.sex import FEMALE, MALE

# Andreev & Kingkade 2015, Demographic Research 33:13 (a0 from m0): for each sex three pieces
# (upper bound of m0, intercept, slope).
ANDREEV_KINGKADE = {
    FEMALE: ((0.01724, 0.14903, -2.05527), (0.06891, 0.04667, 3.88089), (np.inf, 0.31411, 0.0)),
    MALE: ((0.02300, 0.14929, -1.99545), (0.08307, 0.02832, 3.26021), (np.inf, 0.29915, 0.0)),
}

# Coale & Demeny West, restated on m0 by Preston, Heuveline & Guillot 2001, Demography, p. 48 (4a1 from m0):
# (upper bound of m0, intercept, slope).
COALE_DEMENY_1_4 = {
    FEMALE: ((0.107, 1.522, -1.518), (np.inf, 1.361, 0.0)),
    MALE: ((0.107, 1.651, -2.816), (np.inf, 1.352, 0.0)),
}

# Below 15 mortality is too far from Gompertz's curve for Greville's rule: the UN's tables take the middle of the
# groups 5-9 and 10-14 (PPgp/MortCast agrees to the last digit).
FIRST_GREVILLE_AGE = 15
MIDDLE = 2.5
# With a constant force of mortality of 1 a year, those who die in a five-year group live 1 - 5 exp(-5)/(1 -
# exp(-5)) years in it: the floor that the UN's tables set from age 45 on (MORTPAK; PPgp/MortCast).
OLD_AGE_FLOOR = 0.97
FLOOR_FROM_AGE = 45


def infant_ax(m0: Floats, sex: int) -> Floats:
    """Years lived in the first year by those who die in it (Andreev & Kingkade 2015).

    ``m0``: deaths per person-year at age 0, any shape. Returns years, same shape.
    """
    return _piecewise(m0, ANDREEV_KINGKADE[sex])


def single_year_ax(mx: Floats, sex: int) -> Floats:
    """``ax`` of a single-year table ``(..., age)``: a0 from m0, then half a year, 1/m in the open group."""
    ax = np.full(mx.shape, 0.5)
    ax[..., 0] = infant_ax(mx[..., 0], sex)
    ax[..., -1] = _open_ax(mx[..., -1])
    return ax


def abridged_ax(mx: Floats, ages: Ages, sex: int) -> Floats:
    """``ax`` of an abridged table ``(..., age)``.

    Age 0 after Andreev & Kingkade 2015, ages 1-4 after Coale & Demeny, from 15 after Greville 1943 as in
    the UN's MORTPAK: ``2.5 - 25/12 (m - k)``, ``k = ln(m[x+5] / m[x-5]) / 10``.
    """
    ax = np.full(mx.shape, MIDDLE)
    ax[..., 0] = infant_ax(mx[..., 0], sex)
    ax[..., 1] = _piecewise(mx[..., 0], COALE_DEMENY_1_4[sex])
    ax[..., -1] = _open_ax(mx[..., -1])
    first = int(np.searchsorted(ages.bounds, FIRST_GREVILLE_AGE))
    last = len(ages) - 2
    if first <= last:
        ax[..., first : last + 1] = _greville(mx, first, last)
    older = ages.bounds[:-1] >= FLOOR_FROM_AGE
    ax[..., :-1] = np.where(older, np.maximum(ax[..., :-1], OLD_AGE_FLOOR), ax[..., :-1])
    return ax


def _greville(mx: Floats, first: int, last: int) -> Floats:
    """The last closed group borrows the growth rate of the one before it: its successor is open."""
    tiny = np.finfo(np.float64).tiny
    growth = 0.1 * np.log(np.maximum(mx[..., 2:], tiny) / np.maximum(mx[..., :-2], tiny))
    growth = growth[..., first - 1 : last]
    if last - first >= 1:
        growth = np.concatenate([growth[..., :-1], growth[..., -2:-1]], axis=-1)
    ax = MIDDLE - 25.0 / 12.0 * (mx[..., first : last + 1] - growth)
    return np.clip(ax, 0.0, 5.0)


def _piecewise(m0: Floats, pieces: tuple[tuple[float, float, float], ...]) -> Floats:
    conditions = [m0 < bound for bound, _, _ in pieces]
    values = [intercept + slope * m0 for _, intercept, slope in pieces]
    return np.select(conditions, values)


def _open_ax(m_open: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        return 1.0 / m_open
