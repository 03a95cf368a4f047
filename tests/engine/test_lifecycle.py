"""States of findings: known sequences of runs, what a run looked for, exceptions, and what people decide."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from tuban.tools.errors import TubanError
from tuban.tools.quality.findings import COLUMNS, findings, no_findings
from tuban.tools.quality.lifecycle import (
    EXCEPTION_COLUMNS,
    LIFE,
    Decision,
    after_review,
    after_run,
    chosen,
    granted,
    living,
)
from tuban.tools.quality.run import Run

CRS = "EPSG:4528"
NAMES = "abcdef"
LAYER_OF = {name: "XZQ" if name == "f" else "DLTB" for name in NAMES}
KIND_OF = {name: "gap" if name in "cd" else "overlap" for name in NAMES}
RULE_OF = {name: "R2" if name == "b" else "R1" for name in NAMES}


def fault(name: str) -> gpd.GeoDataFrame:
    place = 10.0 * NAMES.index(name)
    return findings(
        kind=KIND_OF[name], rule=RULE_OF[name], severity="error", layer=LAYER_OF[name], feature=[name], message=name,
        geometry=[shapely.box(place, 0, place + 1, 1)], crs=CRS,
    )  # fmt: skip


FAULTS = {name: fault(name) for name in NAMES}
ID_OF = {name: frame["id"][0] for name, frame in FAULTS.items()}
NAME_OF = {key: name for name, key in ID_OF.items()}


def found(names: str) -> gpd.GeoDataFrame:
    frames = [FAULTS[name] for name in names]
    return gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs=CRS) if frames else no_findings(CRS)


def run(day: int, **scope) -> Run:
    return Run("t", started=f"2026-11-{day:02}T08:00:00+08:00", **scope)


def ids(names: str) -> set[str]:
    return {ID_OF[name] for name in names}


class History:
    """The findings run after run, told by their short names."""

    def __init__(self):
        self.held, self.day, self.exceptions = living(no_findings(CRS)), 0, set()

    def run(self, names: str, untouched: str = "", **scope) -> dict[str, str]:
        self.day += 1
        self.held = after_run(self.held, found(names), run(self.day, **scope), ids(self.exceptions), ids(untouched))
        assert tuple(self.held.columns) == (*COLUMNS[:-1], *LIFE, "geometry")
        return self.states()

    def edit(self, name: str, state: str) -> None:
        self.held.loc[self.held["id"] == ID_OF[name], "state"] = state

    def states(self) -> dict[str, str]:
        return {NAME_OF[key]: state for key, state in zip(self.held["id"], self.held["state"])}

    def life(self, name: str) -> list[int]:
        """Days of first seen, last seen and fixed; 0 where there is none."""
        (row,) = self.held.loc[self.held["id"] == ID_OF[name], list(LIFE)].to_numpy().tolist()
        return [int(stamp[8:10]) if stamp else 0 for stamp in row]


# ------------------------------------------------------------------------------------------------ the table of states


@pytest.mark.parametrize(
    ("before", "excepted", "again", "gone", "not_looked_for"),
    [
        ("new", False, "new", "fixed", "new"),
        ("new", True, "exception", "fixed", "exception"),
        ("confirmed", False, "confirmed", "fixed", "confirmed"),
        ("confirmed", True, "exception", "fixed", "exception"),
        ("reopened", False, "reopened", "fixed", "reopened"),
        ("reopened", True, "exception", "fixed", "exception"),
        ("exception", True, "exception", "fixed", "exception"),
        ("exception", False, "new", "fixed", "new"),
        ("fixed", False, "reopened", "fixed", "fixed"),
        ("fixed", True, "exception", "fixed", "fixed"),
    ],
)
def test_every_state_moves_as_the_table_says(before, excepted, again, gone, not_looked_for):
    for names, scope, expected in (("a", {}, again), ("", {}, gone), ("", {"kinds": ["gap"]}, not_looked_for)):
        history = History()
        history.run("a")
        history.edit("a", before)
        history.exceptions = {"a"} if excepted else set()
        assert history.run(names, **scope) == {"a": expected}


def documented() -> dict[str, tuple[str, ...]]:
    """The rows of the table in docs/findings.md: state before, and what becomes of it in each case."""
    text = (Path(__file__).resolve().parents[2] / "docs" / "findings.md").read_text(encoding="utf-8")
    table = text.partition("| before the run |")[2].partition("\n\n")[0].replace("`", "")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    return {before: tuple(cells) for before, *cells in rows}


@pytest.mark.parametrize("before", ["new", "confirmed", "reopened", "exception", "exception, withdrawn", "fixed"])
def test_the_documentation_tells_what_happens(before):
    outcome = []
    for names, scope in (("a", {}), ("", {}), ("", {"kinds": []})):
        history = History()
        history.run("a")
        history.edit("a", before.partition(",")[0])
        history.exceptions = {"a"} if before == "exception" else set()
        outcome.append(history.run(names, **scope)["a"])
    assert documented()[before] == tuple(outcome)


def test_an_unknown_finding_is_new_or_excepted_already():
    history = History()
    history.exceptions = {"b"}
    assert history.run("ab") == {"a": "new", "b": "exception"}


def test_three_runs():
    history = History()
    assert history.run("abc") == {"a": "new", "b": "new", "c": "new"}
    history.edit("c", "confirmed")
    assert history.run("cd") == {"a": "fixed", "b": "fixed", "c": "confirmed", "d": "new"}
    assert history.run("acd") == {"a": "reopened", "b": "fixed", "c": "confirmed", "d": "new"}
    assert [history.life(name) for name in "abcd"] == [[1, 3, 0], [1, 1, 2], [1, 3, 0], [2, 3, 0]]
    assert history.run("") == dict.fromkeys("abcd", "fixed")
    assert [history.life(name) for name in "abcd"] == [[1, 3, 4], [1, 1, 2], [1, 3, 4], [2, 3, 4]]


def test_what_is_fixed_keeps_its_place():
    history = History()
    history.run("ab")
    history.run("b")
    gone = history.held[history.held["state"] == "fixed"]
    assert gone.geometry.tolist() == FAULTS["a"].geometry.tolist()
    assert gone.crs == CRS


def test_an_exception_outlives_its_fault_and_may_be_withdrawn():
    history = History()
    history.run("a")
    history.exceptions = {"a"}
    assert history.run("a") == {"a": "exception"}
    assert history.run("") == {"a": "fixed"}
    assert history.run("a") == {"a": "exception"}
    history.exceptions = set()
    assert history.run("a") == {"a": "new"}
    history.exceptions = {"a"}
    history.run("")
    history.exceptions = set()
    assert history.run("a") == {"a": "reopened"}


# ------------------------------------------------------------------------------------------------ what a run looked for


@pytest.mark.parametrize(
    ("scope", "fixed"),
    [
        ({}, "abcdef"),
        ({"layers": ["DLTB"]}, "abcde"),
        ({"kinds": ["gap"]}, "cd"),
        ({"layers": ["XZQ"], "kinds": ["gap", "overlap"]}, "f"),
        ({"layers": ["XZQ"], "kinds": ["gap"]}, ""),
        ({"rules": ["R2"]}, "b"),
        ({"kinds": ["overlap"], "rules": ["R1"]}, "aef"),
        ({"kinds": []}, ""),
        ({"layers": []}, ""),
        ({"partial": True}, ""),
    ],
)
def test_only_what_was_looked_for_can_be_fixed(scope, fixed):
    history = History()
    history.run(NAMES)
    states = history.run("", **scope)
    assert {name for name, state in states.items() if state == "fixed"} == set(fixed)


def test_a_check_of_a_part_leaves_the_rest_as_it_is():
    history = History()
    history.run("abc")
    history.edit("c", "confirmed")
    assert history.run("d", untouched="bc") == {"d": "new", "a": "fixed", "b": "new", "c": "confirmed"}
    assert history.life("c") == [1, 1, 0]
    assert history.run("e", partial=True) == {"e": "new", "d": "new", "a": "fixed", "b": "new", "c": "confirmed"}
    assert history.run("a", partial=True)["a"] == "reopened"


def test_what_is_found_counts_though_it_was_to_be_left_alone():
    history = History()
    history.run("a")
    assert history.run("a", untouched="a") == {"a": "new"}
    assert history.life("a") == [1, 2, 0]


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sets(st.sampled_from(NAMES)),
            st.sampled_from([None, ["gap"], ["overlap"], []]),
            st.sampled_from([None, ["DLTB"], ["XZQ"]]),
            st.sets(st.sampled_from(NAMES)),
            st.sets(st.sampled_from(NAMES)),
            st.booleans(),
        ),
        max_size=5,
    )
)
def test_any_sequence_of_runs_is_what_a_plain_model_says(sequence):
    history, model, days = History(), {}, {}
    for names, kinds, layers, excepted, untouched, partial in sequence:
        history.exceptions = excepted
        states = history.run("".join(sorted(names)), "".join(untouched), kinds=kinds, layers=layers, partial=partial)
        for name in NAMES:
            before = model.get(name)
            looked_for = (kinds is None or KIND_OF[name] in kinds) and (layers is None or LAYER_OF[name] in layers)
            if name in names:
                state = {None: "new", "exception": "new", "fixed": "reopened"}.get(before, before)
                model[name] = "exception" if name in excepted else state
                days.setdefault(name, [history.day, 0])[1] = history.day
            elif before is None or before == "fixed":
                continue
            elif looked_for and not partial and name not in untouched:
                model[name] = "fixed"
            else:
                model[name] = "exception" if name in excepted else {"exception": "new"}.get(before, before)
        assert states == model
        assert {name: history.life(name)[:2] for name in model} == days
        assert {name for name in model if history.life(name)[2]} == {n for n, s in model.items() if s == "fixed"}


# ------------------------------------------------------------------------------------------------ frames


def test_columns_of_people_stay_with_their_findings():
    history = History()
    history.run("ab")
    history.held["assignee"] = ["李四", "王五"]
    held = after_run(history.held, found("bc"), run(2))
    assert dict(zip(held["id"].map(NAME_OF), held["assignee"].fillna("").astype(str))) == {
        "b": "王五", "c": "", "a": "李四",
    }  # fmt: skip
    assert list(held.columns) == [*COLUMNS[:-1], *LIFE, "assignee", "geometry"]


def test_findings_of_before_states_are_new_since_the_last_run():
    old = FAULTS["a"].drop(columns=["state", "width"])
    made = living(old, "2026-11-01T08:00:00+08:00")
    assert made["state"].tolist() == ["new"]
    assert made["width"].isna().all()
    assert made[list(LIFE)].to_numpy().tolist() == [["2026-11-01T08:00:00+08:00"] * 2 + [""]]


@pytest.mark.parametrize(("first", "second"), [(CRS, None), (None, CRS), (None, None), ("EPSG:4527", CRS)])
def test_frames_of_other_systems_are_put_together(first, second):
    earlier = living(FAULTS["a"].set_crs(first, allow_override=True))
    held = after_run(earlier, FAULTS["b"].set_crs(second, allow_override=True), run(2, kinds=[]))
    assert held.crs == (second or first)
    assert held["state"].tolist() == ["new", "new"]


def test_the_same_finding_twice_is_held_once():
    held = after_run(living(no_findings(CRS)), found("aa"), run(1))
    assert held["id"].tolist() == [ID_OF["a"]]


# ------------------------------------------------------------------------------------------------ people


def exceptions(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(EXCEPTION_COLUMNS), dtype=object)


def test_an_exception_counts_with_a_reason_and_a_name():
    table = exceptions(
        ("1", "r", "n", ""), ("2", "", "n", "d"), ("3", "r", "  ", "d"), ("4", None, "n", "d"), ("5", "r", None, "d")
    )
    assert granted(table) == {"1"}
    assert granted(exceptions()) == set()


def review(states: dict[str, str], names: str, decision: Decision, *rows):
    held = living(found("".join(states)).assign(state=list(states.values())))
    held["fixed_at"] = ["x" if state == "fixed" else "" for state in held["state"]]
    made, table = after_review(held, exceptions(*rows), ids(names), decision)
    assert ((made["fixed_at"] == "x") == (made["state"] == "fixed")).all()
    return dict(zip(made["id"].map(NAME_OF), made["state"])), table


def test_a_decision_changes_the_findings_it_is_about():
    states = {"a": "new", "b": "reopened", "c": "new"}
    assert review(states, "ab", Decision("confirmed"))[0] == {"a": "confirmed", "b": "confirmed", "c": "new"}


def test_an_exception_is_noted_with_reason_name_and_date():
    decision = Decision("exception", " 历史遗留 ", " 李四", "2026-11-21")
    states, table = review({"a": "new", "b": "new"}, "a", decision, (ID_OF["b"], "r", "n", "d"))
    assert states == {"a": "exception", "b": "new"}
    assert table.to_numpy().tolist() == [[ID_OF["b"], "r", "n", "d"], [ID_OF["a"], "历史遗留", "李四", "2026-11-21"]]


def test_a_second_exception_takes_the_place_of_the_first():
    decision = Decision("exception", "better", "n", "2026-11-21")
    table = review({"a": "exception"}, "a", decision, (ID_OF["a"], "r", "n", "d"))[1]
    assert table.to_numpy().tolist() == [[ID_OF["a"], "better", "n", "2026-11-21"]]


@pytest.mark.parametrize("state", ["new", "confirmed", "reopened"])
def test_any_other_state_withdraws_the_exception(state):
    states, table = review({"a": "exception"}, "a", Decision(state), (ID_OF["a"], "r", "n", "d"))
    assert states == {"a": state}
    assert table.empty


def test_a_fixed_finding_can_only_be_reopened():
    fixed = {"a": "fixed"}
    for decision in (Decision("new"), Decision("confirmed"), Decision("exception", "r", "n")):
        states, table = review(fixed, "a", decision, (ID_OF["a"], "r", "n", "d"))
        assert states == fixed
        assert len(table) == 1
    assert review(fixed, "a", Decision("reopened"))[0] == {"a": "reopened"}


@pytest.mark.parametrize(("reason", "name"), [("", "n"), ("r", ""), (" ", "n"), ("r", "\t")])
def test_an_exception_needs_a_reason_and_a_name(reason, name):
    with pytest.raises(TubanError, match="needs a reason and the name"):
        Decision("exception", reason, name)


def test_a_decision_is_of_today():
    assert Decision("new").date == pd.Timestamp.now().date().isoformat()


def test_findings_are_chosen_by_all_conditions():
    frame = found(NAMES)
    assert chosen(frame) == set(frame["id"])
    assert chosen(frame, kinds=["gap"]) == ids("cd")
    assert chosen(frame, kinds=["overlap"], rules=["R1"], selected=[*ids("abc"), "elsewhere"]) == ids("a")
    assert chosen(frame, ids=ids("b")) == ids("b")
    assert chosen(frame, kinds=[]) == set()
    with pytest.raises(TubanError, match="no finding 0123"):
        chosen(frame, ids=["0123"])
