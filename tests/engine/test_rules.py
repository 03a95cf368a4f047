"""The rule engine: verdicts against naive SQL, lock-down, messages, a province's file, areas."""

from __future__ import annotations

import sqlite3
import time

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from tuban.tools import language, standard
from tuban.tools.area import ellipsoidal_areas
from tuban.tools.errors import Cancelled, TubanError
from tuban.tools.quality.rulefile import read_rules, with_rules
from tuban.tools.quality.rules import check_rules, select_rules
from tuban.tools.quality.sandbox import Sandbox, refusal

CRS = "EPSG:4528"


@pytest.fixture(scope="module")
def edition():
    return standard.load("2019")


def patches(count: int = 4, **columns) -> gpd.GeoDataFrame:
    """A row of dry fields without fault; `columns` replace what a test is about."""
    x = 40_500_000.0 + 200.0 * np.arange(count)
    squares = shapely.box(x, 3_400_000.0, x + 100.0, 3_400_100.0)
    area = ellipsoidal_areas(squares, CRS)
    frame = gpd.GeoDataFrame(
        {
            "BSM": [f"3301010001{i:08d}" for i in range(count)], "YSDM": "2001010100",
            "TBBH": [f"{i + 1:04d}" for i in range(count)], "DLBM": "0103", "DLMC": "旱地", "QSXZ": "30",
            "QSDWDM": "3301011012010000000", "QSDWMC": "甲村", "ZLDWDM": "3301011012010000000", "ZLDWMC": "甲村",
            "TBMJ": area, "KCDLBM": None, "KCXS": 0.0, "KCMJ": 0.0, "TBDLMJ": area, "GDLX": None, "GDPDJB": "1",
            "XZDWKD": np.nan, "TBXHDM": None, "TBXHMC": None, "ZZSXDM": "LS", "ZZSXMC": "种植粮食作物", "GDDB": 6,
            "FRDBS": "0", "CZCSXM": None, "SJNF": 2019, "MSSM": "00", "HDMC": None,
        },
        geometry=squares, crs=CRS, index=pd.Index(np.arange(count) + 1, name="fid"),
    )  # fmt: skip
    for name, values in columns.items():
        frame[name] = values
    return frame


def rule(condition, scope="", *, name="R1", check="sql", text="{BSM}: {DLBM}", severity="error", **more):
    row = {
        "layer": "DLTB", "kind": "made_up", "severity": severity, "fields": "", "scope": scope, "condition": condition,
        "check": check, "tolerance": "", "text_zh": "", "text_en": text, **more,
    }  # fmt: skip
    return pd.DataFrame([row], index=pd.Index([name], name="id"))


# ------------------------------------------------------------------------------------------------ verdicts


def test_patches_without_fault_break_no_rule_of_the_book(edition):
    run = check_rules(patches(), edition.rules, standard=edition)
    assert run.findings[["rule", "message"]].to_numpy().tolist() == []
    own = edition.rules[(edition.rules["layer"] == "DLTB") & edition.rules["check"].isin(["sql", "area"])]
    assert list(run.ran) == list(own.index)
    assert run.skipped == {}


@pytest.mark.parametrize(
    ("kind", "changed", "row"),
    [
        ("bad_code", {"DLBM": ["0103", "0199", "0103", "0103"]}, 1),
        ("dup_bsm", {"BSM": [f"33010100010000000{digit}" for digit in (0, 9, 2, 9)]}, 3),
        ("missing_value", {"ZLDWDM": ["3301011012010000000"] * 3 + [""]}, 3),
        ("not_in_list", {"QSXZ": ["30", "99", "30", "30"]}, 1),
        ("slope_grade_missing", {"GDPDJB": ["1", "1", None, "1"]}, 2),
        ("out_of_range", {"KCXS": [0.0, -0.1, 0.0, 0.0]}, 1),
        ("wrong_class_name", {"DLMC": ["旱地", "旱地", "水田", "旱地"]}, 2),
    ],
)
def test_a_fault_is_found_where_it_is(edition, kind, changed, row):
    frame = patches(**changed)
    found = check_rules(frame, edition.rules, standard=edition).findings
    hit = found[found["kind"] == kind]
    assert frame["BSM"].iloc[row] in hit["feature"].tolist()
    assert len(hit) == (2 if kind == "dup_bsm" else 1)
    where = hit.geometry.iloc[-1] if kind == "dup_bsm" else hit.geometry.iloc[0]
    assert where.equals(frame.geometry.iloc[row]) or kind == "dup_bsm"


