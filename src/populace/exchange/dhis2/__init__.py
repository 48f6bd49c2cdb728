"""DHIS2: its metadata, and its data values as JSON, CSV, XML and ADX, in and out.

A DHIS2 object is known here by its uid: a data element is a measure, a category a dimension, a category option a
category, an organisation unit a place, a data set a form. The combination ``default`` is the whole. What is about
persons, or about staff, is counted and left where it is.

Facts of the formats: DHIS2 developer documentation (``data.md``, ``metadata.md``) and ``dhis2-core`` 2.42 to 2.44.
"""
