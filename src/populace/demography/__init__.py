"""The demographic engine: arrays in, arrays out.

Axes are always ``(..., sex, age)``, with the leading axes in the order place, trajectory, year; sex by
``sex.FEMALE`` and ``sex.MALE``. Each idea stands in a module of its own:

========================  =====================================================================
``ages``, ``sex``         what the axes mean
``life_table``            from death rates to survivors; ``survivorship`` for what moves cohorts
``cohort_component``      ``step`` and ``project``; ``reference`` says the same in plain NumPy
``futures``               one place along many trajectories, with chance and quantiles
``fertility``             schedules of births by age of mother
``mortality``             model life tables, and a place's own table moved to another level
``graduation``            from age groups to single years
``migration``             what the balance leaves over; model age schedules
``sex_ratio``             boys per girl at birth, and girls missing
``decomposition``         how much of a change is due to what; ``tempo`` for postponed births
``labelled``              the same with names on the axes (xarray)
========================  =====================================================================

``from populace import demography`` is enough to use all of them: a module, or one of the ``NAMES`` below, is loaded
when it is first asked for, so that the import itself costs nothing.
"""

from populace.lazy import lazy

NAMES = {
    "Ages": "ages",
    "FEMALE": "sex",
    "MALE": "sex",
    "SEXES": "sex",
    "Chance": "futures",
    "FutureRates": "future_rates",
    "Keep": "futures",
    "MigrationTiming": "cohort_component",
    "RogersCastro": "migration",
    "das_gupta": "decomposition",
    "gamma_schedule": "fertility",
    "graduate_asfr": "fertility",
    "kitagawa": "decomposition",
    "life_tables": "labelled",
    "mean_age": "fertility",
    "migration_pattern": "migration",
    "missing_female_births": "sex_ratio",
    "model_mx": "mortality",
    "project": "labelled",
    "project_futures": "futures",
    "relational_mx": "mortality",
    "residual_migration": "migration",
    "total_fertility": "fertility",
}
"""What is asked for most, by the module that it stands in; ``life_tables`` and ``project`` are the labelled ones."""

__getattr__, __dir__ = lazy(__name__, NAMES)
