"""Sections C, E, F, G and H of the rule cases where they concern checking, each through `tuban:check_database`."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import geopandas as gpd
import numpy as np
import processing
import pytest
import shapely
from shapely import affinity, box
from tuban.tests.data.database import write_database
from tuban.tools.area import ellipsoidal_areas
from tuban.tools.standard import load

pytestmark = pytest.mark.usefixtures("tuban_provider")

S2019 = load("2019")
VILLAGE = "3309991002010000000"
EAST, NORTH = 40_520_000.0, 3_400_000.0
GRAIN = {"GDPDJB": "1", "ZZSXDM": "LS", "ZZSXMC": "种植粮食作物"}


def patch(code: str, area: float = 2500.0, **fields) -> dict:
    name = str(S2019.class_name([code], "zh")[0])
    return {"DLBM": code, "DLMC": name, "area": area, **(GRAIN if code.startswith("01") else {}), **fields}


# What a patch is, and the rules that must speak (+) or must not (-) of it.
CASES = {
    "C01": (patch("0702", 199.9, CZCSXM="203"), "+L-TOP-07"),
    "C02": (patch("0702", 200.0, CZCSXM="203"), "-L-TOP-07"),
    "C04": (patch("1202", 250.0), "-L-TOP-07"),
    "C05": (patch("0101", 399.9), "+L-TOP-07"),
    "C08": (patch("1101", 450.0), "+L-TOP-07"),
    "C07": (patch("1103", 450.0), "-L-TOP-07"),
    "C10": (patch("0404", 600.1), "-L-TOP-07"),
    "C20": (patch("0702", 9.9, CZCSXM="203"), "+4601"),
    "C22": (patch("0404", 499.0, MSSM="01", HDMC="小岛"), "+L-TOP-07-ISLAND"),
    "C22, 500 m2": (patch("0404", 500.0, MSSM="01", HDMC="小岛"), "-L-TOP-07-ISLAND"),
    "E01": (patch("0702"), "+L-ATT-33"),
    "E02": (patch("0809", CZCSXM="201A"), "+L-ATT-36"),
    "E04": (patch("0602", CZCSXM="204"), "-L-ATT-33 -L-ATT-34 -5103-204"),
    "E05": (patch("0603", CZCSXM="204"), "-L-ATT-33 -L-ATT-34 -5103-204"),
    "E07": (patch("0301"), "-L-ATT-33"),
    "E08": (patch("09", CZCSXM="205"), "-L-ATT-35 -5103-205"),
    "E10": (patch("0301", 900.0, CZCSXM="203"), "-5103-20x -L-ATT-36 -5103-204"),
    "E11": (patch("0301", 900.0), "-L-ATT-33"),
    "E13": (patch("1201", CZCSXM="203"), "-L-ATT-33 -5103-20x"),
    "E14": (patch("0301"), "-L-ATT-33"),
    "E16": (patch("0810", CZCSXM="201"), "-L-ATT-33 -5103-20x"),
    "E17": (patch("1201", CZCSXM="201A"), "+L-ATT-36"),
    "E20": (patch("0601", CZCSXM="202", TBXHDM="HDGY", TBXHMC="火电工业用地"), "-6101-14 -L-ATT-17b"),
    "F01": (patch("1201", CZCSXM="203"), "-L-ATT-33 -5103-20x"),
    "F02": (patch("0103"), "-L-ATT-33"),
    "F04": (patch("0103"), "-L-ATT-33"),
    "F05": (patch("0301"), "-L-ATT-33"),
    "G01": (patch("0103"), "-L-ATT-33 -L-ATT-01a"),
    "G02": (patch("0601", CZCSXM="203A"), "-L-ATT-36"),
    "G04": (patch("1202"), "-L-ATT-33"),
    "G05": (patch("0103"), "-L-ATT-33"),
    "G11": (patch("0103"), "-L-ATT-01a -6101-03"),
    "G13": (patch("0201K"), "-L-ATT-01a"),
    "G19": (patch("0103", ZZSXDM="LLJZ", ZZSXMC="林粮间作"), "-6101-03 -3104-ZZSXDM"),
    "G20": (patch("0301"), "-6101-09"),
    "G22": (patch("0305"), "-L-ATT-01a"),
    "G23": (patch("0404", TBXHDM="GCCD", TBXHMC="灌丛草地"), "-6101-10"),
    "G25": (patch("0201"), "-6101-07"),
    "G26": (patch("0301", QSDWDM="3309991002020000000", FRDBS="1"), "-L-ATT-42a -L-ATT-42b"),
    "H01": (patch("0101", ZZSXDM=None, ZZSXMC=None), "+6101-03"),
    "H02": (patch("0301", ZZSXDM="LS", ZZSXMC="种植粮食作物"), "+6101-09"),
    "H04": (patch("0401", ZZSXDM="JKHF", ZZSXMC="即可恢复"), "+6101-01"),
    "H05": (patch("0404", ZZSXDM="JKHF", ZZSXMC="即可恢复"), "-6101-11 -L-ATT-30"),
    "H07": (
        patch("0103", TBXHDM="HDGD", TBXHMC="河道耕地", ZZSXDM="FLS", ZZSXMC="种植非粮食作物"),
        "-6101-02 -6101-04",
    ),
    "H08": (patch("0201", TBXHDM="LQYD", TBXHMC="林区种植园用地", ZZSXDM="JKHF", ZZSXMC="即可恢复"), "+6101-05"),
    "H10": (patch("0301", TBXHDM="GCCD", TBXHMC="灌丛草地"), "+6101-08"),
    "H11": (patch("1104", ZZSXDM="JKHF", ZZSXMC="即可恢复"), "-6101-13 -L-ATT-30"),
    "H13": (patch("0601", CZCSXM="202", TBXHDM="FQ", TBXHMC="废弃"), "+6101-14"),
    "H14": (patch("0101"), "-6101-03"),
    "H16": (patch("0103", TBXHDM="HDGD", TBXHMC="河道耕地", farmland=0.51), "+L-ATT-32-PBF"),
    "H16, half of it": (patch("0103", TBXHDM="HDGD", TBXHMC="河道耕地", farmland=0.5), "-L-ATT-32-PBF"),
    "H16, not refined": (patch("0103", farmland=1.0), "-L-ATT-32-PBF"),
}

MERGING, TAGGING = "test_numbers_and_merging.py", "test_tag_patches.py"

ELSEWHERE = {
    **dict.fromkeys(["C11", "C13", "C14"], MERGING),  # limits of a province
    **dict.fromkeys(["C16", "C17", "C19", "G17"], MERGING),
    **dict.fromkeys(["G07", "G08", "G10", "G14", "G16"], TAGGING),  # what the field survey says of a patch
    "E19": Path(__file__).name,  # a settlement area, below
}
"""Cases of these sections that are no check of a patch, and the tests that run them through other algorithms.

