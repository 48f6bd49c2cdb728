"""Tables of figures in and out: CSV, Excel, Parquet and JSON rows, long or wide, as a saved mapping says.

``mapping``     what a table's columns mean: declared, saved, checked
``tables``      the files themselves, as blocks of text columns
``arrange``     a block and a mapping to ``Incoming`` rows
``vocabulary``  the sender's words to ours
``read``        all of it: a file to a ``Reading``
``write``       rows out again, so that they come in exactly as they were
"""
