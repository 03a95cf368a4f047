"""The findings dock on a county with defects: a repair before it is done, and an exception without a reason."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Callable

from qgis.core import QgsProject, QgsVectorLayer
from qgis.utils import plugins
from tuban.tools.files import write_geopackage
from tuban.tools.quality.run import Run
from tuban.tools.quality.store import write_store
from tuban.tools.sample import make_county
from tuban.tools.standard import load
from tuban.tools.topology import check_topology

STYLE = Path(__file__).resolve().parents[2] / "resources" / "styles" / "patches.qml"


def prepare(folder: Path) -> Path:
    """A county in the project, and the findings of its check."""
    county, layers = make_county(800, seed=9, defects=3, vertices=30), []
    for name in ("XZQ", "CJDCQ", "DLTB"):
        write_geopackage(folder / f"{name}.gpkg", name, getattr(county, name))
        layers.append(QgsVectorLayer(f"{folder / name}.gpkg|layername={name}", name, "ogr"))
    layers[-1].loadNamedStyle(str(STYLE))
    QgsProject.instance().setCrs(layers[-1].crs())
    QgsProject.instance().addMapLayers(layers[::-1])  # the patches on top
    errors = folder / "errors.gpkg"
    found = check_topology(county.DLTB, county.XZQ, load("2019"))
    write_store(errors, found, Run("tuban:check_topology", tolerances={"TOLERANCE": 0.001}), rules=load("2019").rules)
    return errors


def show(picture: Callable, until: Callable) -> None:
    with tempfile.TemporaryDirectory() as folder:
        errors = prepare(Path(folder))
        dock = plugins["tuban"].docks.show("findings")
        dock.open_file(str(errors))
        until(lambda: not dock.busy and dock.index is not None)
        kinds = dock.model.book.column["kind"].tolist()
        dock._select(kinds.index("overlap"))
        dock.zoom()
        dock.ask_repair()
        until(lambda: dock.proposal is not None)
        picture("repair")
        dock.leave()
        dock._select(kinds.index("gap"))
        dock.zoom()
        dock.decide("confirmed")
        dock.ask_exception()
        dock.grant()  # without a reason: the dock says what is missing
        picture("exception")
