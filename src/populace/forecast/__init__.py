"""From observations to trajectories, birth peaks and needs.

The story is in ``run``: ``evidence`` sorts what the tables say, ``plan`` takes the best rung of the ``ladder`` for each
place, ``expected`` runs the median path, ``simulate`` the trajectories, ``summarise`` says what they mean, and
``accuracy`` tries the same method on the past.

``from populace import forecast`` is enough to use it from Python: ``forecast.project(tables)``. A module, or one of the
``NAMES`` below, is loaded when it is first asked for.
"""

from populace.lazy import lazy

NAMES = {
    "Projection": "library",
    "Tables": "tables",
    "project": "library",
}
"""What is asked for most, by the module that it stands in."""

__getattr__, __dir__ = lazy(__name__, NAMES)
