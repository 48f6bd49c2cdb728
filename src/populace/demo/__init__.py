"""A synthetic district, 1950 to 2025, made by running the engine on stated histories: no real place, no copied table.

The story, one module a step::

    histories, places         what is stated: levels through time, and the places (numbers in the .toml files)
    levels, schedules, rates  what each village lives through, by year and age
    life                      what happens, in whole persons: the truth
    registers, clinics        what is counted of it, imperfectly
    tables                    the registers as the tables of a folder
    changes, mistakes         what goes wrong in reporting, each mistake listed
    truth, files, readme      the truth beside the reports, the layout of the files, the README
    write                     all of it into a folder

Use ``district.make_district`` and ``write.write_district``.
"""
