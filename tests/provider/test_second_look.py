"""Sample, second interpretation, agreement and accuracy through Processing, as an office would go about it."""

from __future__ import annotations

import json

import numpy as np
import processing
import pytest
from qgis.core import QgsProcessingException, QgsProcessingFeedback
from tuban.tests.data.bad_input import is_one_sentence
from tuban.tests.data.county import CountyFiles, write_county
from tuban.tools.files import read_layer, write_geopackage
from tuban.tools.labelling.agreement import error_matrix, kappa

pytestmark = pytest.mark.usefixtures("tuban_provider")


@pytest.fixture(scope="module")
def county(tmp_path_factory) -> CountyFiles:
    return write_county(tmp_path_factory.mktemp("county"))


def run(name, **given):
    return processing.run(f"tuban:{name}", given, feedback=QgsProcessingFeedback(False))


def second_classes(codes) -> np.ndarray:
    """Every fifth patch is called something else."""
    wrong = np.arange(len(codes)) % 5 == 0
    return np.where(wrong, np.where(codes == "0301", "0101", "0301"), codes)


def test_from_a_blind_sample_to_the_accuracy_of_the_layer(county, tmp_path):
    sample, summary = str(tmp_path / "sample.gpkg"), tmp_path / "accuracy.json"
    drawn = run("sample_patches", INPUT=county["DLTB"], SIZE=120, BLIND=True, OUTPUT=sample)["DRAWN"]
    frame = read_layer(sample).frame
    assert drawn == len(frame) >= 120
    assert not {"DLBM", "DLMC", "GDLX", "TBMJ"} & set(frame.columns)
    assert frame["stratum"].str.fullmatch(r"\d+").all()
    assert frame["DLBM_2"].isna().all()
    truth = read_layer(county["DLTB"]).frame.set_index("BSM")["DLBM"]
    frame["DLBM_2"] = second_classes(truth[frame["BSM"]].to_numpy(object))
    write_geopackage(tmp_path / "seen.gpkg", "seen", frame)
    found = run("accuracy_report", INPUT=county["DLTB"], SECOND_LAYER=str(tmp_path / "seen.gpkg"), SUMMARY=str(summary))
    assert found["LOOKED_AT"] == drawn
    assert found["LOW"] < found["ACCURACY"] < found["HIGH"]
    assert found["ACCURACY"] == pytest.approx(0.8, abs=0.05)
    told = json.loads(summary.read_text(encoding="utf-8"))
    assert told["schema"] == "tuban-accuracy/1"
    assert sum(map(sum, told["matrix"])) == drawn
    assert told["accuracies"][0]["value"] == found["ACCURACY"]
    shares = sum(row["value"] for row in told["accuracies"] if row["measure"] == "share")
    assert shares == pytest.approx(1.0)


def test_two_fields_of_a_layer(county, tmp_path):
    path = county.variant(
        tmp_path / "twice.gpkg", lambda frame: frame.assign(DLBM_2=second_classes(frame["DLBM"].to_numpy(object)))
    )
    queue, tables = tmp_path / "queue.gpkg", tmp_path / "tables.xlsx"
    found = run("compare_interpretations", INPUT=path, SECOND="DLBM_2", DISAGREEMENTS=str(queue), TABLES=str(tables))
    assert (found["COMPARED"], found["DISAGREEING"], found["AGREEMENT"]) == (300, 60, 0.8)
    frame = read_layer(path).frame
    assert found["KAPPA"] == pytest.approx(kappa(error_matrix(frame["DLBM"], frame["DLBM_2"])).value)
    assert found["KAPPA_LOW"] < found["KAPPA"] < found["KAPPA_HIGH"]
    dispute = read_layer(str(queue)).frame
    assert len(dispute) == 60
    assert (dispute["class_1"] != dispute["class_2"]).all()
    assert dispute["pair_patches"].is_monotonic_decreasing
    assert tables.stat().st_size > 1000


def test_the_first_level_alone(county, tmp_path):
    def swapped(frame):
        codes = frame["DLBM"].to_numpy(object)
        return frame.assign(DLBM_2=np.where(codes == "0101", "0103", codes))

    path = county.variant(tmp_path / "levels.gpkg", swapped)
    found = run("compare_interpretations", INPUT=path, SECOND="DLBM_2", FIRST_LEVEL=True)
    assert (found["DISAGREEING"], found["KAPPA"]) == (0, pytest.approx(1.0))


def test_areas_count_where_they_are_asked_for(county, tmp_path):
    def largest_wrong(frame):
        second = frame["DLBM"].copy()
        second[frame["TBMJ"].idxmax()] = "1201"
        return frame.assign(DLBM_2=second)

    path = county.variant(tmp_path / "areas.gpkg", largest_wrong)
    by_number, by_area = (run("accuracy_report", INPUT=path, **more)["ACCURACY"] for more in ({}, {"AREA": "TBMJ"}))
    area = read_layer(path).frame["TBMJ"]
    assert by_number == pytest.approx(299 / 300)
    assert by_area == pytest.approx(1 - area.max() / area.sum())


@pytest.mark.parametrize(
    ("algorithm", "given", "said"),
    [
        ("compare_interpretations", {"SECOND": "DLBM_9"}, "no field DLBM_9"),
        ("compare_interpretations", {"SECOND": "DLBM", "SECOND_LAYER": "findings"}, "no field BSM"),
        ("compare_interpretations", {"SECOND": "DLBM", "SECOND_LAYER": "DLTB", "KEY": "ZLDWDM"}, "more than once"),
        ("accuracy_report", {"REFERENCE": "DLBM", "AREA": "KCMJ"}, "have no area in KCMJ"),
        ("sample_patches", {"CLASS": "XXX", "OUTPUT": "memory:"}, "no field XXX"),
    ],
)
def test_what_cannot_be_worked_with_is_refused_in_a_sentence(county, algorithm, given, said):
    if given.get("SECOND_LAYER"):
        given = {**given, "SECOND_LAYER": county[given["SECOND_LAYER"]]}
    with pytest.raises(QgsProcessingException, match=said) as refusal:
        run(algorithm, INPUT=county["DLTB"], **given)
    assert is_one_sentence(str(refusal.value))


def test_a_sample_is_not_drawn_from_a_sample(county, tmp_path):
    sample = str(tmp_path / "sample.gpkg")
    run("sample_patches", INPUT=county["DLTB"], SIZE=9, OUTPUT=sample)
    with pytest.raises(QgsProcessingException, match="is a sample itself"):
        run("sample_patches", INPUT=sample, SIZE=3, OUTPUT="memory:")
    frame = read_layer(sample).frame.assign(stratum_patches=1)
    frame.loc[frame.index[0], "stratum_patches"] = None
    write_geopackage(tmp_path / "spoiled.gpkg", "spoiled", frame)
    with pytest.raises(QgsProcessingException, match="use a sample as it was drawn"):
        run("accuracy_report", INPUT=str(tmp_path / "spoiled.gpkg"), REFERENCE="DLBM")
