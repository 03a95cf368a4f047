"""The rules of the yearly update: a sound update yields nothing, each violation is found under its rule."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from tuban.tests.data.database import clean_layers
from tuban.tools import standard
from tuban.tools.inspection import Database, Settings, SurveyLayer, inspect, rule_book

YEARLY = standard.load("yearly")
BOOK = rule_book(YEARLY)
CARRIED = (
    *("DLBM", "DLMC", "QSXZ", "QSDWDM", "QSDWMC", "ZLDWDM", "ZLDWMC", "KCDLBM", "KCXS", "KCMJ", "TBDLMJ", "GDLX"),
    *("GDPDJB", "XZDWKD", "TBXHDM", "TBXHMC", "ZZSXDM", "ZZSXMC", "GDDB", "FRDBS", "CZCSXM", "MSSM", "HDMC"),
)


@pytest.fixture(scope="module")
def update() -> dict[str, gpd.GeoDataFrame]:
    """Five fields become ponds; the process layer has a row for each."""
    base = clean_layers(300, 6)["DLTB"]
    fields = np.flatnonzero((base["GDPDJB"] == "1") & base["CZCSXM"].isna())[:5]
    old = base.iloc[fields].reset_index(drop=True)
    new = old.copy()
    new["BSM"] = [f"3309992001{number:08d}" for number in range(900_001, 900_006)]
    new = new.assign(DLBM="1104", DLMC="坑塘水面", GDPDJB=None, GDLX=None, ZZSXDM=None, ZZSXMC=None, GDDB=np.nan)
    new["GXSJ"] = np.datetime64("2020-12-31", "ms")
    process = gpd.GeoDataFrame(geometry=old.geometry, crs=old.crs)
    process["BSM"] = [f"3309992001{number:08d}" for number in range(910_001, 910_006)]
    for front, frame in (("BGQ", old), ("BGH", new)):
        process[f"{front}TBBSM"], process[f"{front}TBBH"] = frame["BSM"], frame["TBBH"]
        for name in CARRIED:
            process[front + name] = frame[name].to_numpy()
    process["TBBGMJ"] = old["TBMJ"]
    process["BGXW"], process["XZQTZLX"], process["BZ"] = "2", "0", "农业结构调整"
    process["GXSJ"] = np.datetime64("2020-12-31", "ms")
    return {"DLTB": base, "DLTBGX": new, "DLTBGXGC": process}


def found(layers: dict[str, gpd.GeoDataFrame]) -> pd.DataFrame:
    database = Database("update", {code: SurveyLayer(code, frame, []) for code, frame in layers.items()})
    findings = inspect(database, YEARLY, BOOK, Settings(with_topology=False)).findings
    return findings[findings["rule"].str.startswith("L-UPD")]


def test_a_sound_update_breaks_no_rule(update):
    assert found(update)[["rule", "feature", "message"]].to_numpy().tolist() == []


CHANGES = {
    "L-UPD-02a": ("DLTBGXGC", {"BGQTBBSM": "330999200100999999"}),
    "L-UPD-02b": ("DLTBGXGC", {"BGQQSXZ": "20"}),
    "L-UPD-03a": ("DLTBGXGC", {"BGHTBBSM": "330999200100999999"}),
    "L-UPD-03b": ("DLTBGXGC", {"BGHDLBM": "1103"}),
    "L-UPD-04": ("DLTBGXGC", {"TBBGMJ": 1.0}),
    "L-UPD-05a": ("DLTBGX", {"TBMJ": 1.0}),
    "L-UPD-05b": ("DLTBGX", {"KCMJ": 1.0}),
    "L-UPD-05c": ("DLTBGX", {"TBDLMJ": 1.0}),
    "L-UPD-06a": ("DLTBGXGC", {"BGHKCMJ": 7.0}),
    "L-UPD-06a2": ("DLTBGXGC", {"BGHTBDLMJ": 7.0}),
    "L-UPD-06b": ("DLTBGXGC", {"BGQKCMJ": 7.0}),
    "L-UPD-06b2": ("DLTBGXGC", {"BGQTBDLMJ": 7.0}),
    "L-UPD-07": ("DLTBGXGC", {"BGXW": "1"}),
    "L-UPD-08": ("DLTBGXGC", {"XZQTZLX": "4"}),
    "L-UPD-09": ("DLTBGXGC", {"XZQTZLX": "1"}),
    "L-UPD-10": ("DLTBGXGC", {"XZQTZLX": "2"}),
    "L-UPD-19-DLTBGX-GXSJ": ("DLTBGX", {"GXSJ": np.datetime64("2020-06-30", "ms")}),
    "L-UPD-20": ("DLTBGXGC", {"TBBGMJ": 0.001}),
    "L-UPD-21": ("DLTBGXGC", {"BZ": None, "BGHDLBM": "0201"}),
    "L-UPD-22": ("DLTBGX", {"DLBM": "0301"}),
}


@pytest.mark.parametrize("rule", CHANGES)
def test_each_violation_is_found_once(update, rule):
    layer, values = CHANGES[rule]
    changed = {code: frame.copy() for code, frame in update.items()}
    for name, value in values.items():
        changed[layer].loc[2, name] = value
    hits = found(changed)
    hits = hits[hits["rule"] == rule]
    where = "DLTB" if rule == "L-UPD-04" else layer
    assert hits["layer"].tolist() == [where]


def test_a_row_without_any_change_is_no_update(update):
    changed = {code: frame.copy() for code, frame in update.items()}
    process = changed["DLTBGXGC"]
    process.loc[1, "BGXW"] = "1"
    process.loc[1, "BGHTBBSM"] = process.loc[1, "BGQTBBSM"]
    for name in CARRIED:
        process.loc[1, f"BGH{name}"] = process.loc[1, f"BGQ{name}"]
    assert "L-UPD-11" in set(found(changed)["rule"])


@pytest.mark.parametrize(("layer", "field"), [("XZQGXGC", "XZQDM"), ("CJDCQGXGC", "ZLDWDM")])
def test_marks_of_units(layer, field):
    marks = gpd.GeoDataFrame(
        {"BSM": list("abcd"), "BGXW": ["3", "1", "0", "3"], f"BGQ{field}": [None, "", "330999100", "330999100"],
         f"BGH{field}": ["330999100", "330999100", "000000000", "000000000"]},
        geometry=[None] * 4,
    )  # fmt: skip
    hits = found({layer: marks})
    assert set(hits.loc[hits["rule"] == f"L-UPD-13-{layer}", "feature"]) == {"b", "d"}
