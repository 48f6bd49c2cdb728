"""The contraceptive methods, as far as couple-years of protection and supplies tell them apart."""

from populace.catalog.dimensions import Category
from populace.i18n import N_

METHOD = "method"

SUPPLIES = (
    Category("combined_pill", N_("Combined pill")),
    Category("progestin_pill", N_("Progestin-only pill")),
    Category("emergency_pill", N_("Emergency pill")),
    Category("male_condom", N_("Male condom")),
    Category("female_condom", N_("Female condom")),
    Category("foaming_tablet", N_("Vaginal foaming tablet")),
    Category("dmpa", N_("DMPA, three-monthly injectable")),
    Category("net_en", N_("NET-EN, two-monthly injectable")),
    Category("monthly_injectable", N_("Monthly injectable")),
    Category("ring", N_("Vaginal ring")),
    Category("patch", N_("Contraceptive patch")),
    Category("diaphragm", N_("Caya diaphragm")),
    Category("copper_iud", N_("Copper IUD")),
    Category("hormonal_iud", N_("Hormonal IUD")),
    Category("implant_3y", N_("Implant, 3 years (Implanon, Nexplanon)")),
    Category("implant_levoplant", N_("Implant, Levoplant")),
    Category("implant_5y", N_("Implant, 5 years (Jadelle)")),
)
"""Methods that come from a shelf, and so have a stock."""

OTHERS = (
    Category("standard_days", N_("Standard Days Method")),
    Category("lam", N_("Lactational amenorrhoea method")),
    Category("female_sterilisation", N_("Female sterilisation")),
    Category("male_sterilisation", N_("Male sterilisation")),
)
"""Modern methods without a stock."""

METHODS = (*SUPPLIES, *OTHERS)
"""The modern methods. Users of traditional ones are counted apart (FP02 takes them as unmet need for a modern one)."""

IMPLANTS = ("implant_3y", "implant_levoplant", "implant_5y")

LASTING = (
    "copper_iud",
    "hormonal_iud",
    *IMPLANTS,
    "female_sterilisation",
    "male_sterilisation",
)
"""Codes of the methods that protect for years once given: their users outlast the month in which they were counted."""
