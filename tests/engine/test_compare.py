"""What is new, fixed and still there between two runs."""

from __future__ import annotations

import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from tuban.tools import standard
from tuban.tools.quality import compare as module
from tuban.tools.quality.compare import change_counts, change_summary, compare, counts_by_kind, write_change_report
from tuban.tools.quality.findings import COLUMNS, findings, no_findings
from tuban.tools.quality.run import Run

CRS = "EPSG:4528"
FAULTS = findings(
    kind=["gap", "gap", "overlap", "overlap", "overlap", "sliver"], rule="R", severity=["error"] * 5 + ["note"],
    layer="DLTB", feature=list("abcdef"), message="<m>", geometry=shapely.points(40_500_000 + 10 * np.arange(6.0), 0),
    crs=CRS,
)  # fmt: skip


def some(names: str, **columns) -> gpd.GeoDataFrame:
    return FAULTS[FAULTS["feature"].isin(list(names))].reset_index(drop=True).assign(**columns)


def changes(made) -> dict[str, str]:
    return dict(zip(made["feature"], made["change"]))


def test_known_changes():
    made = compare(some("abcf"), some("bcde"))
    assert changes(made) == {
        "a": "fixed", "f": "fixed", "b": "still_there", "c": "still_there", "d": "new", "e": "new",
    }  # fmt: skip
    assert list(made.columns) == [*COLUMNS[:-1], "change", "geometry"]
    assert made["severity"].tolist() == ["error"] * 5 + ["note"]
    assert change_counts(made) == {"new": 2, "fixed": 2, "still_there": 2}
    assert counts_by_kind(made) == {
        "gap": {"new": 0, "fixed": 1, "still_there": 1},
        "overlap": {"new": 2, "fixed": 0, "still_there": 1},
        "sliver": {"new": 0, "fixed": 1, "still_there": 0},
    }


def test_what_a_store_calls_fixed_is_not_there():
    before, after = some("ab"), some("ab", state=["fixed", "exception"])
    assert changes(compare(before, after)) == {"a": "fixed", "b": "still_there"}
    assert changes(compare(after, before)) == {"a": "new", "b": "still_there"}


def test_each_finding_is_as_it_is_last():
    made = compare(some("ab", measure=1.0), some("b", measure=2.0, state="confirmed"))
    assert made["measure"].tolist() == [1.0, 2.0]
    assert made["state"].tolist() == ["new", "confirmed"]


@pytest.mark.parametrize(("before", "after"), [("", ""), ("ab", ""), ("", "ab")])
def test_nothing_before_or_after(before, after):
    made = compare(some(before), some(after))
    assert set(changes(made).values()) <= {"new" if after else "fixed"}
    assert len(made) == len(before + after)
    assert made.crs == CRS


@pytest.mark.parametrize(("first", "second"), [(None, CRS), (CRS, None), (None, None), ("EPSG:4527", CRS)])
def test_frames_of_other_systems(first, second):
    before, after = (some(n).set_crs(crs, allow_override=True) for n, crs in (("ab", first), ("bc", second)))
    made = compare(before, after)
    assert changes(made) == {"a": "fixed", "b": "still_there", "c": "new"}
    assert made.crs == (second or first)


@settings(deadline=None, max_examples=30)
@given(st.sets(st.sampled_from("abcdef")), st.sets(st.sampled_from("abcdef")))
def test_every_finding_is_told_once(before, after):
    made = changes(compare(some("".join(before)), some("".join(after))))
    expected = {n: ("still_there" if n in before else "new") if n in after else "fixed" for n in before | after}
    assert made == expected


def test_report_and_summary(tmp_path):
    made, run = compare(some("abc"), some("bcd")), Run("tuban:compare_runs", source="a → b")
    write_change_report(tmp_path / "r.html", made, run, standard=standard.load("2019"), title="某县")
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    for part in ("某县", "a → b", "still there", "&lt;m&gt;", *made["id"]):
        assert part in text
    assert text.index("<h2>New") < text.index("<h2>Fixed") < text.index("<h2>Still there")
    module.write_change_summary(tmp_path / "s.json", made, run)
    told = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert told == change_summary(made, run)
    assert told["schema"] == "tuban-changes/1"
    assert told["counts"] == {"new": 1, "fixed": 1, "still_there": 2}
    assert told["ids"]["new"] == some("d")["id"].tolist()


def test_a_report_of_no_change_at_all(tmp_path):
    write_change_report(tmp_path / "r.html", compare(no_findings(), no_findings()), Run("t"))
    assert "<h2>New" not in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_many_findings_are_compared_quickly():
    many = pd.concat([FAULTS] * 20_000, ignore_index=True).assign(id=np.arange(120_000).astype(str))
    before, after = gpd.GeoDataFrame(many[:100_000], crs=CRS), gpd.GeoDataFrame(many[20_000:], crs=CRS)
    assert change_counts(compare(before, after)) == {"new": 20_000, "fixed": 20_000, "still_there": 80_000}
