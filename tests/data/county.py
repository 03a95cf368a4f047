"""A small sound county on disk, made anew for a session of tests, and how every algorithm is run on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from qgis.core import Qgis
from tuban.processing_provider.single_checks.single_check import LAYERS_BESIDE
from tuban.tests.data.database import layers_of, write_database
from tuban.tools.files import write_geopackage
from tuban.tools.quality.layer import as_areas, columns
from tuban.tools.quality.run import Run
from tuban.tools.quality.store import write_store
from tuban.tools.sample import AROUND, County, layers_around, make_county
from tuban.tools.slope import HeightFile, make_slope_map
from tuban.tools.standard import load
from tuban.tools.topology import KINDS as FAULTS
from tuban.tools.topology import check_topology

SEED = 3
VERTICES = 40.0
KINDS = ("TT", "PD")
RIDGES = "GDPDJB,GDLX,KCXS\n" + "".join(f"{grade},{kind},0.0{grade}\n" for grade in (2, 3, 4, 5) for kind in KINDS)


def of_model(**outputs_of_step: dict[str, str]) -> dict[str, str]:
    """A model's outputs by the names of this QGIS: before 3.26 the step stands before the name (`ridges:Graded`)."""
    old = Qgis.QGIS_VERSION_INT < 32600
    return {
        f"{step}:{name.capitalize()}" if old else name: kind
        for step, outputs in outputs_of_step.items()
        for name, kind in outputs.items()
    }


@dataclass(frozen=True)
class CountyFiles:
    """The files of a county, as a survey delivers them."""

    folder: Path
    county: County

    def __getitem__(self, name: str) -> str:
        """The path of one of `FILES`; errors is an error GeoPackage."""
        return str(self.folder / f"{name}.{ {'DEM': 'tif', 'ridges': 'csv', 'samples': 'csv'}.get(name, 'gpkg') }")

    def variant(self, path: Path, change: Callable[[gpd.GeoDataFrame], Any], **kwargs: Any) -> str:
        """The patches as `change` leaves them, in a GeoPackage of their own."""
        frame = self.county.DLTB.copy()
        changed = change(frame)
        write_geopackage(path, "DLTB", frame if changed is None else changed, **kwargs)
        return str(path)


def write_county(folder: Path, patches: int = 300) -> CountyFiles:
    """A county without defects in `folder`; `findings` are those of the same county with one defect of each kind."""
    county = make_county(patches, seed=SEED, vertices=VERTICES, lines=True)
    files = CountyFiles(folder, county)
    for name in ("DLTB", "XZQ", "CJDCQ"):
        write_geopackage(files[name], name, getattr(county, name))
    write_geopackage(files["roads"], "roads", county.lines, geometry_type="LineString")
    for name in ("XZQ", "CJDCQ"):
        write_geopackage(files[f"{name}JX"], f"{name}JX", boundary_lines(getattr(county, name)))
    for name, half in halves(county.DLTB).items():
        write_geopackage(files[name], name, half)
    for name, layer in layers_around(county, load("2019"), SEED).items():
        write_geopackage(files[name], name, layer)
    write_database(Path(files["database"]), layers_of(county, load("2019")))
    county.dem.write(files["DEM"])
    slope_map = make_slope_map(HeightFile(files["DEM"]), load("2019"), least_area=750.0)
    write_geopackage(files["PDT"], "PDT", slope_map.frame)
    Path(files["ridges"]).write_text(RIDGES, encoding="utf-8")
    Path(files["samples"]).write_text(RIDGES, encoding="utf-8")
    faulty = make_county(patches, seed=SEED, vertices=VERTICES, defects=1)
    found = check_topology(faulty.DLTB, faulty.XZQ, load("2019"))
    write_geopackage(files["findings"], "findings", as_areas(found), columns())
    write_store(files["errors"], found, Run("tuban:check_topology"))
    return files


