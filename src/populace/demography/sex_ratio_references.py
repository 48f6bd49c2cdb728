"""Boys per girl at birth where no sex is selected, by region: what a place's ratio is compared with.

The usual ratio is not 1.05 everywhere. It is given with the bounds within which the region's own may lie: a place is
outside only if it is beyond them by more than chance.
"""

from dataclasses import dataclass

from populace.errors import ModelError

CHAO = "Chao, Gerland, Cook & Alkema 2019, PNAS 116(19): 9303-9311, doi:10.1073/pnas.1812593116 (1950-2017)"
WPP = (
    "United Nations, World Population Prospects 2024: mean of the years 1950-1969, before the sex of a child could be "
    "known before its birth"
)
USUAL_WIDTH = 0.009
"""Half the 95 % interval that Chao et al. 2019 give for eastern Asia (1.054-1.072), taken where a region has none."""


@dataclass(frozen=True)
class Reference:
    """Boys per girl with bounds, for a ``region``, and the ``source`` of the figure.

    Raises ``ModelError`` for bounds that do not hold the ratio, or a ratio of zero.
    """

    region: str
    ratio: float
    lower: float
    upper: float
    source: str

    def __post_init__(self) -> None:
        """Check the order of the three figures."""
        if not 0 < self.lower <= self.ratio <= self.upper:
            raise ModelError(
                f"a reference needs 0 < lower <= ratio <= upper, not {self.lower}, {self.ratio}, {self.upper}"
            )


def _of_wpp(region: str, ratio: float) -> Reference:
    return Reference(region, ratio, round(ratio - USUAL_WIDTH, 3), round(ratio + USUAL_WIDTH, 3), WPP)


REFERENCES = {
    reference.region: reference
    for reference in (
        Reference("sub-Saharan Africa", 1.031, 1.027, 1.036, CHAO),
        Reference("South-Eastern Asia", 1.063, 1.055, 1.072, CHAO),
        Reference("Eastern Asia", 1.063, 1.054, 1.072, CHAO),
        Reference("Oceania", 1.067, 1.058, 1.077, CHAO),
        _of_wpp("Northern Africa", 1.052),
        _of_wpp("Western Asia", 1.052),
        _of_wpp("Central Asia", 1.066),
        _of_wpp("Southern Asia", 1.052),
        _of_wpp("Latin America and the Caribbean", 1.043),
        _of_wpp("Northern America", 1.051),
        _of_wpp("Europe", 1.058),
        _of_wpp("Australia/New Zealand", 1.055),
        _of_wpp("World", 1.054),
    )
}
"""By region, as the United Nations name them. Oceania is without Australia and New Zealand, which have their own."""


def reference_ratio(region: str) -> Reference:
    """The reference of a region.

    Raises ``ModelError`` for a region that has none, naming those that have.
    """
    if region not in REFERENCES:
        raise ModelError(f"no reference sex ratio for “{region}”; there is one for {', '.join(REFERENCES)}")
    return REFERENCES[region]
