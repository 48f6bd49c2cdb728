"""Trials of methods on the past.

The story is in ``run``: ``panels`` makes the past of tables into a panel, ``origins`` says from which years to look
ahead, ``run`` lets every method forecast from each of them with nothing but what was known by then, ``scores`` sets
the outcome against the counts, ``bootstrap`` says how sure a score is, ``frames`` lays the scores out, and ``choice``
takes methods and their weights from them.
"""
