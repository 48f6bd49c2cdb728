"""The two positions of the sex axis, which always stands just before age."""

FEMALE = 0
MALE = 1
SEXES = ("female", "male")
