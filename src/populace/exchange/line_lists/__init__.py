"""Line lists (a register of births, say), counted at the door: article 2 of the charter.

A list is read on this machine only when a declaration says what to count of it. Of its columns only those that the
declaration names are read; its rows are counted in memory, and only the counts go on. What is told of a list are
numbers of rows and headings, never a cell.

``declaration``  what is counted of a list, and by what
``load``         a declaration from its YAML
``cells``        a column to numbers, each distinct cell once
``count``        a table to counts
``read``         a file to a ``Reading`` of counts
"""
