"""The language of indicators and rules: parsed once into a typed tree that runs in three places.

::

    text ──parse──► nodes ──► python     one form's figures, in memory
                          ──► store      a query (the store writes the SQL)
                          ──► json       a browser
"""
