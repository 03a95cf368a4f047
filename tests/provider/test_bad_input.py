"""Bad input through Processing: refused in one sentence with nothing written, or worked with and said so."""

from __future__ import annotations

import gc
import re

import geopandas as gpd
import processing
import pytest
from qgis.core import QgsProcessingException, QgsProcessingFeedback
from tuban.tests.data.bad_input import CASES, Case, is_one_sentence
from tuban.tests.data.county import CountyFiles, write_county
from tuban.tools.files import read_layer, write_geopackage

pytestmark = pytest.mark.usefixtures("tuban_provider")


@pytest.fixture(scope="module")
def county(tmp_path_factory) -> CountyFiles:
    return write_county(tmp_path_factory.mktemp("county"))


class Listener(QgsProcessingFeedback):
    """Keeps the warnings of a run."""

    def __init__(self):
        super().__init__(False)
        self.said: list[str] = []

    def pushWarning(self, text):
        self.said.append(text)


def outcome(case: Case, given: dict) -> tuple[dict, list[str], str]:
    """Results, warnings and the refusal of a run."""
    listener = Listener()
    try:
        return processing.run(f"tuban:{case.algorithm}", given, feedback=listener), listener.said, ""
    except QgsProcessingException as error:
        return {}, listener.said, str(error)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.algorithm}: {case.name}")
def test_bad_input_ends_in_one_sentence_or_with_a_word(case, county, tmp_path):
    made, out = tmp_path / "made", tmp_path / "out"
    made.mkdir()
    out.mkdir()
    given = case.parameters(county, made, out)
    before = {path.name: path.read_bytes() for path in made.iterdir()}
    results, said, refusal = outcome(case, given)
    if case.refused:
        assert re.search(case.refused, refusal, re.DOTALL)
        assert case.by_qgis or is_one_sentence(refusal)
        assert list(out.iterdir()) == []
        assert {path.name: path.read_bytes() for path in made.iterdir() if path.suffix != ".xml"} == before
    else:
        assert refusal == ""
        assert not case.said or any(re.search(case.said, text) for text in said), said
        assert case.wrong_results(results) == []
        assert case.said or case.results, "a run that succeeds must be looked at"


def frames_in_memory() -> int:
    gc.collect()
    return sum(isinstance(item, gpd.GeoDataFrame) for item in gc.get_objects())


def test_a_refused_run_holds_nothing_in_memory(county):
    """QGIS keeps the exception for ever, with all that its frames hold."""
    given = {"INPUT": county["DLTB"], "PATCH": "nobody"}
    with pytest.raises(QgsProcessingException):
        processing.run("tuban:explain_patch", given)
    before = frames_in_memory()
    for _ in range(3):
        with pytest.raises(QgsProcessingException, match="has no patch nobody"):
            processing.run("tuban:explain_patch", given)
    assert frames_in_memory() == before


def test_a_layer_is_called_by_its_name_in_its_file(county, tmp_path):
    path = str(tmp_path / "county.gpkg")
    write_geopackage(path, "DLTB", read_layer(county["DLTB"], None).frame.drop(columns="DLBM"))
    write_geopackage(path, "XZQ", read_layer(county["XZQ"], None).frame, append=True)
    for name, shown in ((f"{path}|layername=DLTB", "DLTB (county.gpkg)"), (county["XZQ"], "XZQ")):
        with pytest.raises(QgsProcessingException, match=rf"Layer {re.escape(shown)} has no field DLBM"):
            processing.run("tuban:explain_patch", {"INPUT": name, "PATCH": "1"})
