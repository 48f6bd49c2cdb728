"""Charts: each kind is described once in Vega-Lite, compiled once, and then filled with the figures of each place.

``style`` holds the colours and the type; ``template`` turns a specification into drawings; ``drawing`` puts drawings
beside each other and writes them as SVG or PNG; every other file is one kind of chart. A chart carries no title of its
own: the page, or the frame of the file, says above it what it shows.
"""
