"""World Population Prospects of the United Nations, in the two layouts in which people have it.

``official``    the CSV files of the UN's own site (population at 1 January or 1 July)
``packages``    extracts of the R data packages wpp2019, wpp2022 and wpp2024 (annual population at 31 December)

Both count in thousands; the frame counts persons. Both give locations by their UN M49 code.
"""