def test_null_is_not_true():
    """A condition that is NULL is violated, a scope that is NULL does not apply."""
    frame = patches(2, GDLX=[None, "TT"])
    assert check_rules(frame, rule("GDLX = 'TT'")).findings["feature"].tolist() == [frame["BSM"].iloc[0]]
    assert check_rules(frame, rule("0", scope="GDLX = 'TT'")).findings["feature"].tolist() == [frame["BSM"].iloc[1]]


def test_codes_that_a_file_stores_as_numbers(edition):
    """GDPDJB 2.0 from a column of numbers is the code 2: the standard says what type a field has."""
    frame = patches(3, GDPDJB=[1.0, np.nan, 1.0])
    found = check_rules(frame, edition.rules.loc[["L-ATT-09a"]], standard=edition).findings
    assert found["feature"].tolist() == [frame["BSM"].iloc[1]]


_values = st.sampled_from([None, "", "1", "2", "0103", "0201", "x"])
_conditions = st.sampled_from([
    "A = '1'", "A IN ('1','2')", "COALESCE(A,'') <> ''", "length(B) = 4", "A = B", "B LIKE '01%'", "N > 3", "N IS NULL",
    "A NOT IN (SELECT A FROM DLTB WHERE A IS NOT NULL GROUP BY A HAVING count(*) > 2)", "(A, B) <> ('1', '2')",
    "N = (SELECT max(N) FROM DLTB)", "CASE WHEN A = '1' THEN B = '2' ELSE 1 END", "1", "0", "NULL",
])  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    data=st.lists(st.tuples(_values, _values, st.one_of(st.none(), st.integers(0, 5))), min_size=1, max_size=120),
    checks=st.lists(st.tuples(st.one_of(st.just(""), _conditions), _conditions), min_size=1, max_size=70),
)
def test_same_verdicts_as_one_naive_query_for_each_rule(data, checks):
    """More than 62 rules need a second mask; few combinations and repeated rows go another way than unique ones."""
    frame = pd.DataFrame(data, columns=["A", "B", "N"], dtype=object)
    frame["N"] = frame["N"].astype(float)
    book = pd.concat([rule(condition, scope, name=f"R{i}") for i, (scope, condition) in enumerate(checks)])
    run = check_rules(frame, book, key="nothing")
    naive = sqlite3.connect(":memory:")
    naive.execute("CREATE TABLE DLTB (fid, A, B, N)")
    naive.executemany("INSERT INTO DLTB VALUES (?,?,?,?)", [(i, *row) for i, row in enumerate(data)])
    for name, (scope, condition) in zip(book.index, checks):
        query = f"SELECT fid FROM DLTB WHERE (({scope or 1}) IS TRUE) AND (({condition}) IS NOT TRUE)"
        expected = {str(fid) for (fid,) in naive.execute(query)}
        assert set(run.findings["feature"][run.findings["rule"] == name]) == expected, (scope, condition)


def test_a_rule_without_its_fields_is_skipped_and_named(edition):
    run = check_rules(patches().drop(columns=["GDLX", "TBMJ"]), edition.rules, standard=edition)
    assert "GDLX" in run.skipped["L-ATT-10"]
    assert "L-ARE-01" in run.skipped
    assert "L-ATT-10" not in run.ran
    assert any("L-ATT-10" in note and "GDLX" in note for note in run.notes)
    assert "L-ATT-02" in run.ran


def test_empty_frame_and_no_rules(edition):
    assert len(check_rules(patches(0), edition.rules, standard=edition).findings) == 0
    assert len(check_rules(patches(), edition.rules.iloc[:0], standard=edition).findings) == 0


def test_a_table_without_geometry():
    book = pd.concat([rule("0"), rule("", check="area", name="R2")])
    run = check_rules(pd.DataFrame(patches(2)).drop(columns="geometry"), book)
    assert run.findings.geometry.isna().all()
    assert len(run.findings) == 2
    assert "R2" in run.skipped


