"""The sex ratio at birth, observed."""

from populace.catalog.expressions.parser import parse
from populace.catalog.indicators import Indicator
from populace.catalog.programme.sources import IN_FORCE, PROGRAMME
from populace.catalog.subjects import Subject
from populace.i18n import N_

BIRTHS = (
    Indicator(
        "PD01",
        N_("Sex ratio at birth"),
        parse("#{births.sex=male}"),
        parse("#{births.sex=female}"),
        unit=N_("boys per girl"),
        pooled_years=3,
        subject=Subject.SEX_RATIO,
        decimals=3,
        note=N_(
            "Pooled over 3 years; chance alone moves it far where births are few (a place with 1,000 births has a 95 % "
            "band of 0.94–1.20)."
        ),
        source=PROGRAMME,
        in_force=IN_FORCE[PROGRAMME],
        numerator_label=N_("live-born boys"),
        denominator_label=N_("live-born girls"),
    ),
)
