"""Shared fixtures of the tests that go through QGIS Processing."""

from __future__ import annotations

from typing import Any

import pytest

_KEPT: list[Any] = []
"""QGIS owns the provider but not its Python half, which a test module that runs no algorithm would leave to die."""


@pytest.fixture(scope="module")
def tuban_provider(qgis_processing):
    """Tuban's provider, registered as the plugin does it: `processing.run("tuban:…", …)` works from then on."""
    from qgis.core import QgsApplication
    from tuban.processing_provider.provider import TubanProvider

    registry = QgsApplication.processingRegistry()
    if registry.providerById("tuban") is None:
        provider = TubanProvider()
        registry.addProvider(provider)
        _KEPT.append(provider)
        provider.refreshAlgorithms()  # models find their steps only once the registry knows the provider
    return registry.providerById("tuban")
