"""The survey engine: frames and arrays in, frames and findings out. Imports neither QGIS nor Qt."""
