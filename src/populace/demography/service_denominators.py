"""Denominators from services: how many pregnancies, deliveries and infants there must have been.

Nearly all women come for a first antenatal contact where coverage is high. Where it is known (from a survey) how
many do, the count of contacts says how many pregnancies there were, and the rates of loss say what became of them:

    pregnancies = births × (1 - twin / 2) / ((1 - stillbirth) × (1 - loss))
    deliveries  = pregnancies × (1 - loss)
    infants     = births × (1 - neonatal)

Births here are live births. Every rate is given by whoever asks, from a survey or register of the country.

Source: Countdown to 2030, denominators derived from health facility data; World Health Organization, data quality
app (10 % against a projection).
"""

from dataclasses import dataclass, fields

import numpy as np
from jaxtyping import Float

from populace.errors import ModelError


@dataclass(frozen=True)
class Losses:
    """``twin`` per delivery, ``stillbirth`` per birth, ``loss`` of pregnancies before 28 weeks, ``neonatal`` per
    live birth.

    All are probabilities.

    :raises ModelError: one that is none, or a loss of all.
    """

    twin: float
    stillbirth: float
    loss: float
    neonatal: float

    def __post_init__(self) -> None:
        for each in fields(self):
            if not 0 <= getattr(self, each.name) < 1:
                raise ModelError(f"{each.name} {getattr(self, each.name)} is no probability below 1")


def pregnancies_from_contacts(
    contacts: Float[np.ndarray, "..."], coverage: Float[np.ndarray, "..."] | float
) -> Float[np.ndarray, "..."]:
    """Pregnancies, from first antenatal contacts and the share of pregnant women who come."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.asarray(contacts, float) / coverage
    return np.where(np.isfinite(found), found, np.nan)


def pregnancies_from_births(births: Float[np.ndarray, "..."], losses: Losses) -> Float[np.ndarray, "..."]:
    """Pregnancies that these live births came from."""
    kept = (1 - losses.stillbirth) * (1 - losses.loss)
    return np.asarray(births, float) * (1 - losses.twin / 2) / kept


def deliveries(pregnancies: Float[np.ndarray, "..."], losses: Losses) -> Float[np.ndarray, "..."]:
    """Deliveries that these pregnancies end in."""
    return np.asarray(pregnancies, float) * (1 - losses.loss)


def births_from_pregnancies(
    pregnancies: Float[np.ndarray, "..."], losses: Losses
) -> Float[np.ndarray, "..."]:
    """Live births that these pregnancies end in: the inverse of ``pregnancies_from_births``."""
    return deliveries(pregnancies, losses) * (1 - losses.stillbirth) / (1 - losses.twin / 2)


def infants(births: Float[np.ndarray, "..."], losses: Losses) -> Float[np.ndarray, "..."]:
    """Infants who live through their first 28 days."""
    return np.asarray(births, float) * (1 - losses.neonatal)
