"""`check_cover`, `check_boundaries` and `check_seams` through Processing, on a made county that is then damaged."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import processing
import pytest
import shapely
from qgis.core import QgsProcessingException, QgsProcessingFeatureSourceDefinition, QgsProject, QgsVectorLayer
from shapely import LineString
from tuban.tests.data.county import boundary_lines, halves
from tuban.tools.files import read_layer, write_geopackage
from tuban.tools.quality.findings import COLUMNS
from tuban.tools.quality.layer import as_faults
from tuban.tools.quality.store import read_store
from tuban.tools.sample import make_county

pytestmark = pytest.mark.usefixtures("tuban_provider")


@pytest.fixture(scope="module")
def county():
    return make_county(500, seed=21, vertices=30, villages=6)


@pytest.fixture
def write(tmp_path):
    """Writes frames as layers of one GeoPackage; returns the sources of the layers."""

    def written(**frames: gpd.GeoDataFrame) -> dict[str, str]:
        path = tmp_path / "layers.gpkg"
        for name, frame in frames.items():
            write_geopackage(path, name, frame, append=path.exists())
        return {name: f"{path}|layername={name}" for name in frames}

    return written


def sources(write, county, **changed):
    """DLTB, CJDCQ and XZQ of the county, some of them changed."""
    return write(**{name: changed.get(name, getattr(county, name)) for name in ("DLTB", "CJDCQ", "XZQ")})


def run(name: str, folder: Path, **given):
    """The result of an algorithm and its findings."""
    result = processing.run(f"tuban:{name}", {**given, "FINDINGS": str(folder / "findings.gpkg")})
    return result, as_faults(read_layer(result["FINDINGS"]).frame)


def refusal(name: str, **given) -> str:
    with pytest.raises(QgsProcessingException) as raised:
        processing.run(f"tuban:{name}", given)
    return str(raised.value)


# ------------------------------------------------------------------------------------------------ cover


def test_a_sound_county_covers_itself(write, county, tmp_path):
    given = sources(write, county)
    for names in (["DLTB", "CJDCQ", "XZQ"], ["DLTB", "XZQ"], ["DLTB", "CJDCQ"], ["CJDCQ", "XZQ"]):
        result, found = run("check_cover", tmp_path, **{name: given[name] for name in names})
        assert (result["ERRORS"], result["WARNINGS"], result["NOTES"], result["PASSED"]) == (0, 0, 0, True)
        assert not len(found)


def test_a_patch_left_out_and_a_wrong_code_are_found(write, county, tmp_path):
    patches = county.DLTB.drop(index=[40]).copy()
    codes = county.CJDCQ["ZLDWDM"].tolist()
    patches.loc[7, "ZLDWDM"] = next(code for code in codes if code != patches.loc[7, "ZLDWDM"])
    summary = tmp_path / "summary.json"
    given = {**sources(write, county, DLTB=patches), "SUMMARY": str(summary)}
    result, found = run("check_cover", tmp_path, **given)
    assert list(found.columns) == list(COLUMNS)
    assert sorted(found["kind"]) == ["gap", "wrong_village"]
    assert (result["ERRORS"], result["PASSED"]) == (2, False)
    missing = county.DLTB.geometry.loc[40]
    hole = found[found["kind"] != "wrong_village"].iloc[0]
    assert hole["measure"] == pytest.approx(missing.area)
    assert hole["width"] == pytest.approx(2 * shapely.length(shapely.maximum_inscribed_circle(missing, 0.01)), rel=0.01)
    assert found.loc[found["kind"] == "wrong_village", "feature"].tolist() == [patches.loc[7, "BSM"]]
    told = json.loads(summary.read_text(encoding="utf-8"))
    assert told["run"]["tolerances"] == {"TOLERANCE": 0.001}
    assert told["run"]["counts"] == {"DLTB": 499, "CJDCQ": 6, "XZQ": 1}
    assert run("check_cover", tmp_path, **given, CODES=False)[0]["ERRORS"] == 1


def test_cover_needs_two_layers_that_fit(write, county):
    given = sources(write, county, CJDCQ=county.CJDCQ.drop(columns="ZLDWDM"), XZQ=county.XZQ.to_crs("EPSG:4490"))
    assert "at least two" in refusal("check_cover", DLTB=given["DLTB"])
    assert "no field ZLDWDM" in refusal("check_cover", DLTB=given["DLTB"], CJDCQ=given["CJDCQ"])
    assert "degrees" in refusal("check_cover", DLTB=given["DLTB"], XZQ=given["XZQ"])


def test_further_layers_are_checked(write, county, tmp_path):
    slopes = county.DLTB[["BSM", "geometry"]].iloc[[3, 3, 90]].assign(BSM=["S1", "S2", "S3"])
    settlements = county.DLTB[["BSM", "geometry"]].iloc[[10, 50]]
    given = {**sources(write, county), **write(PDT=slopes, CZCDYD=settlements, CONTROL=county.XZQ[["BSM", "geometry"]])}
    _, found = run("check_cover", tmp_path, OTHERS=[given.pop("PDT")], **given)
    assert found[["kind", "layer", "feature", "other"]].to_numpy().tolist() == [["overlap", "PDT", "S1", "S2"]]


def test_fields_in_small_letters_will_do(write, county, tmp_path):
    small = [frame.rename(columns=str.lower) for frame in (county.DLTB, county.CJDCQ, county.XZQ)]
    given = write(DLTB=small[0], CJDCQ=small[1], XZQ=small[2])
    assert not len(run("check_cover", tmp_path, **given)[1])


def test_a_finding_that_is_gone_is_fixed_and_those_of_other_checks_are_not(write, tmp_path):
    spoiled = make_county(500, seed=21, vertices=30, villages=6, defects=1, kinds=("gap", "overlap"))
    database = str(tmp_path / "errors.gpkg")
    given = sources(write, spoiled)
    processing.run("tuban:check_topology", {"INPUT": given["DLTB"], "KINDS": ["overlap"], "DATABASE": database})
    run("check_cover", tmp_path, **given, DATABASE=database)
    assert sorted(zip(*states(database))) == [("gap", "new"), ("overlap", "new")]
    hole = read_store(database).findings.set_index("kind").geometry["gap"]
    filler = spoiled.DLTB.iloc[:1].assign(BSM="filler", ZLDWDM=None).set_geometry([hole], crs=spoiled.DLTB.crs)
    mended = tmp_path / "mended.gpkg"
    write_geopackage(mended, "DLTB", pd.concat([spoiled.DLTB, filler], ignore_index=True))
    result, found = run("check_cover", tmp_path, **{**given, "DLTB": f"{mended}|layername=DLTB"}, DATABASE=database)
    assert result["PASSED"], found["message"].tolist()
    assert sorted(zip(*states(database))) == [("gap", "fixed"), ("overlap", "new")]


def test_a_patch_across_a_village_line_is_one_finding_of_two_checks(write, county, tmp_path):
    villages = county.CJDCQ.set_geometry(shapely.coverage_simplify(county.CJDCQ.geometry.to_numpy(), 20.0))
    given = sources(write, county, CJDCQ=villages.set_crs(county.CJDCQ.crs))
    _, cover = run("check_cover", tmp_path, DLTB=given["DLTB"], CJDCQ=given["CJDCQ"])
    beside = {"INPUT": given["DLTB"], "CJDCQ": given["CJDCQ"], "KINDS": ["crosses_village"]}
    _, topology = run("check_topology", tmp_path, **beside)
    assert len(topology) > 5
    assert set(cover.loc[cover["kind"] == "crosses_village", "id"]) == set(topology["id"])


def states(database: str):
    """Kinds and states of the findings that an error GeoPackage holds."""
    held = read_store(database).findings
    return held["kind"].tolist(), held["state"].tolist()


# ------------------------------------------------------------------------------------------------ boundaries


@pytest.fixture
def lined(write, county):
    """The villages and the county with their boundary lines."""

    def written(**changed):
        frames = {"XZQ": county.XZQ, "CJDCQ": county.CJDCQ}
        frames |= {f"{name}JX": boundary_lines(frame) for name, frame in frames.items()}
        return write(**{**frames, **changed})

    return written


def test_sound_lines_bound_their_areas(lined, tmp_path):
    given = lined()
    for names in (["XZQ", "XZQJX", "CJDCQ", "CJDCQJX"], ["XZQ", "XZQJX"], ["CJDCQ", "CJDCQJX"]):
        result, found = run("check_boundaries", tmp_path, **{name: given[name] for name in names})
        assert not len(found)
        assert result["PASSED"] is True


def test_a_line_left_out_a_doubled_one_and_a_short_one_are_found(lined, county, tmp_path):
    lines = boundary_lines(county.CJDCQ)
    longest = lines.loc[lines.length.idxmax()]
    start = longest.geometry.coords[0]
    short = LineString([start, (start[0] + 1.0, start[1])])
    spoiled = lines.drop(index=lines.length.nsmallest(1).index)
    more = gpd.GeoDataFrame({"BSM": ["again", "short"]}, geometry=[longest.geometry, short], crs=lines.crs)
    spoiled = pd.concat([spoiled, more], ignore_index=True)
    _, found = run("check_boundaries", tmp_path, **lined(CJDCQJX=spoiled))
    assert {"missing_line", "line_overlap", "short_line", "off_boundary"} <= set(found["kind"])
    assert set(found["layer"]) == {"CJDCQJX", "CJDCQ"}
    assert found.loc[found["kind"] == "missing_line", "measure"].sum() == pytest.approx(lines.length.min())


def test_lines_need_their_areas(lined):
    given = lined()
    assert "CJDCQJX is missing" in refusal(
        "check_boundaries", **{name: given[name] for name in ("XZQ", "XZQJX", "CJDCQ")}
    )
    assert "XZQJX with XZQ" in refusal("check_boundaries")
    assert "holds no line" in refusal("check_boundaries", XZQ=given["XZQ"], XZQJX=given["CJDCQ"])


# ------------------------------------------------------------------------------------------------ seams


def test_halves_of_a_county_meet(write, county, tmp_path):
    given = write(**halves(county.DLTB))
    result, found = run("check_seams", tmp_path, LAYERS=[*given.values()], LINEAR=False)
    assert not len(found)
    assert result["PASSED"] is True
    _, found = run("check_seams", tmp_path, LAYERS=[*given.values()], LINEAR=False, CLASSES=True)
    assert set(found["kind"]) == {"class_break"}
    assert (found["severity"] == "note").all()


def test_a_half_that_is_moved_does_not_fit(write, county, tmp_path):
    both = halves(county.DLTB)
    moved = shapely.transform(both["east"].geometry.to_numpy(), lambda xy: xy + 0.25)
    both["east"] = both["east"].set_geometry(moved, crs=county.DLTB.crs)
    given = write(**both)
    result, found = run("check_seams", tmp_path, LAYERS=[*given.values()], LINEAR=False)
    assert {"seam_gap", "seam_overlap"} <= set(found["kind"])
    assert result["PASSED"] is False
    assert set(found["layer"]) <= {"east (layers.gpkg)", "west (layers.gpkg)"}


def test_attributes_are_named_by_the_user(write, county, tmp_path):
    both = halves(county.DLTB)
    both["east"] = both["east"].assign(QSXZ="99")
    given = write(**both)
    _, found = run("check_seams", tmp_path, LAYERS=[*given.values()], LINEAR=False, ATTRIBUTES=" QSXZ , SJNF")
    assert set(found["kind"]) == {"attribute_break"}
    assert found["message"].str.contains("QSXZ").all()
    assert not found["message"].str.contains("SJNF").any()


def test_seams_need_two_layers_of_one_system(write, county):
    both = halves(county.DLTB)
    given = write(west=both["west"], east=both["east"].to_crs("EPSG:4527"), bare=both["east"][["BSM", "geometry"]])
    assert "at least two" in refusal("check_seams", LAYERS=[given["west"]])
    assert "reproject" in refusal("check_seams", LAYERS=[given["west"], given["east"]])
    assert "no field DLBM" in refusal("check_seams", LAYERS=[given["west"], given["bare"]])
    assert "no field NOTHING" in refusal("check_seams", LAYERS=[given["west"], given["west"]], ATTRIBUTES="NOTHING")


def test_a_selection_of_patches_is_respected(write, county, tmp_path):
    layer = QgsVectorLayer(sources(write, county)["DLTB"], "DLTB", "ogr")
    QgsProject.instance().addMapLayer(layer)
    layer.selectByExpression("$id <= 100")
    source = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)
    _, found = run("check_cover", tmp_path, DLTB=source, XZQ=sources_of(layer, "XZQ"))
    assert set(found["kind"]) <= {"gap", "uncovered"}
    covered = county.DLTB.geometry.iloc[:100].area.sum()
    assert found["measure"].sum() == pytest.approx(county.XZQ.area.sum() - covered, rel=1e-6)
    QgsProject.instance().removeAllMapLayers()


def sources_of(layer: QgsVectorLayer, name: str) -> str:
    return layer.source().split("|")[0] + f"|layername={name}"
