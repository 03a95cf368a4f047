"""Linear features through Processing: section D of the rule cases, and what users hand in."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import processing
import pytest
import shapely
from qgis.core import QgsProcessingException
from tuban.tools.files import write_geopackage

CRS = "EPSG:4528"
CORNER = np.array([40_520_000.0, 3_400_000.0])

pytestmark = pytest.mark.usefixtures("tuban_provider")


@pytest.fixture
def run(tmp_path):
    """Runs an algorithm on frames, and gives its outputs, layers as frames."""

    def made(name, **given):
        for key, value in given.items():
            if isinstance(value, gpd.GeoDataFrame):
                path = tmp_path / f"{key}.gpkg"
                kind = value.geom_type.iloc[0] if len(value) else "LineString"
                write_geopackage(path, key, value, geometry_type=kind)
                given[key] = str(path)
        results = processing.run(f"tuban:{name}", given)
        return {key: gpd.read_file(value) if str(value).endswith(".gpkg") else value for key, value in results.items()}

    return made


def line(*corners):
    return shapely.LineString(CORNER + np.array(corners, float))


def box(*bounds):
    return shapely.box(*(np.array(bounds, float) + np.tile(CORNER, 2)))


CASES = {  # id: width, region, other fields, class and decision that the plan asks for
    "D01": (0.9, "south", {}, None, "not_mapped"),
    "D02": (1.0, "south", {}, "1006", "mapped"),
    "D04": (2.0, "north", {}, "1006", "mapped"),
    "D05": (8.0, "north", {}, "1006", "mapped"),
    "D07": (5.0, "south", {"plan": 1}, "1003", "mapped"),
    "D08": (5.0, "south", {"plan": 0}, "1006", "mapped"),
    "D16": (12.0, "south", {"building": 1, "DLBM": "0101"}, "0101", "kept"),
    "D17": (3.0, "south", {"paved": 0, "through": 0}, "1006", "optional"),
    "D19": (2.5, "south", {"CZCSXM": "203", "grade": "lane"}, None, "merged"),
}


@pytest.mark.parametrize("case", list(CASES))
def test_class_of_a_road(run, tmp_path, case):
    width, region, fields, code, decision = CASES[case]
    columns = {
        "plan": 0,
        "building": 0,
        "paved": 1,
        "through": 1,
        "grade": "branch",
        "CZCSXM": "",
        "DLBM": "",
        **fields,
    }
    road = gpd.GeoDataFrame(
        {"KD": [width], **{name: [value] for name, value in columns.items()}}, geometry=[line((0, 0), (90, 0))], crs=CRS
    )
    named = {"NETWORK": "plan", "BUILDING": "building", "PAVED": "paved", "THROUGH": "through", "GRADE": "grade"}
    parameters = {f"{name}_FIELD": field for name, field in named.items()}
    made = run(
        "classify_roads", INPUT=road, WIDTH_FIELD="KD", REGION=region, OUTPUT=str(tmp_path / "o.gpkg"), **parameters
    )
    row = made["OUTPUT"].iloc[0]
    assert (row["DLBM"], row["DECISION"]) == (code, decision)
    assert row["CLAUSE"]
    assert row["REASON"]


@pytest.mark.parametrize(
    ("case", "code", "width", "settlement", "kind"),
    [
        ("D10", "1006", 3.9, "203", "linear_in_settlement"),
        ("D11", "1001", 3.9, "203", "linear_in_settlement"),
        ("D22", "1107", 0.0, None, "linear_width_missing"),
    ],
)
def test_errors_of_patches(run, tmp_path, case, code, width, settlement, kind):
    patches = gpd.GeoDataFrame(
        {"BSM": [case], "DLBM": [code], "XZDWKD": [width], "CZCSXM": [settlement]},
        geometry=[box(0, 0, 200, 4)],
        crs=CRS,
    )
    made = run("check_linear_features", INPUT=patches, FINDINGS=str(tmp_path / "f.gpkg"))
    assert made["FINDINGS"]["kind"].tolist() == [kind]
    assert made["ERRORS"] == 1


def test_a_check_says_which_lines_lie_outside_the_patches(run, tmp_path):
    drawn = [line((-9, 50), (209, 50)), line((5000, 50), (5200, 50))]
    lines = gpd.GeoDataFrame({"DLBM": "1006"}, geometry=drawn, index=[0, 1], crs=CRS)
    summary = tmp_path / "s.json"
    made = run("check_linear_features", INPUT=FIELDS, LINES=lines, SUMMARY=str(summary))
    assert made["PASSED"]
    assert "1 of 2 lines lie outside of all patches" in summary.read_text("utf-8")


def test_d20_official_width(run, tmp_path):
    height = (203 - np.sqrt(203**2 - 4 * 1000)) / 2  # 1000 m2 with a perimeter of 406 m
    patch = gpd.GeoDataFrame({"DLBM": ["1006"]}, geometry=[box(0, 0, 203 - height, height)], crs=CRS)
    made = run("measure_width", INPUT=patch, OUTPUT=str(tmp_path / "o.gpkg"))
    assert made["OUTPUT"]["XZDWKD"].tolist() == [4.9]


FIELDS = gpd.GeoDataFrame(
    {"BSM": ["330999211000000001", "330999211000000002"], "DLBM": "0101", "QSDWDM": ["a", "b"], "ZLDWDM": "v"},
    geometry=[box(0, 0, 200, 100), box(0, 100, 200, 200)],
    crs=CRS,
)


def test_d13_an_owner_line_divides_a_road(run, tmp_path):
    road = gpd.GeoDataFrame({"DLBM": ["1003"], "KD": [12.0]}, geometry=[line((-9, 100), (209, 100))], crs=CRS)
    files = {name: str(tmp_path / f"{name}.gpkg") for name in ("OUTPUT", "RIBBONS", "LEDGER")}
    made = run("lines_to_patches", INPUT=road, DLTB=FIELDS, WIDTH_FIELD="KD", **files)
    assert made["RIBBONS"].area.tolist() == pytest.approx([1200, 1200], abs=0.5)
    assert set(made["RIBBONS"]["QSDWDM"]) == {"a", "b"}
    assert made["RIBBON_COUNT"] == 2
    assert made["LEDGER"]["change"].sum() == pytest.approx(0, abs=0.01)


def test_d14_a_bridge_cuts_the_river(run, tmp_path):
    lines = gpd.GeoDataFrame(
        {"DLBM": ["1101", "1006"]}, geometry=[line((100, -9), (100, 90)), line((-9, 50), (209, 50))], crs=CRS
    ).to_crs(4490)
    made = run("lines_to_patches", INPUT=lines, DLTB=FIELDS, WIDTHS="1101=20, 1006=4", OUTPUT=str(tmp_path / "o.gpkg"))
    code = made["OUTPUT"].groupby("DLBM").size()
    assert (code["1006"], code["1101"]) == (1, 2)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"WIDTHS": "1006:4"}, "no width of a class"),
        ({"WIDTHS": "", "WIDTH": 0.0}, "No line can become a patch"),
        ({"ORDER": "1006, 0101"}, "no class of linear features"),
        ({"DLTB": FIELDS.drop(columns="DLBM")}, "no field DLBM"),
        ({"DLTB": FIELDS.to_crs(4490)}, "in degrees"),
    ],
)
def test_refused_in_one_sentence(run, tmp_path, changes, said):
    road = gpd.GeoDataFrame({"DLBM": ["1006"]}, geometry=[line((-9, 50), (209, 50))], crs=CRS)
    given = {"INPUT": road, "DLTB": FIELDS, "WIDTHS": "1006=4", "OUTPUT": str(tmp_path / "o.gpkg"), **changes}
    with pytest.raises(QgsProcessingException, match=said):
        run("lines_to_patches", **given)
    assert not (tmp_path / "o.gpkg").exists()
