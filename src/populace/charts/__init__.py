"""Charts: each kind is described once in Vega-Lite, compiled once, and then filled with the figures of each place.

``style`` and ``sizes`` hold what all share. ``fan``, ``pyramid`` and ``bars`` make rows and labels of figures;
``fan_chart``, ``pyramid_chart`` and ``bars_chart`` are their specifications, which ``template`` compiles and fills in
a program of its own (``renderer``, asked through ``render``). ``drawing`` puts drawings beside each other and frames
them with their words, ``raster`` makes pictures of them. A chart carries no title of its own: the page, or the frame
of its file, says above it what it shows.
"""
