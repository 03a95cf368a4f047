"""What QGIS Processing sees: one thin algorithm a file over the engine in tools/."""
