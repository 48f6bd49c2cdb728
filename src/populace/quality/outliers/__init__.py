"""Single figures that do not fit the others of their series: one method a file, each judged without the figure
itself."""
