"""Shared fixtures of the tests of docks."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _no_layers_left(qgis_app):
    from qgis.core import QgsProject

    yield
    QgsProject.instance().removeAllMapLayers()
