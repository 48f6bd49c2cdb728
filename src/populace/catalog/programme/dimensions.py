"""By what the programme's counts may be split, besides sex and age."""

from populace.catalog.catalogue import by_code
from populace.catalog.dimensions import AGE, SEX, Category, Dimension, Role
from populace.catalog.programme.methods import METHOD, METHODS
from populace.i18n import N_

SOURCE = "source"
BOUND = "bound"
DEVICE = "device"
NEED = "need"
LEVEL = "level"
OUTCOME = "outcome"

DIMENSIONS: dict[str, Dimension] = by_code(
    (
        Dimension(SEX, N_("Sex"), (Category("female", N_("Female")), Category("male", N_("Male")))),
        Dimension(AGE, N_("Age"), open=True),
        Dimension(
            SOURCE,
            N_("Source of the population figure"),
            (
                Category("census", N_("Census")),
                Category("register", N_("Population register")),
                Category("survey", N_("Sample survey")),
                Category("projection", N_("Projection made here")),
                Category("imported", N_("Figure taken in from elsewhere")),
            ),
            Role.ACCOUNTS,
            open=True,
        ),
        Dimension(
            BOUND,
            N_("Middle and bounds of a projection"),
            (
                Category("median", N_("Median")),
                Category("low80", N_("Lower bound of 80 %")),
                Category("high80", N_("Upper bound of 80 %")),
                Category("low95", N_("Lower bound of 95 %")),
                Category("high95", N_("Upper bound of 95 %")),
            ),
            Role.ACCOUNTS,
        ),
        Dimension(METHOD, N_("Contraceptive method"), METHODS),
        Dimension(
            DEVICE,
            N_("Kind of device"),
            (Category("implant", N_("Implants")), Category("iud", N_("Intrauterine devices"))),
        ),
        Dimension(
            NEED,
            N_("What the need is for"),
            (Category("spacing", N_("A later birth")), Category("limiting", N_("No further birth"))),
        ),
        Dimension(
            LEVEL,
            N_("Level of the service point"),
            (Category("primary", N_("Primary level")), Category("higher", N_("Higher level"))),
        ),
        Dimension(
            OUTCOME,
            N_("Outcome of the birth"),
            (Category("live", N_("Live births")), Category("still", N_("Stillbirths from 28 weeks"))),
        ),
    )
)
"""Every dimension by its code. Ages are completed years: ``0``, ``1-4``, ``20-24``, ``85+``."""
