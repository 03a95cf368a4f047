"""Shared fixtures of the tests of docks: a small county in a file, a main window that takes docks, the docks in it."""

from __future__ import annotations

from typing import Any

import pytest
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QSettings
from qgis.PyQt.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def _no_layers_left(qgis_app):
    yield
    QgsProject.instance().removeAllMapLayers()


@pytest.fixture(scope="session")
def county_file(tmp_path_factory):
    """Layer DLTB of a county of 300 patches."""
    from tuban.processing_provider.columns import standard_columns
    from tuban.tools.files import write_geopackage
    from tuban.tools.sample import make_county
    from tuban.tools.standard import load

    patches, standard = make_county(300, vertices=30.0).DLTB, load("2019")
    columns = standard_columns(standard, "DLTB", list(standard.fields_of("DLTB")["field"]))
    path = tmp_path_factory.mktemp("county") / "DLTB.gpkg"
    write_geopackage(path, "DLTB", patches, columns)
    return path


@pytest.fixture
def county_layer(qgis_app, county_file, tmp_path):
    """A copy of the county in the project."""
    import shutil

    path = tmp_path / "county.gpkg"
    shutil.copy(county_file, path)
    layer = QgsVectorLayer(f"{path}|layername=DLTB", "DLTB", "ogr")
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def window(qgis_iface, monkeypatch):
    """pytest-qgis's stub of the interface, with docks and shortcuts as QGIS handles them."""
    main = qgis_iface.mainWindow()
    monkeypatch.setattr(qgis_iface, "addDockWidget", main.addDockWidget, raising=False)
    monkeypatch.setattr(qgis_iface, "removeDockWidget", main.removeDockWidget, raising=False)
    monkeypatch.setattr(
        qgis_iface, "registerMainWindowAction", lambda action, _key: main.addAction(action) or True, raising=False
    )
    monkeypatch.setattr(
        qgis_iface, "unregisterMainWindowAction", lambda action: main.removeAction(action) or True, raising=False
    )
    main.resize(1280, 800)
    main.show()
    QApplication.setActiveWindow(main)
    return main


def settle() -> None:
    """Let Qt delete what was put aside to be deleted."""
    for _round in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


@pytest.fixture
def shelf(qgis_iface, window):
    """The docks of the plugin, opened in the window."""
    from qgis.PyQt.QtWidgets import QMenu
    from tuban.forms import entries
    from tuban.forms.shelf import DockShelf

    QSettings().remove("tuban/docks")
    menu = QMenu(window)
    made = DockShelf(qgis_iface, menu, entries())
    yield made
    made.clear()
    menu.deleteLater()
    settle()


def opened(layer: Any, **options: Any) -> Any:
    """A model with a queue over a layer, read at once."""
    from tuban.forms.interpretation.interpretation_model import InterpretationModel
    from tuban.forms.interpretation.queue_reading import reader
    from tuban.tools.labelling.session import Session

    model, session = InterpretationModel(), Session(who="ann", **options)
    model.open(layer, session, reader(layer, session, model.prepare(layer, session))())
    return model