def test_feature_is_the_key_and_the_feature_id_where_that_is_empty():
    frame = patches(3, BSM=["1", None, " "])
    assert sorted(check_rules(frame, rule("0")).findings["feature"]) == ["1", "2", "3"]
    assert sorted(check_rules(frame, rule("0"), key="TBBH").findings["feature"]) == ["0001", "0002", "0003"]


def test_text_that_is_no_unicode_and_large_numbers():
    frame = patches(2, DLMC=["\udcba\udcda", "旱地"])
    assert len(check_rules(frame, rule("DLMC = '旱地'")).findings) == 1
    with pytest.raises(TubanError, match="BSM"):
        check_rules(patches(2, BSM=pd.Series([10**20, "x"], index=[1, 2], dtype=object)), rule("BSM > 1"))


# ------------------------------------------------------------------------------------------------ areas


def test_wrong_area_by_tolerance(edition):
    book = edition.rules.loc[["L-ARE-01"]]
    true = patches(5)["TBMJ"].to_numpy()
    frame = patches(5, TBMJ=true + np.array([0.0, 0.10, 0.11, -0.11, 5.0]))
    by_amount = check_rules(frame, book, standard=edition, area_tolerance=0.1, area_share=0.0).findings
    assert by_amount["feature"].tolist() == frame["BSM"].iloc[2:].tolist()
    assert by_amount["measure"].tolist() == [0.11, -0.11, 5.0]
    assert set(by_amount["unit"]) == {"m2"}
    # 10 000 m2: one part in ten thousand is 1 m2.
    by_share = check_rules(frame, book, standard=edition, area_tolerance=0.1, area_share=1e-4).findings
    assert by_share["feature"].tolist() == [frame["BSM"].iloc[4]]
    assert "5.00" in by_share["message"][0]


def test_area_rule_leaves_out_what_has_no_area(edition):
    bow_tie = shapely.Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])
    frame = patches(4, TBMJ=[1.0, 1.0, 1.0, np.nan])
    geometry = frame.geometry.to_numpy()
    geometry[0], geometry[1] = None, shapely.transform(bow_tie, lambda xy: xy + np.array([40_500_000.0, 3_400_000.0]))
    frame = frame.set_geometry(gpd.GeoSeries(geometry, index=frame.index, crs=CRS))
    found = check_rules(frame, edition.rules.loc[["L-ARE-01"]], standard=edition).findings
    assert found["feature"].tolist() == [frame["BSM"].iloc[2]]


def test_without_a_survey_reference_only_the_area_rule_is_skipped(edition):
    frame = patches(2, QSXZ="99").set_crs(None, allow_override=True)
    run = check_rules(frame, edition.rules, standard=edition)
    assert set(run.findings["rule"]) == {"L-ATT-02"}
    assert "coordinate reference system" in run.skipped["L-ARE-01"]
    assert "L-ARE-01" not in run.ran


# ------------------------------------------------------------------------------------------------ messages


def test_messages_have_the_values_of_the_row():
    frame = patches(2, TBMJ=[1234567.891, np.nan], GDLX=["<b>", None])
    found = check_rules(frame, rule("0", text="{TBBH} {TBMJ} {GDLX} {DLBM.__class__} {NONE}")).findings
    assert found["message"].tolist() == [
        "0001 1234567.891 <b> {DLBM.__class__} {NONE}",
        "0002 (empty) (empty) {DLBM.__class__} {NONE}",
    ]


def test_messages_follow_the_language(edition):
    book = edition.rules.loc[["L-ATT-02"]]
    frame = patches(1, QSXZ="99")
    try:
        language.install(lambda text: text, "zh")
        chinese = check_rules(frame, book, standard=edition).findings["message"][0]
    finally:
        language.install(lambda text: text, "en")
    english = check_rules(frame, book, standard=edition).findings["message"][0]
    assert "99" in chinese
    assert "99" in english
    assert "权属性质" in chinese
    assert "ownership" in english


# ------------------------------------------------------------------------------------------------ lock-down

