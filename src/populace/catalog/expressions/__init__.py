"""The language of indicators and rules: parsed once into a typed tree that runs in three places.

::

    text ──parser──► nodes ──► python     one form's figures, in memory; arrays: many at once
                           ──► store      a query (the store writes the SQL)
                           ──► serial     JSON for a browser, where evaluate.js runs it

``functions`` is the table of functions, ``kinds`` says what fits together, ``sides`` what becomes of missing figures,
``walk`` goes through trees, ``check`` holds trees that no parser made to the same rules. All ways of running an
expression give the same result: they are held together on random expressions.

Import from the modules.
"""