def boundary_lines(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The boundaries of areas as lines, each piece once, cut where three areas meet."""
    whole = shapely.union_all(shapely.boundary(areas.geometry.to_numpy()))
    lines = shapely.get_parts(shapely.line_merge(whole))
    names = [f"{place:018d}" for place in range(len(lines))]
    return gpd.GeoDataFrame({"BSM": names}, geometry=lines, crs=areas.crs)


def halves(patches: gpd.GeoDataFrame) -> dict[str, gpd.GeoDataFrame]:
    """The patches in the west and in the east of a county, as neighbouring sheets hold them."""
    x = shapely.get_x(shapely.centroid(patches.geometry.to_numpy()))
    return {"west": patches[x < np.median(x)], "east": patches[x >= np.median(x)]}


@dataclass(frozen=True)
class Sound:
    """How an algorithm is run on a sound county."""

    inputs: Mapping[str, Any]
    """Parameters; a text that names a file of the county stands for its path."""
    outputs: Mapping[str, str] = field(default_factory=dict)
    """Every output that is a file, with its ending."""
    patches: str = "INPUT"
    """The parameter that takes the patches, empty where none does."""

    def given(self, county: CountyFiles) -> dict[str, Any]:
        return {name: _of_county(value, county) for name, value in self.inputs.items()}

    def asked(self, folder: Path) -> dict[str, str]:
        return {name: str(folder / f"{name.lower()}.{ending}") for name, ending in self.outputs.items()}


def _of_county(value: Any, county: CountyFiles) -> Any:
    if isinstance(value, list):
        return [_of_county(item, county) for item in value]
    return county[value] if value in FILES else value


FILES = (
    *("DLTB", "XZQ", "CJDCQ", "XZQJX", "CJDCQJX", "west", "east", "DEM", "PDT"),
    *("database", "ridges", "samples", "findings", "errors", "roads"),
    *AROUND,
)

CHECKED = {"FINDINGS": "gpkg", "REPORT": "html", "SUMMARY": "json", "DATABASE": "gpkg"}
SINGLE = {"POINTS": "gpkg", "FEATURES": "gpkg", **CHECKED}


def single_check(kind: str) -> Sound:
    """A check of one kind with the layers that it takes, dividing lines apart."""
    layers = [name for name in ("XZQ", "CJDCQ") if name in LAYERS_BESIDE.get(kind, {})]
    return Sound({"INPUT": "DLTB", **{name: name for name in layers}}, SINGLE)


SOUND = {
    **{f"check_{kind}": single_check(kind) for kind in FAULTS},
    "accuracy_report": Sound(
        {"INPUT": "DLTB", "REFERENCE": "DLBM"},
        {"ACCURACIES": "gpkg", "REPORT": "html", "TABLES": "xlsx", "SUMMARY": "json"},
    ),
    "compare_interpretations": Sound(
        {"INPUT": "DLTB", "SECOND": "DLBM"},
        {"DISAGREEMENTS": "gpkg", "REPORT": "html", "TABLES": "xlsx", "SUMMARY": "json"},
    ),
    "sample_patches": Sound({"INPUT": "DLTB", "SIZE": 10_000}, {"OUTPUT": "gpkg"}),
    "adjust_areas": Sound(
        {"INPUT": "DLTB", "CJDCQ": "CJDCQ", "LIMIT": 1e9}, {"OUTPUT": "gpkg", "UNITS": "gpkg", "LEDGER": "gpkg"}
    ),
    "assign_slope_grade": Sound({"INPUT": "DLTB", "DEM": "DEM"}, {"OUTPUT": "gpkg", **CHECKED}),
    "check_attributes": Sound({"INPUT": "DLTB"}, CHECKED),
    "check_boundaries": Sound({name: name for name in ("XZQ", "XZQJX", "CJDCQ", "CJDCQJX")}, CHECKED, patches=""),
    "check_cover": Sound({name: name for name in ("DLTB", "CJDCQ", "XZQ")}, CHECKED, patches="DLTB"),
    "check_database": Sound({"INPUT": "database"}, {**CHECKED, "LIST": "xlsx"}, patches=""),
    "check_linear_features": Sound({"INPUT": "DLTB", "LINES": "roads", "CJDCQ": "CJDCQ", "XZQ": "XZQ"}, CHECKED),
    "check_seams": Sound({"LAYERS": ["west", "east"]}, CHECKED, patches="LAYERS"),
    "check_topology": Sound({"INPUT": "DLTB", "XZQ": "XZQ"}, CHECKED),
    "classify_roads": Sound({"INPUT": "roads", "WIDTH_FIELD": "WIDTH"}, {"OUTPUT": "gpkg"}, patches=""),
    "compare_runs": Sound(
        {"BEFORE": "findings", "AFTER": "errors"}, {"CHANGES": "gpkg", "REPORT": "html", "SUMMARY": "json"}, patches=""
    ),
    "control_area_table": Sound({"XZQ": "XZQ"}, {"OUTPUT": "gpkg", "TABLE": "xlsx"}, patches="XZQ"),
    "create_sample_county": Sound(
        {"PATCHES": 300, "DEFECTS": 1},
        {**dict.fromkeys(("DLTB", "XZQ", "CJDCQ", "TRUTH", "LINES", *AROUND), "gpkg"), "DEM": "tif"},
        patches="",
    ),
    "create_survey_database": Sound({"AREA": "XZQ"}, {"DATABASE": "gpkg", "PROJECT": "qgz"}, patches="AREA"),
    "deduct_ridges": Sound({"INPUT": "DLTB", "TABLE_FILE": "ridges"}, {"OUTPUT": "gpkg", **CHECKED}),
    "ellipsoidal_area": Sound({"INPUT": "DLTB"}, {"OUTPUT": "gpkg"}),
    "import_patches": Sound({"INPUT": "DLTB"}, {"OUTPUT": "gpkg", "REPORT": "gpkg"}),
    "explain_patch": Sound(
        {"INPUT": "DLTB", "PATCH": "7", "XZQ": "XZQ", "CJDCQ": "CJDCQ"}, {"REPORT": "html", "SUMMARY": "json"}
    ),
    "generalise_linear_patches": Sound(
        {"DLTB": "DLTB", "LINES": "roads", "LINE_WIDTH": "WIDTH"}, {"OUTPUT": "gpkg", "LEDGER": "gpkg"}, patches="DLTB"
    ),
    "land_class_table": Sound({"INPUT": "DLTB", "BY": "village"}, {"OUTPUT": "gpkg", "TABLES": "xlsx"}),
    "lines_to_patches": Sound(
        {"INPUT": "roads", "DLTB": "DLTB", "XZQ": "XZQ", "CJDCQ": "CJDCQ", "WIDTH_FIELD": "WIDTH"},
        {**dict.fromkeys(("OUTPUT", "RIBBONS", "LEDGER", "XZQ_OUTPUT", "CJDCQ_OUTPUT"), "gpkg"), "REPORT": "html"},
        patches="DLTB",
    ),
    "map_sheets": Sound({"AREA": "XZQ"}, {"OUTPUT": "gpkg"}, patches="AREA"),
    "measure_width": Sound({"INPUT": "DLTB"}, {"OUTPUT": "gpkg", "CENTRELINES": "gpkg"}),
    "repair_topology": Sound(
        {"INPUT": "DLTB", "XZQ": "XZQ", "CJDCQ": "CJDCQ"}, {"OUTPUT": "gpkg", "LEDGER": "gpkg", "REMAINING": "gpkg"}
    ),
    "report_findings": Sound(
        {"INPUT": ["findings"], "DLTB": "DLTB", "XZQ": "XZQ", "CJDCQ": "CJDCQ", "TITLE": "甲县"},
        {**CHECKED, "MAP": "png"},
        patches="DLTB",
    ),
    "review_findings": Sound({"DATABASE": "errors", "KINDS": ["bad_bsm"], "STATE": "confirmed"}, patches=""),
    "ridge_coefficients": Sound({"INPUT": "samples"}, {"OUTPUT": "gpkg", "GROUPS": "gpkg"}, patches=""),
    "sheet_numbers": Sound({"INPUT": "DLTB"}, {"OUTPUT": "gpkg"}),
    "check_slope_map": Sound({"INPUT": "PDT", "DEM": "DEM"}, CHECKED, patches=""),
    "classify_terraces": Sound({"INPUT": "DLTB", "DEFAULT": "PD"}, {"OUTPUT": "gpkg", **CHECKED}),
    "slope_map": Sound({"DEM": "DEM", "BOUNDARY": "XZQ"}, {"OUTPUT": "gpkg"}, patches=""),
    "split_by_slope": Sound({"INPUT": "DLTB", "SLOPE_MAP": "PDT"}, {"OUTPUT": "gpkg"}),
    "assign_location_and_ownership": Sound(
        {"INPUT": "DLTB", "CJDCQ": "CJDCQ", "CUT": True}, {"OUTPUT": "gpkg", "LISTED": "gpkg"}
    ),
    "merge_parcels": Sound({"INPUT": "DLTB", "DIVIDERS": ["RIVERS"]}, {"OUTPUT": "gpkg"}),
    "merge_small_patches": Sound({"INPUT": "DLTB"}, {"OUTPUT": "gpkg", "LEDGER": "gpkg"}),
    "number_patches": Sound({"INPUT": "DLTB", "PREVIOUS": "west"}, {"OUTPUT": "gpkg", "LEDGER": "gpkg"}),
    "tag_patches": Sound(
        {"INPUT": "DLTB", **{name: name for name in AROUND}, "OVERLAYS": ["XZQ"]},
        dict.fromkeys(("OUTPUT", "COVERAGE", "LEDGER", "LISTED"), "gpkg"),
    ),
    "slope_raster": Sound({"DEM": "DEM"}, {"OUTPUT": "tif"}, patches=""),
    "linear_features_to_patches": Sound(
        {"LINES": "roads", "DLTB": "DLTB", "XZQ": "XZQ", "CJDCQ": "CJDCQ"},
        of_model(
            cut={"patches": "gpkg", "ribbons": "gpkg", "ledger": "gpkg", "figure": "html"},
            report={"faults": "gpkg", "report": "html", "summary": "json", "findings": "gpkg", "map": "png"},
        ),
        patches="DLTB",
    ),
    "county_acceptance": Sound(
        {"DLTB": "DLTB", "XZQ": "XZQ", "CJDCQ": "CJDCQ", "DEM": "DEM", "RIDGE_TABLE": "ridges"},
        of_model(
            ridges={"graded": "gpkg"},
            report={"faults": "gpkg", "report": "html", "summary": "json", "findings": "gpkg", "map": "png"},
            table={"areas": "gpkg", "tables": "xlsx"},
        ),
        patches="DLTB",
    ),
    "tag_county": Sound(
        {name: name for name in ("DLTB", "CJDCQ", "CZCDYD", "RIVERS")},
        of_model(
            number={"tagged": "gpkg", "numbers": "gpkg"},
            tag={"tagging": "gpkg", "unclear": "gpkg"},
            place={"crossing": "gpkg"},
            attributes={"faults": "gpkg", "report": "html", "findings": "gpkg"},
        ),
        patches="DLTB",
    ),
    "slope_to_class_area": Sound(
        {"DLTB": "DLTB", "XZQ": "XZQ", "CJDCQ": "CJDCQ", "DEM": "DEM", "RIDGE_TABLE": "ridges", "LIMIT": 1e9},
        of_model(
            adjust={"adjusted": "gpkg", "units": "gpkg", "ledger": "gpkg"},
            table={"areas": "gpkg", "tables": "xlsx"},
            map={"pdt": "gpkg"},
            sheets={"sheets": "gpkg"},
            control={"pieces": "gpkg", "control": "xlsx"},
            grade={"grading": "html"},
            ridges={"ridging": "html"},
        ),
        patches="DLTB",
    ),
}
"""Every algorithm and model that the provider ships."""
