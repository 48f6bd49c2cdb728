"""Coverage of maternal and newborn care that women want: what services owe."""

from populace.catalog.expressions.nodes import Node
from populace.catalog.expressions.parser import parse
from populace.catalog.indicators import Indicator
from populace.catalog.programme.sources import ANC_2016, FACILITY_DATA, IN_FORCE, PNC_2022, SDG_3_1_2
from populace.catalog.subjects import Subject
from populace.i18n import N_

LIVE_BIRTHS: Node = parse("#{births}")
_LIVE_BIRTHS = N_("live births")
_ANTENATAL = N_(
    "A woman counts once at each threshold that she reaches. Expected pregnancies may be chosen as the denominator."
)


def _antenatal(code: str, label: str, measure: str, counted: str) -> Indicator:
    return Indicator(
        code,
        label,
        parse(f"#{{{measure}}}"),
        LIVE_BIRTHS,
        100,
        "%",
        subject=Subject.COVERAGE,
        direction="up",
        note=_ANTENATAL,
        source=ANC_2016,
        in_force=IN_FORCE[ANC_2016],
        numerator_label=counted,
        denominator_label=N_("live births or expected pregnancies"),
    )


def _of_live_births(code: str, label: str, measure: str, counted: str, source: str) -> Indicator:
    return Indicator(
        code,
        label,
        parse(f"#{{{measure}}}"),
        LIVE_BIRTHS,
        100,
        "%",
        subject=Subject.COVERAGE,
        direction="up",
        source=source,
        in_force=IN_FORCE[source],
        numerator_label=counted,
        denominator_label=_LIVE_BIRTHS,
    )


CARE = (
    _antenatal(
        "MH01",
        N_("Antenatal contacts: at least 1"),
        "antenatal_1",
        N_("women with at least 1 antenatal contact"),
    ),
    _antenatal(
        "MH02",
        N_("Antenatal contacts: at least 4"),
        "antenatal_4",
        N_("women with at least 4 antenatal contacts"),
    ),
    _antenatal(
        "MH03",
        N_("Antenatal contacts: at least 8"),
        "antenatal_8",
        N_("women with at least 8 antenatal contacts"),
    ),
    _of_live_births(
        "MH04",
        N_("Skilled attendance at birth"),
        "births_attended",
        N_("live births attended by skilled health personnel"),
        SDG_3_1_2,
    ),
    _of_live_births(
        "MH05",
        N_("Delivery in a health facility"),
        "facility_deliveries",
        N_("deliveries in a health facility"),
        FACILITY_DATA,
    ),
    _of_live_births(
        "MH06M",
        N_("Postnatal check within 48 hours: mothers"),
        "postnatal_mothers",
        N_("mothers checked within 48 hours"),
        PNC_2022,
    ),
    _of_live_births(
        "MH06N",
        N_("Postnatal check within 48 hours: newborns"),
        "postnatal_newborns",
        N_("newborns checked within 48 hours"),
        PNC_2022,
    ),
    Indicator(
        "MH07P",
        N_("Caesarean share of live births in the population"),
        parse("#{caesareans}"),
        LIVE_BIRTHS,
        100,
        "%",
        subject=Subject.INTERVENTION,
        note=N_("Too low and too high both harm; the right share is not a number to be reached."),
        source=FACILITY_DATA,
        in_force=IN_FORCE[FACILITY_DATA],
        numerator_label=N_("caesarean sections"),
        denominator_label=_LIVE_BIRTHS,
    ),
    Indicator(
        "MH07F",
        N_("Caesarean share of deliveries in facilities"),
        parse("#{caesareans}"),
        parse("#{facility_deliveries}"),
        100,
        "%",
        subject=Subject.INTERVENTION,
        note=N_("Too low and too high both harm; the right share is not a number to be reached."),
        source=FACILITY_DATA,
        in_force=IN_FORCE[FACILITY_DATA],
        numerator_label=N_("caesarean sections"),
        denominator_label=N_("deliveries in a health facility"),
    ),
)
