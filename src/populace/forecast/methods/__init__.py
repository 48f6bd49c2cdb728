"""Methods that compete: each sees the past of some places and forecasts all of them.

``panel`` says what a method is given and gives back; each method is a file with its source. ``METHODS`` holds them by
code. Trials on the past choose between them and weigh them.
"""

from collections.abc import Mapping
from types import MappingProxyType

from populace.forecast.methods.ensemble import MEMBERS, Ensemble
from populace.forecast.methods.panel import Method

METHODS: Mapping[str, Method] = MappingProxyType({method.code: method for method in (*MEMBERS, Ensemble())})