None is left out: what only people can see, such as a shed's plough layer, comes in as a note of the field survey.
"""


def parts(shapes: list, shares: np.ndarray) -> list:
    """Of squares, the western part that is a share of each; those without any left out."""
    bounds = np.array([shape.bounds for shape in shapes])[shares > 0]
    east = bounds[:, 0] + (bounds[:, 2] - bounds[:, 0]) * shares[shares > 0]
    return list(shapely.box(bounds[:, 0], bounds[:, 1], east, bounds[:, 3]))


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> gpd.GeoDataFrame:
    """The findings on one database in which every case is a patch of its own."""
    folder = tmp_path_factory.mktemp("cases")
    rows, shapes = [], []
    for place, (values, _) in enumerate(CASES.values()):
        side = values["area"] ** 0.5
        shapes.append(affinity.translate(box(0, 0, side, side), EAST + 200.0 * place, NORTH))
        own = {name: value for name, value in values.items() if name not in ("area", "farmland")}
        rows.append({**own, "TBBH": f"{place:05}"})
    owner = {"QSDWDM": VILLAGE, "QSDWMC": "甲村", "ZLDWDM": VILLAGE, "ZLDWMC": "甲村", "QSXZ": "30", "FRDBS": "0"}
    base = {"YSDM": "2001010100", **owner, "KCXS": 0.0, "KCMJ": 0.0, "SJNF": 2019, "MSSM": "00"}
    frame = gpd.GeoDataFrame([{**base, **row} for row in rows], geometry=shapes, crs=4528)
    frame = frame.reindex(columns=[*S2019.fields_of("DLTB")["field"], "geometry"])
    frame["BSM"] = [f"3309992001{number:08d}" for number in range(1, len(frame) + 1)]
    frame["TBMJ"] = frame["TBDLMJ"] = ellipsoidal_areas(frame.geometry.to_numpy(), frame.crs)
    towns = gpd.GeoDataFrame(
        {"BSM": ["330999209900000001"], "YSDM": ["2099030100"], "CZCLX": ["202"], "CZCDM": ["3309991000000000000"],
         "CZCMC": ["镇"], "CZCMJ": [0.0]}, geometry=[affinity.translate(shapes[0], 0, 5000)], crs=4528,
    )  # fmt: skip
    shares = np.array([values.get("farmland", 0.0) for values, _ in CASES.values()])
    farmland = gpd.GeoDataFrame(geometry=parts(shapes, shares), crs=4528)
    path = write_database(folder / "cases.gpkg", {"DLTB": frame, "CZCDYD": towns, "YJJBNTTB": farmland})
    made = processing.run("tuban:check_database", {"INPUT": path, "FINDINGS": str(folder / "found.gpkg")})
    keys = dict(zip(frame["BSM"], CASES))
    findings = gpd.read_file(made["FINDINGS"])
    return findings.assign(case=findings["feature"].map(keys))


@pytest.mark.parametrize("case", CASES)
def test_rule_case(case, found):
    spoken = set(found.loc[found["case"] == case, "rule"])
    for expected in CASES[case][1].split():
        assert (expected[1:] in spoken) == (expected[0] == "+"), (expected, spoken)


def test_a_township_code_of_a_town_is_accepted(found):
    """E19."""
    assert "L-ATT-45" not in set(found.loc[found["layer"] == "CZCDYD", "rule"])


def test_every_case_of_these_sections_is_told(shared: Path):
    with (shared / "standards" / "rule_cases.csv").open(encoding="utf-8") as file:
        listed = {row["id"] for row in csv.DictReader(file) if row["section"][0] in "CEFGH"}
    assert listed == {case for case in CASES if "," not in case} | set(ELSEWHERE)
    for case, file in ELSEWHERE.items():
        assert re.search(rf"\b{case}\b", (Path(__file__).parent / file).read_text(encoding="utf-8")), case
