"""Shared fixtures of the tests that go through QGIS Processing."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module")
def tuban_provider(qgis_processing):
    """Tuban's provider, registered as the plugin does it: `processing.run("tuban:…", …)` works from then on."""
    from qgis.core import QgsApplication
    from tuban.processing_provider.provider import TubanProvider

    registry = QgsApplication.processingRegistry()
    if registry.providerById("tuban") is None:
        provider = TubanProvider()
        registry.addProvider(provider)
        provider.refreshAlgorithms()  # models find their steps only once the registry knows the provider
    return registry.providerById("tuban")
