"""Definitions in files of one's own: YAML in, checked word by word, and out again.

::

    text ──yaml_text──► plain values with their lines ──documents──► typed fields ──reading──► definitions
                                                                                 ◄──writing──
"""