HOSTILE = [
    "1; DROP TABLE DLTB",
    "1) OR (1",
    "1)) UNION SELECT ((1",
    "1 -- comment",
    "1 /* comment */",
    "'unfinished",
    '"DLBM" = 1',
    "[DLBM] = 1",
    "`DLBM` = 1",
    "DLBM = ?",
    "DLBM = :name",
    "DLBM = @name",
    "DLBM = $name",
    "",
    "   ",
    "DLBM LIKE '%a%a%a%a%a%b'",
    "DLBM GLOB '*a*a*a*a*b'",
    "DLBM LIKE DLMC || '%'",
    "'" + "a" * 20_000 + "' = 1",
    "ATTACH DATABASE 'x.db' AS x",
    "PRAGMA journal_mode",
    "load_extension('x')",
    "readfile('/etc/passwd') IS NULL",
    "randomblob(1000000000) IS NULL",
    "hex(zeroblob(1000000000)) IS NULL",
    "printf('%1000000000d', 1) = ''",
    "replace(DLBM, '0', '00') = ''",
    "(SELECT count(*) FROM sqlite_master) > 0",
    "(SELECT count(*) FROM pragma_table_info('DLTB')) > 0",
    "(SELECT count(*) FROM pragma_database_list) > 0",
    "(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c) > 0",
    "EXISTS (DELETE FROM DLTB)",
    "(INSERT INTO DLTB (DLBM) VALUES ('x')) IS NULL",
    "count(*) > 1",
    "sum(TBMJ) OVER () > 1",
    "NO_SUCH_FIELD = 1",
    "no_such_function(DLBM)",
    "DLBM = = 1",
    "DLBM, DLMC",
    "SELECT 1; SELECT 2",
    "CREATE TABLE x (y)",
]


@pytest.mark.parametrize("expression", [text for text in HOSTILE if text.strip()])
@pytest.mark.parametrize("part", ["condition", "scope"])
def test_a_hostile_or_broken_predicate_is_refused_by_name(expression, part, edition, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    book = rule(expression, name="X-1") if part == "condition" else rule("1", expression, name="X-1")
    with pytest.raises(TubanError, match=r"X-1.*Correct the rule"):
        check_rules(patches(), book, standard=edition)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("expression", HOSTILE[:19])
def test_the_text_alone_is_refused_where_sqlite_might_be_tricked(expression):
    assert refusal(expression)


@pytest.mark.parametrize(
    "expression",
    ["DLBM LIKE '01%'", "DLBM = ';'", "DLMC = 'it''s -- fine'", "(A, B) IN (SELECT code, list FROM code_lists)"],
)
def test_plain_expressions_are_let_through(expression):
    assert not refusal(expression)


@pytest.mark.parametrize(
    "condition",
    [
        "(SELECT count(*) FROM DLTB a, DLTB b, DLTB c, DLTB d, DLTB e) > 0",
        "(SELECT max(length(a.DLBM || b.DLBM)) FROM DLTB a, DLTB b, DLTB c, DLTB d WHERE a.TBMJ < c.TBMJ) > 0",
    ],
)
def test_an_endless_rule_is_stopped_and_named(condition, edition):
    book = pd.concat([rule("1", name="GOOD"), rule(condition, name="SLOW"), rule("1", name="ALSO-GOOD")])
    start = time.monotonic()
    with pytest.raises(TubanError, match="SLOW"):
        check_rules(patches(400), book, standard=edition, time_limit=1.0)
    assert time.monotonic() - start < 5.0


def test_cancel_stops_a_long_query():
    calls = []

    def progress(_percent):
        calls.append(1)
        if len(calls) > 20:
            raise Cancelled

    start = time.monotonic()
    with pytest.raises(Cancelled):
        check_rules(patches(400), rule("(SELECT count(*) FROM DLTB a, DLTB b, DLTB c, DLTB d) > 0"), progress=progress)
    assert time.monotonic() - start < 2.0


def test_columns_read_are_the_same_when_asked_again():
    sandbox = Sandbox()
    sandbox.add_table("T", {"A": "TEXT", "B": ""})
    sandbox.lock()
    assert [sandbox.reads("T", "A = '1' AND (SELECT max(B) FROM T) > 2") for _ in range(2)] == [{"T": {"A", "B"}}] * 2
    sandbox.close()


def test_the_locked_database_lets_nothing_be_written():
    sandbox = Sandbox()
    sandbox.add_table("T", {"A": "TEXT"}, [("x",)])
    sandbox.lock()
    for statement in ("DELETE FROM T", "INSERT INTO T VALUES (2, 'y')", "CREATE TABLE U (v)", "ATTACH ':memory:' AS o"):
        with pytest.raises(sqlite3.DatabaseError):
            sandbox.rows(statement, 1.0)
    assert sandbox.rows("SELECT A FROM T", 1.0) == [("x",)]
    sandbox.close()


# ------------------------------------------------------------------------------------------------ rule files

HEADER = "id,layer,kind,severity,scope,condition,text_zh,text_en\n"
GOOD = "P-1,DLTB,province_rule,warning,DLBM LIKE '01%',TBMJ > 1,图斑太小,too small\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_province_adds_rules(tmp_path, encoding, edition):
    path = tmp_path / "rules.csv"
    path.write_text(HEADER + GOOD, encoding=encoding)
    book = with_rules(edition.rules, read_rules(path)).rules
    assert book.loc["P-1", "text_zh"] == "图斑太小"
    run = check_rules(patches(2, TBMJ=[0.5, 2.0]), book.loc[["P-1"]], standard=edition)
    assert run.findings["severity"].tolist() == ["warning"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty"),
        ("name,layer\nP-1,DLTB\n", "columns id"),
        ("id,layer\nP-1,DLTB\n", "Row 2.*kind"),
        (HEADER + GOOD + GOOD, "Row 3.*P-1"),
        (HEADER + GOOD.replace("warning", "fatal"), "Row 2.*fatal"),
        (HEADER + GOOD.replace("province_rule", "Province rule"), "Row 2.*kind"),
        (HEADER + GOOD.replace("P-1", ""), "Row 2.*id"),
        (HEADER + GOOD.replace("TBMJ > 1", ""), "Row 2.*condition"),
        (HEADER + "P-1,DLTB,k,error,DLBM IN ('01','02'),1,a,b\n", "Row 2.*9 values"),
    ],
)
def test_a_faulty_rule_file_is_refused_with_its_row(tmp_path, content, message, edition):
    path = tmp_path / "rules.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TubanError, match=message):
        with_rules(edition.rules, read_rules(path))


