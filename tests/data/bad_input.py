"""What users hand in that cannot be worked with, or only with a word said: one list for Processing and qgis_process."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from tuban.tests.data.county import SOUND, CountyFiles
from tuban.tests.data.spoiled import (
    RULE_COLUMNS,
    alone,
    beside,
    copy_of,
    damaged,
    disc,
    first_replaced,
    full_width,
    gbk_shapefile,
    in_system,
    in_two_parts,
    lines,
    one_line,
    patches,
    raster,
    rule,
    text_file,
    translated,
    with_codes,
    with_vertex,
    without_geometry,
)

MANY = 100_000


@dataclass(frozen=True)
class Case:
    """An algorithm run with something wrong. It is either refused in one sentence or says what it did about it."""

    name: str
    algorithm: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    """Parameters that differ from the sound run's; None takes one away. Functions get the county and a folder."""
    refused: str = ""
    """What the refusal says, as a pattern; empty where the run succeeds."""
    said: str = ""
    """What a run that succeeds says, as a pattern."""
    results: Mapping[str, Any] = field(default_factory=dict)
    """Some of the results of a run that succeeds; a function tells whether the value will do."""
    on_the_command_line: bool = False
    by_qgis: bool = False
    """QGIS refuses it, in its own words."""

    def parameters(self, county: CountyFiles, made: Path, out: Path) -> dict[str, Any]:
        """What the algorithm is given: files made for the case in `made`, outputs into `out`."""
        sound = SOUND[self.algorithm]
        changes = {name: value(county, made) if callable(value) else value for name, value in self.changes.items()}
        given = {**sound.given(county), **sound.asked(out), **changes}
        return {name: value for name, value in given.items() if value is not None}

    def wrong_results(self, results: Mapping[str, Any]) -> list[str]:
        """The results that are not as expected."""
        return [
            f"{name} is {results.get(name)!r}"
            for name, wanted in self.results.items()
            if not (wanted(results.get(name)) if callable(wanted) else results.get(name) == wanted)
        ]


def is_one_sentence(text: str) -> bool:
    """Whether a refusal is one line for a user: no traceback, no fault of the code, with a full stop."""
    line = text.strip()
    return "\n" not in line and not re.search(r"Traceback|fault of its own", line) and line[-1] in ".。"


# ------------------------------------------------------------------------------------------- the list


def some(value: Any) -> bool:
    return value is not None and value > 0


