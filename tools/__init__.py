"""The survey engine: frames and arrays in, frames and findings out. Imports neither QGIS nor Qt."""

from .native import own_libraries

with own_libraries():
    import shapely  # noqa: F401 - the first import decides which GEOS every later one gets
