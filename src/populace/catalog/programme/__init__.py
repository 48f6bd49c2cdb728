"""The programme that comes ready: births and deaths, family planning, maternal and newborn care, screening, population.

::

    dimensions, methods ──► measures ──► forms       what a place fills in
                                     ├─► indicators  what is made of it
                                     └─► rules       what must hold within it
"""