def test_a_missing_rule_file(tmp_path, edition):
    with pytest.raises(TubanError, match="cannot be read"):
        read_rules(tmp_path / "none.csv")


def test_a_province_switches_rules_off_and_changes_limits(tmp_path, edition):
    path = tmp_path / "rules.csv"
    path.write_text(
        "id,severity,condition,tolerance\n3106,off,,\nL-ATT-16,warning,XZDWKD<=6,\nL-ARE-01,,,0.5\nL-TOP-07:built,,,100\n",
        encoding="utf-8",
    )
    book = with_rules(edition.rules, read_rules(path))
    assert book.off == {name for name in edition.rules.index if name.startswith("3106-")}
    assert book.rules.loc["L-ATT-16", ["severity", "condition"]].tolist() == ["warning", "XZDWKD<=6"]
    assert book.rules.loc["L-ATT-16", "text_zh"] == edition.rules.loc["L-ATT-16", "text_zh"]
    assert book.rules.loc["L-ARE-01", "tolerance"] == 0.5
    assert book.outside == {"L-ATT-16"}
    assert book.minimum_areas == {"built": 100.0}
    assert edition.rules.loc["L-ATT-16", "condition"] == "XZDWKD<=8"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("L-ATT-16,fatal,,", "Row 2.*fatal"),
        ("L-ARE-01,,,wide", "Row 2.*tolerance.*wide"),
        ("L-TOP-07:built,,,500", "only make it finer than 200"),
        ("L-TOP-07:desert,,,1600", "only make it finer than 1500"),
        ("L-TOP-07:sea,,,5", "no minimum area of “sea”"),
    ],
)
def test_a_change_that_cannot_be_made_is_refused(tmp_path, edition, row, message):
    path = tmp_path / "rules.csv"
    path.write_text(f"id,severity,condition,tolerance\n{row}\n", encoding="utf-8")
    with pytest.raises(TubanError, match=message):
        with_rules(edition.rules, read_rules(path), path)


def test_selection_of_rules(edition):
    errors = select_rules(edition.rules, severities=["error"])
    assert set(errors["severity"]) == {"error"}
    assert list(select_rules(edition.rules, ids=["L-ATT-02", "L-ATT-03"]).index) == ["L-ATT-02", "L-ATT-03"]
    with pytest.raises(TubanError, match="NOPE"):
        select_rules(edition.rules, ids=["NOPE"])
