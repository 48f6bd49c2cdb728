"""Populace: it counts, it never watches.

Population and reproductive-health programme information: returns in, birth peaks and their needs out.
"""

__version__ = "0.1.0"