def small_letters(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.rename(columns=str.lower)


def in_degrees(frame: Any) -> Any:
    return frame.to_crs(4490)


_C = {"on_the_command_line": True}

LAYERS = [
    Case("no features", "check_attributes", {"INPUT": patches(lambda frame: frame.iloc[:0])}, said="no features", **_C),
    Case(
        "NULL geometry",
        "ellipsoidal_area",
        {"INPUT": patches(without_geometry)},
        said="3 patches have no area",
        results={"WITHOUT_AREA": 3},
        **_C,
    ),
    Case(
        "NULL geometry in a check",
        "check_topology",
        {"INPUT": patches(without_geometry)},
        results={"ERRORS": lambda count: count >= 3, "PASSED": False},
    ),
    Case("Z and M", "ellipsoidal_area", {"INPUT": translated("PolygonZM")}, said="M values were dropped", **_C),
    Case("Z", "deduct_ridges", {"INPUT": translated("PolygonZ")}, said="Z values of 300 features were dropped"),
    Case(
        "several parts", "check_topology", {"INPUT": patches(first_replaced(in_two_parts))}, results={"PASSED": False}
    ),
    Case(
        "several parts elsewhere",
        "ellipsoidal_area",
        {"INPUT": patches(first_replaced(in_two_parts))},
        results={"WITHOUT_AREA": 0},
    ),
    Case(
        "Web Mercator",
        "ellipsoidal_area",
        {"INPUT": patches(in_system(3857))},
        refused="Pseudo-Mercator.*reproject",
        **_C,
    ),
    Case("UTM", "ellipsoidal_area", {"INPUT": patches(in_system(32650))}, refused="UTM zone 50N.*reproject"),
    Case(
        "Web Mercator under a county",
        "check_topology",
        {"INPUT": patches(in_system(3857))},
        refused="XZQ.*different coordinate systems",
    ),
    Case(
        "Web Mercator over slopes",
        "assign_slope_grade",
        {"INPUT": patches(in_system(3857))},
        refused="different datums",
    ),
    Case(
        "Web Mercator by attributes",
        "check_attributes",
        {"INPUT": patches(in_system(3857))},
        said="L-ARE-01 were not checked",
    ),
    Case(
        "no system",
        "ellipsoidal_area",
        {"INPUT": patches(in_system(None))},
        refused="no coordinate reference system; set",
        **_C,
    ),
    Case(
        "no system in a check",
        "check_topology",
        {"INPUT": patches(in_system(None))},
        said="no coordinate reference system",
    ),
    Case(
        "no system over slopes", "assign_slope_grade", {"INPUT": patches(in_system(None))}, refused="assign the missing"
    ),
    Case("degrees", "check_topology", {"INPUT": patches(in_degrees)}, refused="in degrees.*reproject", **_C),
    Case("degrees where they will do", "ellipsoidal_area", {"INPUT": patches(in_degrees)}, results={"WITHOUT_AREA": 0}),
    Case(
        "missing fields",
        "deduct_ridges",
        {"INPUT": patches(lambda frame: frame.drop(columns=["GDLX", "TBMJ"]))},
        refused="no field TBMJ, GDLX: ",
        **_C,
    ),
    Case(
        "no fields at all",
        "check_attributes",
        {"INPUT": patches(lambda frame: frame[["geometry"]])},
        refused="no field",
    ),
    Case(
        "small letters", "deduct_ridges", {"INPUT": patches(small_letters)}, results={"DEDUCTED": some, "PASSED": True}
    ),
    Case("small letters in a check", "check_attributes", {"INPUT": patches(small_letters)}, results={"PASSED": True}),
    Case(
        "GBK without cpg",
        "land_class_table",
        {"INPUT": gbk_shapefile},
        said="ZLDWMC is not UTF-8 and was read as GBK",
        **_C,
    ),
    Case(
        "codes with blanks",
        "deduct_ridges",
        {"INPUT": patches(with_codes(lambda code: code + " "))},
        said="300 patches have a land class in DLBM with blanks.*“.* ”: they count as the class that is meant",
        **_C,
    ),
    Case(
        "full-width codes",
        "assign_slope_grade",
        {"INPUT": patches(with_codes(full_width))},
        said="300 patches have a land class in DLBM with blanks or full-width",
        results={"GRADED": some},
    ),
    Case(
        "full-width codes in a check",
        "check_attributes",
        {"INPUT": patches(with_codes(full_width))},
        results={"ERRORS": lambda count: count >= 300, "PASSED": False},
    ),
    Case(
        "codes as numbers",
        "land_class_table",
        {"INPUT": patches(with_codes(lambda code: int(code[:2])))},
        said="DLBM is a field of numbers",
    ),
    Case(
        "areas as text",
        "land_class_table",
        {"INPUT": patches(lambda frame: frame.astype({"TBMJ": str}))},
        refused="TBMJ is not a number field",
    ),
    Case(
        "100 000 vertices",
        "check_topology",
        {"INPUT": patches(alone(disc(MANY))), "XZQ": None},
        results={"ERRORS": 0, "PASSED": True},
        **_C,
    ),
    Case(
        "a large patch over the others",
        "check_topology",
        {"INPUT": patches(first_replaced(disc(MANY // 10)))},
        results={"ERRORS": some, "PASSED": False},
    ),
    Case(
        "far from the earth",
        "ellipsoidal_area",
        {"INPUT": patches(lambda frame: frame.set_geometry(frame.translate(1e12)))},
        refused="300 of 300 patches lie outside the zone",
        **_C,
    ),
    Case(
        "far from each other",
        "check_topology",
        {"INPUT": patches(first_replaced(lambda s: shapely.box(0, 0, 1e12, 1)))},
        refused="more than 400 km",
    ),
    Case(
        "coordinates that are no numbers",
        "check_topology",
        {"INPUT": patches(first_replaced(with_vertex(np.nan)))},
        results={"ERRORS": some, "PASSED": False},
    ),
    Case(
        "endless coordinates",
        "check_topology",
        {"INPUT": patches(first_replaced(with_vertex(np.inf)))},
        results={"ERRORS": some, "PASSED": False},
    ),
    Case(
        "coordinates that are no numbers, measured",
        "ellipsoidal_area",
        {"INPUT": patches(first_replaced(with_vertex(np.nan)))},
        said="1 patches have no area",
        results={"WITHOUT_AREA": 1},
    ),
    Case(
        "points",
        "check_topology",
        {"INPUT": patches(lambda frame: frame.set_geometry(frame.centroid), geometry_type="Point")},
        refused=r"patches \(INPUT\) is of type Point: choose",
        **_C,
    ),
    Case(
        "a table",
        "deduct_ridges",
        {"INPUT": patches(pd.DataFrame.copy, geometry_type="None")},
        refused="choose a layer of poly",
    ),
    Case(
        "a damaged file",
        "ellipsoidal_area",
        {"INPUT": damaged},
        refused="Could not load.*half.gpkg",
        by_qgis=True,
        **_C,
    ),
    Case("no findings", "report_findings", {"INPUT": lambda county, made: [county["XZQ"]]}, refused="XZQ.*id, kind"),
]

OUTPUTS = [
    Case(
        "output is the input",
        "ellipsoidal_area",
        {"INPUT": copy_of("DLTB", "same.gpkg"), "OUTPUT": beside("same.gpkg")},
        refused="same.gpkg is also an input",
        **_C,
    ),
    Case(
        "output is the input, spelt otherwise",
        "ellipsoidal_area",
        {
            "INPUT": copy_of("DLTB", "same.gpkg"),
            "OUTPUT": lambda _, made: f"{made}{os.sep}..{os.sep}{made.name}{os.sep}same",
        },
        refused="same.gpkg is also an input",
    ),
    Case(
        "output is the input of another type",
        "ellipsoidal_area",
        {"INPUT": translated("PolygonM"), "OUTPUT": beside("PolygonM.gpkg")},
        refused="is also an input",
    ),
    Case(
        "findings go where the county is",
        "check_topology",
        {"XZQ": copy_of("XZQ", "same.gpkg"), "FINDINGS": beside("same.gpkg")},
        refused="is also an input",
    ),
    Case(
        "report goes where the table is",
        "deduct_ridges",
        {"TABLE_FILE": copy_of("ridges", "same.csv"), "REPORT": beside("same.csv")},
        refused="is also an input",
    ),
    Case(
        "table goes where the input is",
        "ellipsoidal_area",
        {
            "INPUT": copy_of("DLTB", "same.gpkg"),
            "OUTPUT": lambda _, made: f"ogr:dbname='{made / 'same.gpkg'}' table=\"DLTB\" (geom)",
        },
        refused="is also an input",
    ),
    Case(
        "two outputs in one file",
        "deduct_ridges",
        {"OUTPUT": beside("one.gpkg"), "FINDINGS": beside("one.gpkg")},
        refused="Two outputs go to",
    ),
    Case(
        "no such folder",
        "ellipsoidal_area",
        {"OUTPUT": beside(f"absent{os.sep}out.gpkg")},
        refused="folder of .*out.gpkg does not exist: create it",
        **_C,
    ),
    Case(
        "no such folder for the report",
        "deduct_ridges",
        {"REPORT": beside(f"absent{os.sep}report.html")},
        refused="folder of .*report.html does not exist",
    ),
    Case(
        "a file for a folder",
        "land_class_table",
        {"TABLES": lambda county, _: county["ridges"] + "/tables.xlsx"},
        refused="folder of .*tables.xlsx does not exist",
    ),
    Case(
        "a folder that is read only",
        "check_topology",
        {"REPORT": "/proc/report.html"},
        refused="/proc/report.html cannot be written.*choose",
        **_C,
    ),
]

RASTERS = [
    Case(
        "DEM in degrees",
        "assign_slope_grade",
        {"DEM": raster(system=4490, degrees=True)},
        refused="dem.tif.*no size in metres; warp",
        **_C,
    ),
    Case(
        "DEM elsewhere",
        "assign_slope_grade",
        {"DEM": raster(east=1e6)},
        said="80 patches have no slope data",
        results={"GRADED": 0, "PASSED": False},
        **_C,
    ),
    Case(
        "DEM without heights",
        "assign_slope_grade",
        {"DEM": raster(height=-9999.0)},
        said="80 patches have no slope data",
    ),
    Case(
        "DEM without system",
        "assign_slope_grade",
        {"DEM": raster(system=None)},
        refused="dem.tif has no coordinate ref",
    ),
    Case("DEM of another datum", "assign_slope_grade", {"DEM": raster(system=3857)}, refused="different datums"),
    Case("DEM turned", "assign_slope_grade", {"DEM": raster(turned=1.0)}, refused="rotated or not north up; warp"),
    Case(
        "DEM for slopes",
        "assign_slope_grade",
        {"DEM": None, "SLOPE": raster()},
        refused="outside 0 to 90; give slope in deg",
    ),
    Case("no source of slope", "assign_slope_grade", {"DEM": None}, refused="Give exactly one source"),
    Case(
        "a text for a DEM",
        "assign_slope_grade",
        {"DEM": text_file("hello", "dem.tif")},
        refused="Could not load.*DEM",
        by_qgis=True,
    ),
    Case(
        "DEM in degrees for a slope raster",
        "slope_raster",
        {"DEM": raster(system=4490, degrees=True)},
        refused="dem.tif.*no size in metres; warp",
    ),
    Case(
        "a survey area elsewhere",
        "slope_map",
        {"DEM": raster(east=1e6)},
        refused="none that meets the raster: choose the raster of this area",
        **_C,
    ),
    Case("a slope map elsewhere", "check_slope_map", {"DEM": raster(east=1e6)}, refused="do not overlap: choose"),
    Case("no raster for a slope map", "slope_map", {"DEM": None}, refused="Give exactly one source"),
    Case("DEM without heights for a slope map", "slope_map", {"DEM": raster(height=-9999.0)}, results={"COUNT": 0}),
    Case(
        "patches to split by",
        "split_by_slope",
        {"SLOPE_MAP": lambda county, _: county["DLTB"]},
        refused="no field PDJB",
    ),
    Case(
        "a survey without types",
        "classify_terraces",
        {"SURVEY": lambda county, _: county["XZQ"]},
        refused="no field GDLX",
    ),
    Case(
        "patches for a slope map",
        "assign_slope_grade",
        {"DEM": None, "SLOPE_MAP": lambda county, _: county["DLTB"]},
        refused="no field PDJB",
    ),
]

TABLES = [
    Case(
        "column missing",
        "deduct_ridges",
        {"TABLE_FILE": text_file("GDPDJB,KCXS\n2,0.1\n")},
        refused="no column GDLX: it needs",
        **_C,
    ),
    Case(
        "percent",
        "deduct_ridges",
        {"TABLE_FILE": text_file("JB2TT,JB2PD,JB3TT,JB3PD,JB4TT,JB4PD,JB5TT,JB5PD\n6.8,5,9,8,7,6,5,4\n")},
        said="holds percent: its values were divided by 100",
        results={"PASSED": True},
        **_C,
    ),
    Case(
        "text for a number",
        "deduct_ridges",
        {"TABLE_FILE": text_file("GDPDJB,GDLX,KCXS\n2,TT,about 0.1\n")},
        refused="Row 1 of the ridge table is not usable",
        **_C,
    ),
    Case(
        "GBK table",
        "deduct_ridges",
        {"TABLE_FILE": text_file("GDPDJB,GDLX,KCXS,备注\n2,TT,0.1,梯田\n", encoding="gbk")},
        results={"DEDUCTED": some, "PASSED": False},
    ),
    Case("empty table", "deduct_ridges", {"TABLE_FILE": text_file("")}, refused="cannot be read; give a CSV file"),
    Case(
        "table without rows",
        "deduct_ridges",
        {"TABLE_FILE": text_file("GDPDJB,GDLX,KCXS\n")},
        refused="has no coefficient; give",
    ),
    Case(
        "more than all",
        "deduct_ridges",
        {"TABLE_FILE": text_file("GDPDJB,GDLX,KCXS\n2,TT,150\n")},
        refused="below 100 percent",
    ),
    Case(
        "two values",
        "deduct_ridges",
        {"TABLE_FILE": text_file("GDPDJB,GDLX,KCXS\n2,TT,0.1\n2,TT,0.2\n")},
        refused="two coefficients",
    ),
    Case("no such table", "deduct_ridges", {"TABLE_FILE": beside("absent.csv")}, refused="absent.csv cannot be read"),
    Case(
        "not a table",
        "deduct_ridges",
        {"TABLE_FILE": lambda county, _: county["DEM"]},
        refused="TABLE_FILE",
        by_qgis=True,
    ),
]

RULES = [
    Case(
        "a broken rule",
        "check_attributes",
        {"RULES": rule("TBMJ >> ) (")},
        refused="Rule P-1.*parentheses do not match. Correct",
        **_C,
    ),
    Case(
        "a rule that drops tables",
        "check_attributes",
        {"RULES": rule("1) OR 1; DROP TABLE DLTB; --")},
        refused="Rule P-1: its condition",
        **_C,
    ),
    Case(
        "a rule that loads code",
        "check_attributes",
        {"RULES": rule("load_extension('evil') = 1")},
        refused="Rule P-1.*not authorized",
    ),
    Case(
        "a rule that reads the schema",
        "check_attributes",
        {"RULES": rule("(SELECT count(*) FROM sqlite_master) > 0")},
        refused="Rule P-1.*Correct the rule",
    ),
    Case(
        "a rule without end",
        "check_attributes",
        {"RULES": rule("(SELECT count(*) FROM DLTB a, DLTB b, DLTB c, DLTB d) > 0"), "TIME_LIMIT": 0.5},
        refused="Rule P-1 takes too long and was stopped",
    ),
    Case(
        "a rule on a field that is not there",
        "check_attributes",
        {"RULES": rule("NOPE > 1")},
        refused="Rule P-1.*no such column: NOPE",
    ),
    Case(
        "rules without columns",
        "check_attributes",
        {"RULES": text_file("hello\n1\n")},
        refused="lacks the columns id",
    ),
    Case(
        "a rule of two cells",
        "check_attributes",
        {"RULES": text_file(f"{RULE_COLUMNS}P-1,DLTB\n")},
        refused="Row 2.*2 values instead of 8",
    ),
    Case(
        "an unknown severity",
        "check_attributes",
        {"RULES": text_file(f"{RULE_COLUMNS}P-1,DLTB,own,fatal,,TBMJ>0,x,y\n")},
        refused="severity is “fatal”",
    ),
    Case(
        "a text that formats",
        "check_attributes",
        {"RULES": text_file(f"{RULE_COLUMNS}P-1,DLTB,own,error,,TBMJ<0,x,{{0.__class__}} {{NOPE!r:>99999999}} {{\n")},
        results={"ERRORS": 300},
    ),
    Case("an unknown rule", "check_attributes", {"IDS": "NOPE"}, refused="no rule NOPE"),
]

NUMBERS = [
    Case("too few patches", "create_sample_county", {"PATCHES": 10}, refused="PATCHES|at least 200", by_qgis=True),
    Case("a field without name", "ellipsoidal_area", {"FIELD": " "}, refused="has no name; give one"),
    Case(
        "a field that is not there",
        "assign_slope_grade",
        {"DEM": None, "SLOPE_MAP": lambda county, _: county["XZQ"], "GRADE_FIELD": "NOPE"},
        refused="no field NOPE",
    ),
]

DATABASES = [
    Case("a database that exists", "create_survey_database", {"DATABASE": damaged}, refused="exists already"),
    Case("a database in degrees", "create_survey_database", {"AREA": None, "CRS": "EPSG:4490"}, refused="in degrees"),
    Case("no system and no area", "create_survey_database", {"AREA": None}, refused="Say where the county lies"),
    Case(
        "a GBK shapefile to import",
        "import_patches",
        {"INPUT": gbk_shapefile},
        said="read as GBK",
        results={"IMPORTED": 300, "REFUSED": 0},
    ),
    Case("a mapping to nowhere", "import_patches", {"MAPPING": ["TBMJ", "NOPE"]}, refused="no field “NOPE” for TBMJ"),
    Case(
        "samples without type",
        "ridge_coefficients",
        {"INPUT": text_file("GDPDJB,GDLX,KCXS\n2,TT,0.1\n3,,0.1\n")},
        refused="Sample 2 is not usable",
    ),
]

TAGGING = [
    Case("degrees under minimum areas", "merge_small_patches", {"INPUT": patches(in_degrees)}, refused="in degrees"),
    Case("degrees under tags", "tag_patches", {"INPUT": patches(in_degrees)}, refused="in degrees.*reproject", **_C),
    Case(
        "another datum under tags",
        "tag_patches",
        {"INPUT": patches(in_system(3857))},
        refused="different datums.*transform",
    ),
    Case(
        "tags without DLBM",
        "tag_patches",
        {"INPUT": patches(lambda frame: frame.drop(columns=["DLBM"]))},
        refused="no field DLBM",
    ),
    Case(
        "codes with blanks under tags",
        "tag_patches",
        {"INPUT": patches(with_codes(lambda code: code + " "))},
        said="300 patches have a land class in DLBM with blanks or full-width",
    ),
    Case("GBK without cpg under tags", "tag_patches", {"INPUT": gbk_shapefile}, said="was read as GBK"),
    Case("tags on Z and M", "tag_patches", {"INPUT": translated("PolygonZM")}, said="M values were dropped"),
    Case(
        "tags on several parts",
        "tag_patches",
        {"INPUT": patches(first_replaced(in_two_parts))},
        results={"CONFLICTS": 0},
    ),
    Case(
        "a layer that no rule reads",
        "tag_patches",
        {"OVERLAYS": lambda county, _: [county["CJDCQ"]]},
        said="No rule reads layer CJDCQ",
    ),
    Case(
        "a layer of tags that is empty",
        "tag_patches",
        {"RIVERS": lambda county, made: county.variant(made / "rivers.gpkg", lambda frame: frame.iloc[:0])},
        said="Layer RIVERS has no features",
    ),
    Case(
        "tag rules without columns",
        "tag_patches",
        {"RULES": text_file("hello\n1\n")},
        refused="lacks the columns id, order",
        **_C,
    ),
    Case(
        "a tag rule that attaches",
        "tag_patches",
        {"RULES": text_file("id,order,field,value,condition,when\nP-1,1,BZ,x,ATTACH 'x' AS y,always\n")},
        refused="Rule P-1.*SQLite says",
        **_C,
    ),
    Case(
        "a tag rule without end",
        "tag_patches",
        {
            "RULES": text_file(
                "id,order,field,value,condition,when\n"
                'P-1,1,BZ,x,"(SELECT count(*) FROM DLTB a, DLTB b, DLTB c, DLTB d) > 0",always\n'
            )
        },
        refused="Rule P-1 takes too long",
    ),
    Case("a coarser minimum area", "merge_small_patches", {"FARM": 500.0}, refused="500 m².*only set a finer", **_C),
    Case(
        "merging without a line field",
        "merge_small_patches",
        {"INPUT": patches(lambda frame: frame.drop(columns=["QSDWDM"]))},
        said="no field QSDWDM",
    ),
    Case("a county code of letters", "number_patches", {"COUNTY": "县"}, refused="must have 6 digits", **_C),
    Case(
        "numbers without villages",
        "number_patches",
        {"INPUT": patches(lambda frame: frame.drop(columns=["ZLDWDM"]))},
        refused="no field ZLDWDM",
    ),
    Case(
        "villages in degrees",
        "assign_location_and_ownership",
        {"INPUT": patches(in_degrees)},
        refused="in degrees.*reproject",
    ),
    Case(
        "villages without a code",
        "assign_location_and_ownership",
        {"CJDCQ": lambda county, _: county["RIVERS"]},
        refused="no field ZLDWDM",
    ),
    Case("parcels in degrees", "merge_parcels", {"INPUT": patches(in_degrees)}, refused="in degrees.*reproject"),
    Case(
        "parcels that know PARCELS",
        "merge_parcels",
        {"INPUT": patches(lambda frame: frame.assign(PARCELS=1))},
        refused="has a field PARCELS already",
    ),
]

EIGHT = ((0.0, 0.0), (90.0, 80.0), (90.0, 0.0), (0.0, 80.0))

LINEAR = [
    Case(
        "lines outside the county",
        "lines_to_patches",
        {"INPUT": lines(lambda frame: frame.set_geometry(frame.translate(1e5)))},
        said="lie outside of all patches",
        results={"RIBBON_COUNT": 0, "CUT_COUNT": 0},
        **_C,
    ),
    Case(
        "negative widths",
        "lines_to_patches",
        {"INPUT": lines(lambda frame: frame.assign(WIDTH=-frame["WIDTH"]))},
        refused="have a width that is not greater than 0",
        **_C,
    ),
    Case(
        "missing widths",
        "lines_to_patches",
        {"INPUT": lines(lambda frame: frame.assign(WIDTH=frame["WIDTH"].where(frame["DLBM"] != "1101")))},
        said="lines have no width and were left out",
        results={"RIBBON_COUNT": some},
    ),
    Case(
        "widths as text",
        "lines_to_patches",
        {"INPUT": lines(lambda frame: frame.assign(WIDTH="4.5 米"))},
        refused="a width that is no number",
    ),
    Case(
        "wider than long",
        "lines_to_patches",
        {"INPUT": lines(one_line((0.0, 0.0), (3.0, 0.0), WIDTH=30.0))},
        said="1 lines that stand alone are shorter than they are wide",
        results={"RIBBON_COUNT": 1},
    ),
    Case(
        "a line that crosses itself",
        "lines_to_patches",
        {"INPUT": lines(one_line(*EIGHT, WIDTH=5.0)), "ABSORB": False},
        results={"RIBBON_COUNT": some, "CUT_COUNT": some},
    ),
    Case(
        "lines in several parts",
        "lines_to_patches",
        {"INPUT": lines(lambda frame: frame.dissolve("DLBM", as_index=False).iloc[:1])},
        results={"RIBBON_COUNT": some},
    ),
    Case(
        "lines in degrees",
        "lines_to_patches",
        {"INPUT": lines(in_degrees)},
        said="Reprojected from China Geodetic",
        results={"RIBBON_COUNT": some},
        **_C,
    ),
    Case(
        "lines without system",
        "lines_to_patches",
        {"INPUT": lines(in_system(None))},
        said="no coordinate reference system",
        results={"RIBBON_COUNT": some},
    ),
    Case("patches in degrees", "lines_to_patches", {"DLTB": patches(in_degrees)}, refused="in degrees.*reproject"),
    Case(
        "patches without DLBM",
        "lines_to_patches",
        {"DLTB": patches(lambda frame: frame.drop(columns=["DLBM"]))},
        refused="no field DLBM",
    ),
    Case("widths in degrees", "measure_width", {"INPUT": patches(in_degrees)}, refused="in degrees.*reproject", **_C),
    Case("widths of nothing", "measure_width", {"INPUT": patches(without_geometry)}, results={"MEASURED": some}),
    Case("linear features in degrees", "check_linear_features", {"INPUT": patches(in_degrees)}, refused="in degrees"),
    Case(
        "an empty network",
        "check_linear_features",
        {"LINES": lines(lambda frame: frame.iloc[:0])},
        said="no features",
        results={"ERRORS": 0},
    ),
    Case(
        "roads without width",
        "classify_roads",
        {"INPUT": lines(lambda frame: frame.assign(WIDTH=-1.0))},
        said="roads have no width",
        results={"MAPPED": lambda count: count >= 0, "UNKNOWN": some},
    ),
    Case(
        "roads of nowhere",
        "classify_roads",
        {"INPUT": lines(lambda frame: frame.assign(ZLDWDM="99"))},
        refused="Province “99”.*choose north or south",
        **_C,
    ),
    Case("neither lines nor points", "generalise_linear_patches", {"LINES": None}, refused="neither line nor point"),
    Case(
        "lines without width field",
        "generalise_linear_patches",
        {"LINES": lines(lambda frame: frame.drop(columns="WIDTH"))},
        refused="no field WIDTH",
        **_C,
    ),
]

CASES = [*LAYERS, *DATABASES, *OUTPUTS, *RASTERS, *TABLES, *RULES, *NUMBERS, *TAGGING, *LINEAR]
