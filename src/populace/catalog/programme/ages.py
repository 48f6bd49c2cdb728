"""The age groups that the forms ask for, in completed years."""

FIVE_YEARS = ("0", "1-4", *(f"{low}-{low + 4}" for low in range(5, 85, 5)), "85+")
"""Ages of residents and of deaths: the first year apart, because it is unlike the four after it."""

MOTHERS = ("10-14", *(f"{low}-{low + 4}" for low in range(15, 50, 5)), "50-54")
"""Ages of mothers at birth: the reproductive ages, and the group on either side, so that every birth has its cell."""

CARE = ("10-14", "15-19", "20+")
"""Ages of women in care, as the WHO's set for routine data asks for them: the young stand out."""
