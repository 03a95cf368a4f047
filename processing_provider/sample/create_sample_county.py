"""Algorithm `create_sample_county`: a made-up county with known defects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
)

from ...tools.files import Column
from ...tools.language import tr
from ...tools.progress import steps
from ...tools.sample import AROUND, DEFECT_KINDS, FEWEST_PATCHES, ZONES, County, layers_around, make_county
from ...tools.standard import load
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..checking import EDITION
from ..columns import standard_columns

_INTEGER = QgsProcessingParameterNumber.Type.Integer
_DOUBLE = QgsProcessingParameterNumber.Type.Double


class CreateSampleCounty(TubanAlgorithm):
    """Makes patches, villages, outline, terrain and the truth about the defects."""

    def title(self) -> str:
        return tr("Create sample county")

    def purpose(self) -> str:
        return tr(
            "Makes a county that does not exist, for training, demonstrations and tests: land-use patches (DLTB) with "
            "all fields of the standard that tile the county without gap or overlap, villages (CJDCQ), the county "
            "outline (XZQ) and an elevation model. Without defects the county passes every check; equal parameters "
            "give an equal county.\n"
            "Defects are put in on request, the same number of each kind, never on patches that touch: {kinds}. Where "
            "they are and how large is written to a layer of points (TRUTH)."
        ).format(kinds=", ".join(DEFECT_KINDS))

    def keywords(self) -> str:
        return "sample synthetic test data training demo county defects 样例 模拟 示例 测试数据 培训 县 缺陷 ylsj"

    def define(self) -> None:
        self._define_numbers()
        self.add(
            QgsProcessingParameterFeatureSink("DLTB", tr("Patches (DLTB)"), compat.POLYGON_SOURCE),
            tr("The land-use patches."),
        )
        self.add(
            QgsProcessingParameterFeatureSink("XZQ", tr("County outline (XZQ)"), compat.POLYGON_SOURCE),
            tr("The administrative area, one feature."),
        )
        self.add(
            QgsProcessingParameterFeatureSink("CJDCQ", tr("Villages (CJDCQ)"), compat.POLYGON_SOURCE),
            tr("The village-level survey areas; no patch crosses their borders."),
        )
        self.add(
            QgsProcessingParameterRasterDestination("DEM", tr("Elevation model (DEM, m)")),
            tr("Heights in metres as GeoTIFF. The slope grades of the patches (GDPDJB) agree with it."),
        )
        self.add(
            QgsProcessingParameterFeatureSink("TRUTH", tr("Truth about the defects"), compat.ANY_VECTOR, optional=True),
            tr(
                "A point for each defect with its kind, patches (bsm, bsm2), size, unit and a note. A name ending in "
                ".csv gives a table."
            ),
        )
        self._define_layers_around()
        self.add(
            QgsProcessingParameterFeatureSink(
                "LINES", tr("Roads and water as lines"), compat.LINE_SOURCE, optional=True, createByDefault=False
            ),
            tr(
                "The centrelines of roads, ditches and rivers in stretches of about one width (WIDTH, in metres), with "
                "the BSM and the class of their patches: what Lines to patches starts from."
            ),
        )
        self.addOutput(QgsProcessingOutputNumber("PATCH_COUNT", tr("Number of patches made")))
        self.addOutput(QgsProcessingOutputNumber("DEFECT_COUNT", tr("Number of defects put in")))

    def _define_layers_around(self) -> None:
        for name, (title, text) in _around().items():
            sink = QgsProcessingParameterFeatureSink(name, title, compat.POLYGON_SOURCE, optional=True)
            sink.setCreateByDefault(False)
            self.add(sink, text, advanced=True)

    def _define_numbers(self) -> None:
        self.add(
            QgsProcessingParameterNumber("PATCHES", tr("Number of patches"), _INTEGER, 20_000, minValue=FEWEST_PATCHES),
            tr("Number of patches; a real county has 100 000 to 300 000. The mean patch has 7500 m²."),
        )
        self.add(
            QgsProcessingParameterNumber("DEFECTS", tr("Defects of each kind"), _INTEGER, 0, minValue=0),
            tr("0 makes a county without defects. A county has room for about one defect in 20 patches."),
        )
        self.add(
            QgsProcessingParameterNumber("SEED", tr("Seed"), _INTEGER, 1, minValue=0),
            tr("Another number gives another county."),
        )
        self.add(
            QgsProcessingParameterNumber(
                "ZONE", tr("Three-degree zone"), _INTEGER, 40, minValue=ZONES[0], maxValue=ZONES[1]
            ),
            tr("Zone of the Gauss-Kruger projection (CGCS2000); its number leads the eastings."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber("CELL", tr("Cell of the elevation model (m)"), _DOUBLE, 30.0, minValue=1.0),
            tr("Metres. Smaller cells take more time and space."),
            advanced=True,
        )

    def compute(self, call: Call) -> dict[str, Any]:
        making, *writing = steps(call.progress, 6, 4, 0.1, 0.4, 0.1)
        county = make_county(
            call.integer("PATCHES"),
            seed=call.integer("SEED"),
            defects=call.integer("DEFECTS"),
            zone=call.integer("ZONE"),
            dem_cell=call.number("CELL"),
            lines=call.wants("LINES"),
            progress=making,
        )
        dem = Path(call.file_output("DEM"))
        county.dem.write(dem)
        results: dict[str, Any] = {"DEM": str(dem)}
        standard, crs = load(EDITION), QgsCoordinateReferenceSystem(county.dem.crs)
        for name, progress in zip(("DLTB", "XZQ", "CJDCQ"), writing):
            frame = getattr(county, name)
            columns = standard_columns(standard, name, standard.fields_of(name)["field"].tolist())
            kind = "MultiPolygon" if (frame.geom_type == "MultiPolygon").any() else "Polygon"
            style = "patches.qml" if name == "DLTB" else ""
            results.update(call.write(name, frame, columns, kind, crs, progress, style=style, title=name))
        results.update(call.write("TRUTH", _points(county), _truth_columns(), "Point", crs, writing[-1]))
        results.update(_write_around(call, county, crs, call.integer("SEED")))
        if county.lines is not None:
            columns = [Column("WIDTH", "real", 10, 2, tr("Width (m)"))]
            names = [name for name in county.lines.columns if name not in ("WIDTH", "geometry")]
            columns = [*standard_columns(standard, "DLTB", names), *columns]
            results.update(call.write("LINES", county.lines, columns, "LineString", crs, title=tr("Roads and water")))
        return {**results, "PATCH_COUNT": len(county.DLTB), "DEFECT_COUNT": len(county.truth)}


def _around() -> dict[str, tuple[str, str]]:
    """The layers around the patches that tags come from, with title and help."""
    return {
        "CZCDYD": (tr("Settlement ranges (CZCDYD)"), tr("The ranges that the settlement attributes come from.")),
        "RIVERS": (tr("River channels"), tr("Channels that reach 40 m beyond the rivers.")),
        "FOREST": (tr("Forest areas"), tr("Areas that reach 30 m beyond the forest.")),
        "YJJBNTTB": (tr("Permanent basic farmland (YJJBNTTB)"), tr("Two of three cultivated patches.")),
        "BASE": (tr("Base-year patches"), tr("The patches a year before, some with another class.")),
    }


def _write_around(call: Call, county: County, crs: QgsCoordinateReferenceSystem, seed: int) -> dict[str, str]:
    if not any(call.parameters.get(name) for name in AROUND):
        return {}
    written: dict[str, str] = {}
    standard = load(EDITION)
    layers = layers_around(county, standard, seed)
    for name, (title, _) in _around().items():
        of_standard = name if name in standard.layers.index else "DLTB"
        known = set(standard.fields_of(of_standard)["field"])
        names = [column for column in layers[name].columns if column != "geometry"]
        columns = [
            standard_columns(standard, of_standard, [column])[0] if column in known else Column(column, "text", 60)
            for column in names
        ]
        kind = "MultiPolygon" if (layers[name].geom_type == "MultiPolygon").any() else "Polygon"
        style = "patches.qml" if name == "BASE" else ""
        written.update(call.write(name, layers[name], columns, kind, crs, style=style, title=title))
    return written


def _points(county: County) -> gpd.GeoDataFrame:
    """The truth with a point at each defect."""
    truth: pd.DataFrame = county.truth
    return gpd.GeoDataFrame(truth, geometry=gpd.points_from_xy(truth["x"], truth["y"]), crs=county.DLTB.crs)


def _truth_columns() -> list[Column]:
    return [
        Column("kind", "text", 20, alias=tr("Kind of defect")),
        Column("bsm", "text", 18, alias=tr("Patch")),
        Column("bsm2", "text", 18, alias=tr("Other patch")),
        Column("x", "real", 15, 4, tr("Easting (m)")),
        Column("y", "real", 15, 4, tr("Northing (m)")),
        Column("size", "real", 18, 6, tr("Size")),
        Column("unit", "text", 10, alias=tr("Unit of the size")),
        Column("note", "text", 254, alias=tr("Note")),
    ]
