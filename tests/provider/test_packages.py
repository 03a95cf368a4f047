"""Where a package is missing the plugin says so and stays out of the way."""

from __future__ import annotations

import tuban
from qgis.core import QgsApplication
from tuban import packages
from tuban.plugin import TubanPlugin


class Bar:
    def __init__(self):
        self.said = []

    def pushMessage(self, _title, text, _level, _seconds):
        self.said.append(text)


class Interface:
    def __init__(self):
        self.bar = Bar()

    def messageBar(self):
        return self.bar


def test_nothing_is_missing_here(qgis_iface):
    assert packages.missing_packages() == []
    plugin = tuban.classFactory(qgis_iface)
    assert isinstance(plugin, TubanPlugin)
    plugin.unload()


def test_a_missing_package_is_named_in_both_languages(qgis_app, monkeypatch):
    monkeypatch.setattr(packages, "find_spec", lambda name: None if name == "geopandas" else object())
    iface = Interface()
    stand_in = tuban.classFactory(iface)
    stand_in.initGui()
    (text,) = iface.bar.said
    assert "needs the Python packages geopandas:" in text
    assert "需要 Python 包 geopandas" in text
    stand_in.unload()


def test_an_old_shapely_is_too_old(monkeypatch):
    monkeypatch.setattr(packages, "version", lambda _name: "1.8.5")
    assert packages.missing_packages() == ["shapely >= 2"]


def test_the_menu_comes_and_goes(qgis_iface, qgis_processing):
    from qgis.PyQt.QtWidgets import QMenu

    registry = QgsApplication.processingRegistry()
    before = registry.providerById("tuban")
    if before is not None:
        registry.removeProvider(before)
    plugins = QMenu()
    qgis_iface.pluginMenu = lambda: plugins
    plugin = tuban.classFactory(qgis_iface)
    for _ in range(3):
        plugin.initGui()
        (menu,) = (action.menu() for action in plugins.actions())
        assert "Tuban" in menu.title()
        assert len(menu.actions()) > 4
        assert registry.providerById("tuban") is not None
        plugin.unload()
        assert plugins.actions() == []
        assert registry.providerById("tuban") is None
