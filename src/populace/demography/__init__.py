"""The demographic engine: arrays in, arrays out.

Axes are always ``(..., sex, age)``, with the leading axes in the order place, trajectory, year; sex by
``sex.FEMALE`` and ``sex.MALE``. Each idea stands in a module of its own:

========================  =====================================================================
``ages``, ``sex``         what the axes mean
``life_table``            from death rates to survivors; ``survivorship`` for what moves cohorts
``cohort_component``      ``step`` and ``project``; ``reference`` says the same in plain NumPy
``trajectories``          one place, many futures, summarised as they run
``fertility``             schedules of births by age of mother
``mortality``             model life tables, and a place's own table moved to another level
``graduation``            from age groups to single years
``migration``             what the balance leaves over; model age schedules
``sex_ratio``             boys per girl at birth, and girls missing
``decomposition``         how much of a change is due to what; ``tempo`` for postponed births
``labelled``              the same with names on the axes (xarray)
========================  =====================================================================

Import from the modules: this package itself loads nothing, so that it costs nothing.
"""
