"""Where the definitions are from, each named once."""

from populace.i18n import N_

FP2030 = N_("FP2030, core indicators of family planning")
SDG_3_7_1 = N_("United Nations, Sustainable Development Goals, indicator 3.7.1")
SDG_3_1_1 = N_("United Nations, Sustainable Development Goals, indicator 3.1.1")
SDG_3_1_2 = N_("United Nations, Sustainable Development Goals, indicator 3.1.2")
SDG_3_2_2 = N_("United Nations, Sustainable Development Goals, indicator 3.2.2")
ANC_2016 = N_("WHO, recommendations on antenatal care for a positive pregnancy experience, 2016")
PNC_2022 = N_("WHO, recommendations on maternal and newborn care for a positive postnatal experience, 2022")
FACILITY_DATA = N_(
    "WHO, analysis and use of health facility data: guidance for RMNCAH programme managers, 2019"
)
DATA_QUALITY = N_(
    "WHO, data quality assurance of routine health information, default thresholds of its application"
)
WHO_RULES = N_("WHO, RMNCAH aggregate package for routine data, validation rules")
CHARTER = N_("Populace, charter")
PROGRAMME = N_("Populace, definition of the programme")

IN_FORCE = {
    FP2030: "2021",
    SDG_3_7_1: "2016",
    SDG_3_1_1: "2016",
    SDG_3_1_2: "2016",
    SDG_3_2_2: "2016",
    ANC_2016: "2016",
    PNC_2022: "2022",
    FACILITY_DATA: "2019",
    DATA_QUALITY: "2022",
    PROGRAMME: "2026",
}
"""The year from which the definitions of a source are used here."""
