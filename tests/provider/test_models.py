"""The models that are shipped, as somebody runs them who wants little or has little."""

from __future__ import annotations

from pathlib import Path

import processing
import pytest
from qgis.core import QgsProcessingFeedback
from tuban.tests.data.county import CountyFiles, of_model, write_county
from tuban.tools.files import read_layer

pytestmark = pytest.mark.usefixtures("tuban_provider")


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> CountyFiles:
    return write_county(tmp_path_factory.mktemp("models"), 200)


def test_by_products_of_a_model_may_be_left_out(files: CountyFiles, tmp_path: Path) -> None:
    inputs = {name: files[name] for name in ("DLTB", "XZQ", "CJDCQ", "DEM")}
    (adjusted,) = of_model(adjust={"adjusted": "gpkg"})
    path = str(tmp_path / "adjusted.gpkg")
    given = {**inputs, "RIDGE_TABLE": files["ridges"], "LIMIT": 1e9, adjusted: path}
    done = processing.run("tuban:slope_to_class_area", given)
    assert {name for name, value in done.items() if value and not name.startswith("CHILD_")} == {adjusted}
    assert len(read_layer(path, None).frame) == len(files.county.DLTB)
    assert [made.name for made in tmp_path.iterdir()] == ["adjusted.gpkg"]


def test_a_bare_county_gets_its_places_and_numbers(files: CountyFiles, tmp_path: Path) -> None:
    gone = dict.fromkeys(("BSM", "TBBH", "ZLDWDM", "ZLDWMC"))
    bare = files.variant(tmp_path / "bare.gpkg", lambda frame: frame.assign(**gone))
    (tagged,) = of_model(number={"tagged": "gpkg"})
    given = {"DLTB": bare, "CJDCQ": files["CJDCQ"], tagged: str(tmp_path / "tagged.gpkg")}
    done = processing.run("tuban:tag_county", given)
    made, before = read_layer(done[tagged], None).frame, files.county.DLTB
    assert made["ZLDWDM"].tolist() == before["ZLDWDM"].tolist()
    assert made["ZLDWMC"].tolist() == before["ZLDWMC"].tolist()
    assert made["BSM"].is_unique
    for _, numbers in made.groupby("ZLDWDM")["TBBH"]:
        assert sorted(numbers) == [f"{number:05}" for number in range(1, len(numbers) + 1)]


def test_findings_that_are_none_are_no_cause_for_a_warning(files: CountyFiles, tmp_path: Path) -> None:
    class Feedback(QgsProcessingFeedback):
        warned = ""

        def pushWarning(self, warning: str) -> None:
            Feedback.warned += warning

    empty = str(tmp_path / "none.gpkg")
    processing.run("tuban:check_attributes", {"INPUT": files["DLTB"], "FINDINGS": empty})
    report = {"INPUT": [empty], "DLTB": files["DLTB"], "REPORT": str(tmp_path / "report.html")}
    processing.run("tuban:report_findings", report, feedback=Feedback())
    assert Feedback.warned == ""
