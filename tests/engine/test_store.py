"""The error GeoPackage: schema, geometry of all kinds, states and exceptions that survive the next run."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from osgeo import ogr
from tuban.tools import standard
from tuban.tools.errors import Cancelled, TubanError
from tuban.tools.files import Column, write_geopackage
from tuban.tools.quality import lock, store
from tuban.tools.quality.findings import COLUMNS, findings, no_findings
from tuban.tools.quality.lifecycle import LIFE, Decision
from tuban.tools.quality.run import Run
from tuban.tools.quality.store import CHECKED, LAYERS, decide, read_store, review_store, write_store

CRS = "EPSG:4528"
AT = 40_500_000.0


def found(*geometries, first: int = 0) -> gpd.GeoDataFrame:
    names = [str(first + i) for i in range(len(geometries))]
    return findings(
        kind="overlap", rule="4301-05", severity="error", layer="DLTB", feature=names, other="中 '文'", message="m",
        geometry=np.array(geometries, dtype=object), measure=1.5, unit="m2", crs=CRS,
    )  # fmt: skip


def everything() -> gpd.GeoDataFrame:
    square = shapely.box(AT, 0, AT + 1, 1)
    line = shapely.LineString([(AT, 0), (AT + 1, 1)])
    point = shapely.Point(AT, 5)
    bow_tie = shapely.Polygon([(AT, 0), (AT + 1, 1), (AT + 1, 0), (AT, 1)])
    mixed = shapely.GeometryCollection([square, line, shapely.GeometryCollection([point])])
    return found(square, line, point, bow_tie, mixed, None, shapely.MultiPolygon([square]), shapely.MultiPoint([point]))


def edit(path, *statements: str) -> None:
    """What a person does to the file in QGIS."""
    dataset = ogr.Open(str(path), update=1)
    for statement in statements:
        dataset.ExecuteSQL(statement)


def by_id(frame):
    return frame.set_index("id").sort_index()


def states(held) -> dict[str, str]:
    """Of a store or a frame of findings: id to state."""
    frame = held if isinstance(held, pd.DataFrame) else held.findings
    return dict(zip(frame["id"], frame["state"]))


def test_every_kind_of_geometry_comes_back(tmp_path):
    path, given = tmp_path / "findings.gpkg", everything()
    write_store(path, given, Run("tuban:check_topology", source="county.gpkg"))
    read = read_store(path)
    assert read.findings.crs == CRS
    assert set(read.findings["state"]) == {"new"}
    columns = [name for name in COLUMNS if name not in ("id", "geometry")]
    assert by_id(read.findings)[columns].equals(by_id(given)[columns])
    for name, geometry in by_id(given).geometry.items():
        stored = by_id(read.findings).geometry[name]
        mixed = geometry is not None and geometry.geom_type == "GeometryCollection"
        expected = shapely.box(AT, 0, AT + 1, 1) if mixed else geometry
        assert (stored is None) == (expected is None)
        assert stored is None or shapely.equals_exact(shapely.normalize(stored), _multi(expected))


def _multi(geometry):
    wrap = {0: shapely.MultiPoint, 1: shapely.MultiLineString, 2: shapely.MultiPolygon}
    if geometry.geom_type.startswith("Multi"):
        return shapely.normalize(geometry)
    return shapely.normalize(wrap[int(shapely.get_dimensions(geometry))]([geometry]))


def test_schema_is_what_the_documentation_says(tmp_path):
    path = tmp_path / "findings.gpkg"
    write_store(path, everything(), Run("tuban:check_topology"), rules=standard.load("2019").rules)
    dataset = ogr.Open(str(path))
    names = {dataset.GetLayer(i).GetName() for i in range(dataset.GetLayerCount())}
    assert names == {*LAYERS, "run", "rules", "exceptions"}
    counted = {name: dataset.GetLayerByName(name).GetFeatureCount() for name in LAYERS}
    assert counted == {"finding_points": 3, "finding_lines": 1, "finding_polygons": 4}
    layer = dataset.GetLayerByName("finding_polygons")
    definition = layer.GetLayerDefn()
    names = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
    assert names == [*COLUMNS[:-1], *LIFE]
    assert layer.GetSpatialRef().GetAuthorityCode(None) == "4528"
    assert dataset.GetLayerByName("rules").GetFeatureCount() == len(standard.load("2019").rules)


def test_nothing_found_is_a_store_too(tmp_path):
    path = tmp_path / "findings.gpkg"
    write_store(path, no_findings(CRS), Run("tuban:check_topology"))
    read = read_store(path)
    assert len(read.findings) == 0
    assert read.findings.crs == CRS
    assert read.runs[0]["tool"] == "tuban:check_topology"


def test_exceptions_states_and_runs_survive_the_next_run(tmp_path):
    path = tmp_path / "findings.gpkg"
    first = everything()
    write_store(path, first, Run("tuban:check_topology", options={"layers": ["DLTB"]}, notes=["一"], kinds=["overlap"]))
    excused, seen = first["id"][0], first["id"][1]
    edit(
        path,
        f"INSERT INTO exceptions (id, reason, name, date) VALUES ('{excused}', '省级批准', '李四', '2026-11-01')",
        f"UPDATE finding_lines SET state = 'confirmed' WHERE id = '{seen}'",
    )
    added = found(shapely.box(AT + 50, 0, AT + 51, 1), first=77)
    second = gpd.GeoDataFrame(pd.concat([first.iloc[::-1], added], ignore_index=True), crs=CRS)
    held = write_store(path, second, Run("tuban:check_topology"))
    read = read_store(path)
    state = states(read)
    assert states(held) == state
    assert state[excused] == "exception"
    assert state[seen] == "confirmed"
    assert state[added["id"][0]] == "new"
    assert len(read.runs) == 2
    told = {name: read.runs[0][name] for name in ("options", "notes", "layers", "kinds", "rules", "partial")}
    assert told == {
        "options": {"layers": ["DLTB"]}, "notes": ["一"], "layers": None, "kinds": ["overlap"], "rules": None,
        "partial": False,
    }  # fmt: skip
    assert read.exceptions.to_numpy().tolist() == [[excused, "省级批准", "李四", "2026-11-01"]]


def test_what_is_no_longer_found_stays_as_fixed_and_comes_back_as_reopened(tmp_path):
    path = tmp_path / "findings.gpkg"
    all_of_them = everything()
    gone = set(all_of_them["id"][:3])
    write_store(path, all_of_them, Run("t", started="2026-11-01T08:00:00+08:00"))
    held = write_store(path, all_of_them.iloc[3:], Run("t", started="2026-11-02T08:00:00+08:00"))
    assert held.just_fixed == gone
    assert set(held.fixed_by_last_run()["id"]) == gone
    assert list(held.fixed_by_last_run().columns) == [*COLUMNS]
    read = read_store(path)
    assert {key for key, state in states(read).items() if state == "fixed"} == gone
    assert set(read.present()["id"]) == set(all_of_them["id"][3:])
    rows = by_id(read.findings)
    assert set(rows.loc[sorted(gone), "fixed_at"]) == {"2026-11-02T08:00:00+08:00"}
    for key, geometry in by_id(all_of_them).geometry.items():
        assert (rows.geometry[key] is None) == (geometry is None)
    third = write_store(path, all_of_them, Run("t", started="2026-11-03T08:00:00+08:00"))
    assert third.just_fixed == set()
    assert {key for key, state in states(read_store(path)).items() if state == "reopened"} == gone


def test_two_checks_share_a_file(tmp_path):
    path = tmp_path / "findings.gpkg"
    gaps = found(shapely.box(AT, 0, AT + 1, 1)).assign(kind="gap", id="gap")
    overlaps = found(shapely.box(AT, 9, AT + 1, 10)).assign(id="overlap")
    write_store(path, gaps, Run("a", kinds=["gap"]))
    held = write_store(path, overlaps, Run("b", kinds=["overlap"]))
    assert states(held) == {"gap": "new", "overlap": "new"}
    assert states(held.states_of(overlaps)) == {"overlap": "new"}
    held = write_store(path, no_findings(CRS), Run("a", kinds=["gap"]))
    assert states(held) == {"gap": "fixed", "overlap": "new"}
    held = write_store(path, no_findings(CRS), Run("b", kinds=["overlap"]), untouched=["overlap"])
    assert states(held) == {"gap": "fixed", "overlap": "new"}


def test_an_exception_that_is_withdrawn_leaves_its_finding_open(tmp_path):
    path = tmp_path / "findings.gpkg"
    first = found(shapely.box(AT, 0, AT + 1, 1))
    write_store(path, first, Run("t"))
    seen = []
    for statement in (
        "INSERT INTO exceptions (id, reason, name) SELECT id, 'r', 'n' FROM finding_polygons",
        "DELETE FROM exceptions",
    ):
        edit(path, statement)
        write_store(path, first, Run("t"))
        seen += read_store(path).findings["state"].tolist()
    assert seen == ["exception", "new"]


def test_an_exception_without_reason_or_name_does_not_count_and_the_run_says_so(tmp_path):
    path = tmp_path / "findings.gpkg"
    first = found(shapely.box(AT, 0, AT + 1, 1))
    write_store(path, first, Run("t"))
    edit(path, "INSERT INTO exceptions (id, name) SELECT id, 'n' FROM finding_polygons")
    run = Run("t")
    held = write_store(path, first, run)
    assert held.findings["state"].tolist() == ["new"]
    assert len(held.exceptions) == 1
    assert "1 exceptions" in run.notes[0]
    assert read_store(path).runs[-1]["notes"] == run.notes


def test_whatever_else_people_put_into_the_file_stays(tmp_path):
    path = tmp_path / "findings.gpkg"
    first = everything()
    write_store(path, first, Run("t"))
    edit(
        path,
        "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, f_table_name TEXT, styleQML TEXT)",
        "INSERT INTO layer_styles (f_table_name, styleQML) VALUES ('finding_points', '<qgis/>')",
        "ALTER TABLE exceptions ADD COLUMN letter TEXT",
        "INSERT INTO exceptions (id, reason, name, letter) VALUES ('elsewhere', 'r', 'n', '国土〔2026〕1号')",
        "ALTER TABLE finding_polygons ADD COLUMN assignee TEXT",
        "UPDATE finding_polygons SET assignee = '王五'",
    )
    areas = set(read_store(path).findings.dropna(subset="assignee")["id"])
    assert len(areas) == 4
    for _ in range(2):
        write_store(path, first, Run("t"))
    read = read_store(path)
    assert set(read.findings["id"][read.findings["assignee"] == "王五"]) == areas
    assert read.exceptions[["id", "letter"]].to_numpy().tolist() == [["elsewhere", "国土〔2026〕1号"]]
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT f_table_name, styleQML FROM layer_styles").fetchall() == [
            ("finding_points", "<qgis/>")
        ]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT rtreecheck('rtree_finding_polygons_geom')").fetchone() == ("ok",)


def test_rules_of_every_run_are_kept(tmp_path):
    path = tmp_path / "findings.gpkg"
    book = standard.load("2019").rules
    own = book.iloc[:1].rename(index={book.index[0]: "P-1"})
    write_store(path, everything(), Run("t"), rules=pd.concat([book, own]))
    held = write_store(path, everything(), Run("t"), rules=book)
    assert sorted(held.rules["id"]) == sorted([*book.index, "P-1"])
    assert sorted(read_store(path).rules["id"]) == sorted([*book.index, "P-1"])


# ------------------------------------------------------------------------------------------------ of version 0.1


def old_store(path, frame, states_):
    """An error GeoPackage as version 0.1 wrote it: no width, no life, runs that do not say what they looked for."""
    names = [name for name in COLUMNS[:-1] if name != "width"]
    columns = [Column(name, "real" if name == "measure" else "text") for name in names]
    kinds = ("MultiPoint", "MultiLineString", "MultiPolygon")
    for number, (name, kind) in enumerate(zip(LAYERS, kinds)):
        part = frame.assign(state=states_)[[*names, "geometry"]].iloc[: len(frame) if number == 2 else 0]
        write_geopackage(path, name, part, columns, geometry_type=kind, append=number > 0)
    run = {"tool": "t", "started": "2026-10-01T08:00:00+08:00", "seconds": 1.5, "options": "{}", "notes": "[]"}
    tables = {
        "run": pd.DataFrame([run]),
        "rules": pd.DataFrame({"id": ["4301-05"], "clause": ["4301"]}),
        "exceptions": pd.DataFrame({"id": [frame["id"].iloc[0]], "reason": ["r"], "name": ["n"], "date": ["d"]}),
    }
    for name, table in tables.items():
        rows = gpd.GeoDataFrame(table, geometry=[None] * len(table))
        write_geopackage(path, name, rows, geometry_type="None", append=True)


def test_a_file_of_version_0_1_is_read_and_goes_on(tmp_path):
    path = tmp_path / "findings.gpkg"
    frame = found(*(shapely.box(AT + 5 * i, 0, AT + 5 * i + 1, 1) for i in range(4)))
    old_store(path, frame, ["exception", "confirmed", "new", "nonsense"])
    read = read_store(path)
    assert read.findings["state"].tolist() == ["exception", "confirmed", "new", "new"]
    assert read.findings["width"].isna().all()
    assert set(read.findings["first_seen"]) == {"2026-10-01T08:00:00+08:00"}
    assert read.runs[0]["layers"] is None
    assert read.runs[0]["seconds"] == 1.5
    assert read.checked.empty
    held = write_store(path, frame.iloc[:3], Run("t", started="2026-11-01T08:00:00+08:00"))
    read = read_store(path)
    assert states(read) == states(held)
    assert [states(read)[key] for key in frame["id"]] == ["exception", "confirmed", "new", "fixed"]
    assert by_id(read.findings)["first_seen"].eq("2026-10-01T08:00:00+08:00").all()
    assert len(read.runs) == 2
    assert read.rules["id"].tolist() == ["4301-05"]


# ------------------------------------------------------------------------------------------------ what was checked


def remembered(count: int, layer: str = "DLTB", seed: int = 1) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    frame = pd.DataFrame(random.random((count, 4)) * 1e7, columns=list(CHECKED[3:]))
    frame.insert(0, "fingerprint", random.integers(-(2**63), 2**63 - 1, count, dtype=np.int64))
    frame.insert(0, "key", [f"33010100{i:010}" for i in range(count)])
    frame.insert(0, "layer", layer)
    return frame


def test_what_was_checked_is_remembered_to_the_bit_and_replaced_by_layer(tmp_path):
    path = tmp_path / "findings.gpkg"
    first = pd.concat([remembered(30), remembered(20, "XZQ", 2)], ignore_index=True)
    first.loc[:3, "fingerprint"] = [-(2**63), 2**63 - 1, 0, -1]
    first.loc[0, ["xmin", "ymin", "xmax", "ymax"]] = np.nan
    first.loc[1, "key"] = "字 'x'\n"
    first.loc[2, "key"] = ""
    write_store(path, everything(), Run("t"), checked=first)
    assert read_store(path).checked.equals(first)
    write_store(path, everything(), Run("t"))
    assert read_store(path).checked.equals(first)
    second = remembered(7, "DLTB", 3)
    held = write_store(path, everything(), Run("t"), checked=second)
    expected = pd.concat([first[first["layer"] == "XZQ"], second], ignore_index=True)
    assert held.checked.equals(expected)
    assert read_store(path).checked.equals(expected)


def test_a_county_of_200_000_patches_is_remembered_quickly(tmp_path):
    path, county = tmp_path / "findings.gpkg", remembered(200_000)
    write_store(path, no_findings(CRS), Run("t"))
    began = time.process_time()
    write_store(path, no_findings(CRS), Run("t"), checked=county)
    assert read_store(path).checked["fingerprint"].equals(county["fingerprint"])
    assert time.process_time() - began < 1.5


# ------------------------------------------------------------------------------------------------ decisions


def test_a_decision_is_written_and_nothing_else_changes(tmp_path):
    path = tmp_path / "findings.gpkg"
    write_store(path, everything(), Run("t"), checked=remembered(5))
    before = read_store(path)
    chosen = before.findings["id"][2]
    review_store(path, [chosen], Decision("exception", "飞地", "李四", "2026-11-21"))
    after = read_store(path)
    assert by_id(after.findings).drop(columns="state").equals(by_id(before.findings).drop(columns="state"))
    assert {key for key, state in states(after).items() if state != "new"} == {chosen}
    assert after.exceptions.to_numpy().tolist() == [[chosen, "飞地", "李四", "2026-11-21"]]
    assert after.runs == before.runs
    assert after.checked.equals(before.checked)
    assert write_store(path, everything(), Run("t")).states_of(everything())["state"].value_counts()["exception"] == 1


@pytest.mark.parametrize(
    "decisions",
    [
        [Decision("confirmed")],
        [Decision("exception", "飞地", "李四", "2026-11-21")],
        [Decision("exception", "飞地", "李四", "2026-11-21"), Decision("new")],
        [Decision("exception", "a", "b", "2026-11-21"), Decision("exception", "c", "d", "2026-11-22")],
        [Decision("reopened")],
    ],
)
def test_a_decision_in_place_is_what_a_review_makes(tmp_path, decisions):
    one, other = tmp_path / "one.gpkg", tmp_path / "other.gpkg"
    for path in (one, other):
        write_store(path, everything(), Run("t", started="2026-11-20T08:00:00+08:00"))
        write_store(path, everything().iloc[1:], Run("t", started="2026-11-21T08:00:00+08:00"))  # the first is fixed
    for decision in decisions:
        ids = read_store(one).findings["id"].iloc[[0, 1, 2, -1]].tolist()
        decide(one, ids, decision)
        review_store(other, ids, decision)
    left, right = read_store(one), read_store(other)
    assert states(left) == states(right)
    columns = ["fixed_at", "message", "measure"]
    assert by_id(left.findings)[columns].equals(by_id(right.findings)[columns])
    assert by_id(left.exceptions).to_dict() == by_id(right.exceptions).to_dict()
    assert left.findings.geometry.notna().sum() == right.findings.geometry.notna().sum()


def test_a_decision_in_place_waits_no_longer_than_it_may(tmp_path):
    path = tmp_path / "errors.gpkg"
    write_store(path, everything(), Run("t"))
    before = path.read_bytes()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        with pytest.raises(TubanError, match="edited by another program"):
            decide(path, [everything()["id"].iloc[0]], Decision("confirmed"), patience=0.2)
        assert time.monotonic() - began < 3
        other.execute("ROLLBACK")
    assert path.read_bytes() == before


def test_a_decision_in_a_file_of_version_0_1(tmp_path):
    path = tmp_path / "errors.gpkg"
    write_store(path, everything(), Run("t"))
    edit(path, *(f"ALTER TABLE {name} DROP COLUMN fixed_at" for name in LAYERS))
    decide(path, [everything()["id"].iloc[0]], Decision("confirmed"))
    assert states(read_store(path))[everything()["id"].iloc[0]] == "confirmed"


def test_a_decision_on_a_file_that_is_none_is_refused(tmp_path):
    with pytest.raises(TubanError, match="There is no file"):
        review_store(tmp_path / "none.gpkg", [], Decision("new"))
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------------------------------------ bad files


def test_a_file_of_another_kind_is_not_overwritten(tmp_path):
    path = tmp_path / "county.gpkg"
    gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(0, 0)], crs=CRS).to_file(path, layer="DLTB")
    before = path.read_bytes()
    with pytest.raises(TubanError, match="not an error GeoPackage"):
        write_store(path, everything(), Run("t"))
    assert path.read_bytes() == before
    text = tmp_path / "notes.txt"
    text.write_text("keep me")
    with pytest.raises(TubanError, match="not an error GeoPackage"):
        write_store(text, everything(), Run("t"))
    assert text.read_text() == "keep me"


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path, monkeypatch):
    path = tmp_path / "findings.gpkg"
    write_store(path, everything(), Run("t"))
    before = path.read_bytes()
    calls = []

    def broken(*_args, **_kwargs):
        calls.append(1)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "put_layer", broken)
    with pytest.raises(TubanError, match="No space left"):
        write_store(path, everything(), Run("t"))
    assert calls
    assert path.read_bytes() == before
    with pytest.raises(TubanError, match="No space left"):
        write_store(tmp_path / "new.gpkg", everything(), Run("t"))
    assert [item.name for item in tmp_path.iterdir()] == ["findings.gpkg"]


@pytest.mark.parametrize("percent", [0, 5, 20, 50, 90])
def test_a_cancel_leaves_the_old_file_and_no_rest(tmp_path, percent):
    path = tmp_path / "findings.gpkg"
    write_store(path, everything(), Run("t"))
    before = path.read_bytes()

    def progress(done):
        if done >= percent:
            raise Cancelled

    for target in (path, tmp_path / "new.gpkg"):
        with pytest.raises(Cancelled):
            write_store(target, everything(), Run("t"), progress=progress)
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["findings.gpkg"]


def test_an_empty_file_is_no_reason_to_refuse(tmp_path):
    path = tmp_path / "findings.gpkg"
    path.touch()
    write_store(path, everything(), Run("t"))
    assert len(read_store(path).findings) == 8


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(TubanError, match="does not exist"):
        write_store(tmp_path / "none" / "findings.gpkg", everything(), Run("t"))


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="a folder that nobody may write to is needed")
def test_a_folder_that_nobody_may_write_to_is_one_sentence():
    with pytest.raises(TubanError, match="cannot be written") as refused:
        write_store(Path("/proc/findings.gpkg"), everything(), Run("t"))
    assert "\n" not in str(refused.value)


# ------------------------------------------------------------------------------------------------ several writers


@pytest.mark.parametrize(
    "statements", [["BEGIN IMMEDIATE"], ["BEGIN EXCLUSIVE"], ["PRAGMA journal_mode = WAL", "SELECT * FROM run"]]
)
def test_a_file_that_another_program_edits_is_left_to_it(tmp_path, monkeypatch, statements):
    monkeypatch.setattr(lock, "PATIENCE", 0.2)
    path = tmp_path / "findings.gpkg"
    write_store(path, everything(), Run("t"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        for statement in statements:
            other.execute(statement).fetchall()
        for change in (
            lambda: write_store(path, everything(), Run("t")),
            lambda: review_store(path, [], Decision("new")),
        ):
            with pytest.raises(TubanError, match="being written or edited by another program"):
                change()
        other.execute("UPDATE run SET source = 'edited'")
        if other.in_transaction:
            other.execute("COMMIT")
    held = write_store(path, everything(), Run("t"))
    assert [run["source"] for run in held.runs] == ["edited", ""]
    assert {item.name for item in tmp_path.iterdir()} == {"findings.gpkg"}


def test_somebody_who_only_reads_is_no_hindrance(tmp_path):
    path = tmp_path / "findings.gpkg"
    write_store(path, everything(), Run("t"))
    with closing(sqlite3.connect(path)) as other:
        other.execute("SELECT count(*) FROM run").fetchone()
        write_store(path, everything(), Run("t"))
    assert len(read_store(path).runs) == 2


def test_a_cancel_is_heard_while_another_program_writes(tmp_path):
    path = tmp_path / "findings.gpkg"
    write_store(path, everything(), Run("t"))
    began = time.monotonic()

    def progress(_done):
        if time.monotonic() - began > 0.2:
            raise Cancelled

    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Cancelled):
            write_store(path, everything(), Run("t"), progress=progress)
    assert time.monotonic() - began < 5


RUN_AFTER_RUN = """
import sys
from tuban.tools.quality.findings import no_findings
from tuban.tools.quality.run import Run
from tuban.tools.quality.store import write_store
for number in range(int(sys.argv[3])):
    write_store(sys.argv[1], no_findings("EPSG:4528"), Run(f"{sys.argv[2]}{number}"))
"""


def test_runs_at_the_same_time_are_all_kept(tmp_path):
    path = tmp_path / "findings.gpkg"
    runs = [
        subprocess.Popen([sys.executable, "-c", RUN_AFTER_RUN, str(path), name, "6"], stderr=subprocess.PIPE)
        for name in "ab"
    ]
    for process in runs:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said.decode()
    tools = [run["tool"] for run in read_store(path).runs]
    assert sorted(tools) == [f"{name}{number}" for name in "ab" for number in range(6)]
    assert [item.name for item in tmp_path.iterdir()] == ["findings.gpkg"]
