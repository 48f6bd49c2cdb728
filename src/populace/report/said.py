"""What every report says about itself: purpose, settings, protection, and the works it stands on."""

from dataclasses import dataclass

from populace.i18n import format_count
from populace.i18n import gettext as _
from populace.protect.small_counts import BASE
from populace.report.reading import Reading


@dataclass(frozen=True)
class Work:
    """A method and the publication that it comes from."""

    use: str
    citation: str
    link: str = ""


def settings(reading: Reading) -> str:
    """The settings that make the same forecast again, and its purpose."""
    chosen = reading.forecast.settings
    return _(
        "Purpose: planning. {trajectories} trajectories to {horizon}, seed {seed}: the same tables with the same seed "
        "give the same report."
    ).format(trajectories=format_count(chosen.trajectories), horizon=reading.horizon, seed=chosen.seed)


def limits() -> tuple[str, ...]:
    """What the figures are not for."""
    return (
        _(
            "Every figure ahead is for planning services. None is a target, and no office or person answers for it."
        ),
        _("Places stand in the order of the list of places, never in an order by their figures."),
    )


def protection() -> tuple[str, ...]:
    """The protection of small counts, as the public may know it."""
    return (
        _(
            "Counts of births in a year, and of persons by sex and five-year age group, that are from 1 to {last} are "
            "rounded: to 0 below {half}, else to {base}. Other counts are exact."
        ).format(last=BASE - 1, half=BASE // 2 + 1, base=BASE),
        _(
            "Everything here, projections too, is computed from these protected counts, so that nothing more can be "
            "found by taking figures apart."
        ),
        _("Persons are shown by five-year age groups only. Everyone gets the same figures."),
    )


def works() -> tuple[Work, ...]:
    """Methods with their sources."""
    return (
        Work(
            _("Population ahead: the cohort-component method in single years of age and time"),
            "Preston, Heuveline & Guillot (2001), Demography: Measuring and Modeling Population Processes, Blackwell; "
            "Ševčíková, Raftery & Gerland (2018), Demographic Research 38(60): 1855–1884",
            "https://doi.org/10.4054/DemRes.2018.38.60",
        ),
        Work(
            _("Fertility of small places: ratios that lean on the whole where births are few"),
            "Marshall (1991), Applied Statistics 40(2): 283–294",
            "https://doi.org/10.2307/2347593",
        ),
        Work(
            _("Ages of migrants where only a total is known: model schedule"),
            "Rogers & Castro (1981), Model Migration Schedules, IIASA RR-81-30",
        ),
        Work(
            _("Causes of a change in births: decomposition into four factors"),
            "Das Gupta (1993), Standardization and Decomposition of Rates, US Census Bureau, P23-186",
        ),
        Work(
            _("Which women matter: the composition effect by age"),
            "Kitagawa (1955), Journal of the American Statistical Association 50(272): 1168–1194",
            "https://doi.org/10.1080/01621459.1955.10501299",
        ),
        Work(
            _("Mortality where only a life expectancy is given: model life tables"),
            "Wilmoth, Zureick, Canudas-Romo, Inoue & Sawyer (2012), Population Studies 66(1): 1–28",
            "https://doi.org/10.1080/00324728.2011.611411",
        ),
        Work(
            _("Deaths of infants: average age at death in the first year"),
            "Andreev & Kingkade (2015), Demographic Research 33(13): 363–390",
            "https://doi.org/10.4054/DemRes.2015.33.13",
        ),
        Work(
            _("Level, and conventions of dates and ages"),
            "United Nations (2024), World Population Prospects 2024: Methodology of the United Nations population "
            "estimates and projections",
            "https://population.un.org/wpp/",
        ),
        Work(
            _(
                "Birth peaks: maxima of smoothed births that stand out by at least a twentieth of their height"
            ),
            "Tukey (1977), Exploratory Data Analysis, Addison-Wesley",
        ),
        Work(
            _("Protection of small counts: rounding before summing"),
            "Langsrud & Heldal (2018), An algorithm for small count rounding of tabular data, Privacy in Statistical "
            "Databases",
        ),
    )
