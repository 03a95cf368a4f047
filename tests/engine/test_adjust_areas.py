"""Areas of patches pushed to control areas: the documented order, exact sums, and what is refused."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tuban.tools.area import adjust_areas, control_areas, county_control, in_units
from tuban.tools.errors import Cancelled, TubanError

VILLAGE = "330999100200"
OTHER = "330999101200"


def patches(areas, village=VILLAGE, mark="00", coefficient=0.0, **columns) -> gpd.GeoDataFrame:
    count = len(areas)
    frame = pd.DataFrame(
        {
            "BSM": [f"{330999200100000001 + k}" for k in range(count)],
            "ZLDWDM": np.broadcast_to(np.asarray(village, dtype=object), count) + "0000000",
            "MSSM": np.broadcast_to(np.asarray(mark, dtype=object), count),
            "TBMJ": np.asarray(areas, float),
            "KCXS": np.broadcast_to(np.asarray(coefficient, float), count),
            **columns,
        }
    )
    frame.index = pd.RangeIndex(1, count + 1, name="fid")
    return gpd.GeoDataFrame(frame, geometry=np.full(count, None))


def controls(*rows: tuple[str, str, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["code", "MSSM", "area"])
    return control_areas(table, "code", "area")


def pushed(frame: gpd.GeoDataFrame, table: pd.DataFrame, limit: float = 1.0) -> list[float]:
    done = adjust_areas(frame, table, limit=limit)
    return (np.round(done.patches["TBMJ"] - frame["TBMJ"], 6)).tolist()


def county(count: int = 3000, seed: int = 1) -> gpd.GeoDataFrame:
    """Patches in villages of two townships, one in twenty on an island, with ridges."""
    rng = np.random.default_rng(seed)
    villages = np.array([f"330999{100 + k % 2}{200 + k // 2}" for k in range(12)], dtype=object)
    frame = patches(
        np.round(rng.lognormal(8, 1.3, count), 2),
        villages[rng.integers(0, len(villages), count)],
        np.where(rng.random(count) < 0.05, "01", "00").astype(object),
        rng.choice([0.0, 0.0512, 0.1195, 0.2], count),
    )
    return frame.sample(frac=1, random_state=seed)


def sums(frame: pd.DataFrame, digits: int) -> pd.Series:
    """Areas of units in cents, mainland and islands apart."""
    cents = pd.Series(in_units(frame["TBMJ"], 2), frame.index)
    return cents.groupby([frame["ZLDWDM"].str[:digits], frame["MSSM"]]).sum()


def issued(frame: pd.DataFrame, digits: int, rng: np.random.Generator, steps: int = 2) -> pd.DataFrame:
    """Control areas off the sums of units by up to so many steps a patch."""
    now = sums(frame, digits)
    count = frame.groupby([frame["ZLDWDM"].str[:digits], frame["MSSM"]]).size()
    off = {key: int(rng.integers(-steps * size, steps * size + 1)) for key, size in count.items()}
    return controls(*((unit, mark, (cents + off[unit, mark]) / 100) for (unit, mark), cents in now.items()))


# ------------------------------------------------------------------------------------------------ the documented order


def test_the_largest_patches_lose_the_remainder() -> None:
    # Case J01: 0.03 too much in five patches.
    frame = patches([100_000.01, 300_000.0, 200_000.01, 250_000.0, 150_000.01])
    assert pushed(frame, controls((VILLAGE, "00", 1_000_000.0))) == [0, -0.01, -0.01, -0.01, 0]


def test_every_patch_takes_the_whole_steps() -> None:
    # Case J02: 0.07 short in three patches, q = 2 and r = 1.
    frame = patches([100.0, 300.0, 200.0])
    assert pushed(frame, controls((VILLAGE, "00", 600.07))) == [0.02, 0.03, 0.02]


def test_villages_take_the_difference_of_the_county_first() -> None:
    # The example of area_adjustment.md, 8: A -0.02, B -0.01, C -0.01.
    villages = ["330999100201", "330999100202", "330999100203"]
    frame = patches([600_000.03, 300_000.01, 100_000.0], villages)
    assert pushed(frame, county_control(frame, 1_000_000.0, None)) == [-0.02, -0.01, -0.01]
    done = adjust_areas(frame, county_control(frame, 1_000_000.0, None))
    first = done.ledger[done.ledger["level"] == "county"]
    assert first[["part", "place", "change"]].to_numpy().tolist() == [
        ["330999100201", 1, -0.02],
        ["330999100202", 2, -0.01],
        ["330999100203", 3, -0.01],
    ]


def test_mainland_and_islands_are_levelled_apart() -> None:
    # Case J04.
    frame = patches([500.0, 400.0, 300.0, 200.0], mark=["00", "01", "00", "01"])
    table = controls((VILLAGE, "00", 800.01), (VILLAGE, "01", 599.98))
    assert pushed(frame, table) == [0.01, -0.01, 0, -0.01]
    assert pushed(frame, county_control(frame, 800.01, 599.98)) == [0.01, -0.01, 0, -0.01]


def test_of_equal_patches_the_lower_bsm_goes_first() -> None:
    frame = patches([100.0, 100.0, 100.0, 100.0], BSM=["4", "2", "3", "1"])
    assert pushed(frame, controls((VILLAGE, "00", 400.02))) == [0, 0.01, 0, 0.01]
    numbers = patches([100.0, 100.0], BSM=np.array([330999200100000002, 330999200100000001]))
    assert pushed(numbers, controls((VILLAGE, "00", 200.01))) == [0, 0.01]
    twins = patches([100.0, 100.0], BSM=["1", "1"])
    assert pushed(twins, controls((VILLAGE, "00", 200.01))) == [0.01, 0]


def test_what_closes_is_untouched() -> None:
    frame = patches([0.1, 0.2, 1234.57, 99.99], coefficient=[0, 0.1195, 0.0512, 0])
    done = adjust_areas(frame, controls((VILLAGE, "00", 1334.86)))
    assert done.patches["TBMJ"].tolist() == frame["TBMJ"].tolist()
    assert len(done.ledger) == done.moved == 0
    assert done.units[["level", "change"]].to_numpy().tolist() == [["county", 0], ["village", 0]]


def test_only_the_villages_that_do_not_close_are_touched() -> None:
    frame = patches([100.0, 200.0, 300.0, 400.0], [VILLAGE, VILLAGE, OTHER, OTHER])
    assert pushed(frame, controls((VILLAGE, "00", 300.0), (OTHER, "00", 700.03))) == [0, 0, 0.01, 0.02]


def test_townships_pass_on_what_their_county_has_left() -> None:
    # Townships 300.00 and 700.00 lie 0.01 below the county: the larger takes it, then its larger village.
    villages = ["330999100200", "330999101200", "330999101201"]
    frame = patches([300.0, 300.0, 400.0], villages)
    table = controls(("330999", "00", 1000.01), ("330999100", "00", 300.0), ("330999101", "00", 700.0))
    done = adjust_areas(frame, table)
    assert done.patches["TBMJ"].tolist() == [300.0, 300.0, 400.01]
    assert done.ledger[["level", "unit", "part", "change"]].to_numpy().tolist() == [
        ["county", "330999", "330999101", 0.01],
        ["township", "330999101", "330999101201", 0.01],
        ["village", "330999101201", frame["BSM"].iloc[2], 0.01],
    ]


def plainly(frame: pd.DataFrame, village_controls: dict[tuple[str, str], int]) -> dict[str, int]:
    """The rule as it is written down, patch by patch in decimal arithmetic: cents by BSM."""
    result = {}
    for (village, mark), target in village_controls.items():
        own = frame[(frame["ZLDWDM"].str[:12] == village) & (frame["MSSM"] == mark)]
        rows = sorted((-int(Decimal(str(area)) * 100), bsm) for area, bsm in zip(own["TBMJ"], own["BSM"]))
        rest = target - sum(-cents for cents, _ in rows)
        each, over = divmod(abs(rest), len(rows))
        for place, (cents, bsm) in enumerate(rows):
            result[bsm] = -cents + (1 if rest > 0 else -1) * (each + (place < over))
    return result


def test_a_county_as_the_rule_is_written_down() -> None:
    frame = county()
    table = issued(frame, 12, np.random.default_rng(7), steps=30)
    done = adjust_areas(frame, table, limit=10.0)
    wanted = plainly(frame, {(row.unit, row.MSSM): row.cents for row in table.itertuples()})
    made = dict(zip(done.patches["BSM"], in_units(done.patches["TBMJ"], 2).tolist()))
    assert made == wanted


# ------------------------------------------------------------------------------------------------ exact sums


def assert_deducted(frame: pd.DataFrame) -> None:
    """TBMJ = TBDLMJ + KCMJ in every row, KCMJ in decimal half-up arithmetic."""
    area, deducted, rest = (in_units(frame[name], 2) for name in ("TBMJ", "KCMJ", "TBDLMJ"))
    assert (area == deducted + rest).all()
    for tbmj, kcxs, kcmj in zip(frame["TBMJ"], frame["KCXS"].fillna(0), frame["KCMJ"]):
        product = Decimal(str(tbmj)) * Decimal(str(kcxs))
        assert Decimal(str(kcmj)) == product.quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.parametrize(("digits", "level"), [(6, "county"), (9, "township"), (12, "village")])
def test_sums_equal_the_control_areas_to_the_last_cent(digits: int, level: str) -> None:
    frame = county()
    table = issued(frame, digits, np.random.default_rng(digits))
    done = adjust_areas(frame, table)
    for row in table.itertuples():
        assert sums(done.patches, digits)[row.unit, row.MSSM] == row.cents
    for upper, name in ((6, "county"), (12, "village")):
        units = done.units[done.units["level"] == name].set_index(["unit", "MSSM"])
        assert sums(done.patches, upper).to_dict() == {key: in_units(a, 2) for key, a in units["after"].items()}
    assert_deducted(done.patches)
    changes = np.abs(in_units(done.patches["TBMJ"], 2) - in_units(frame["TBMJ"], 2))
    assert 0 < changes.max() <= 3 or level == "county"


def test_all_levels_at_once() -> None:
    frame, rng = county(), np.random.default_rng(3)
    villages = issued(frame, 12, rng)
    townships = villages.assign(unit=villages["unit"].str[:9], level="township")
    townships = townships.groupby(["level", "unit", "MSSM"], as_index=False)["cents"].sum()
    counties = townships.groupby("MSSM", as_index=False)["cents"].sum().assign(level="county", unit="330999")
    done = adjust_areas(frame, pd.concat([villages, townships, counties]))
    for table, digits in ((villages, 12), (townships, 9), (counties, 6)):
        assert {(row.unit, row.MSSM): row.cents for row in table.itertuples()} == sums(done.patches, digits).to_dict()
    assert set(done.ledger["level"]) == {"village"}
    assert done.units["control"].notna().all()
    assert (done.units["control"] == done.units["after"]).all()


def test_the_ledger_tells_every_step() -> None:
    frame = county()
    done = adjust_areas(frame, issued(frame, 9, np.random.default_rng(5)))
    ledger = done.ledger
    assert ledger["step"].tolist() == list(range(1, len(ledger) + 1))
    assert (in_units(ledger["after"], 2) - in_units(ledger["before"], 2) == in_units(ledger["change"], 2)).all()
    assert (ledger["change"] != 0).all()
    replayed = pd.Series(in_units(frame["TBMJ"], 2), frame.index)
    steps = ledger[ledger["patch"].notna()]
    replayed[steps["patch"].astype(int)] += in_units(steps["change"], 2)
    assert (replayed == pd.Series(in_units(done.patches["TBMJ"], 2), done.patches.index)).all()
    assert done.moved == len(steps)
    assert (frame.loc[steps["patch"].astype(int), "BSM"].to_numpy() == steps["part"].to_numpy()).all()


def test_two_runs_and_any_order_of_rows_give_the_same() -> None:
    frame = county()
    table = issued(frame, 12, np.random.default_rng(5))
    first, second = adjust_areas(frame, table), adjust_areas(frame, table.sample(frac=1, random_state=2))
    for one, other in ((first.patches, second.patches), (first.ledger, second.ledger), (first.units, second.units)):
        columns = [name for name in one.columns if name != "geometry"]
        assert one[columns].to_csv().encode() == other[columns].to_csv().encode()
        assert [one[c].to_numpy().tobytes() for c in columns if one[c].dtype.kind in "if"] == [
            other[c].to_numpy().tobytes() for c in columns if one[c].dtype.kind in "if"
        ]
    shuffled = adjust_areas(frame.sample(frac=1, random_state=9), table).patches
    assert shuffled.loc[frame.index, "TBMJ"].equals(first.patches["TBMJ"])


def test_the_input_is_not_changed() -> None:
    frame = county(200)
    before = frame.copy()
    adjust_areas(frame, issued(frame, 12, np.random.default_rng(5)))
    assert frame.equals(before)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(100, 10**9), st.integers(0, 3), st.booleans(), st.integers(0, 3000)),
        min_size=1,
        max_size=60,
    ),
    st.data(),
)
def test_any_patches_close(rows: list[tuple[int, int, bool, int]], data) -> None:
    cents, village, island, coefficient = (list(values) for values in zip(*rows))
    frame = patches(
        np.array(cents) / 100,
        [f"33099910{v % 2}20{v // 2}" for v in village],
        ["01" if yes else "00" for yes in island],
        np.array(coefficient) / 10_000,
    )
    units = sums(frame, data.draw(st.sampled_from([6, 9, 12])))
    size = units.index.get_level_values(0).str.len()[0]
    count = frame.groupby([frame["ZLDWDM"].str[:size], "MSSM"]).size()
    wanted = {
        key: int(now) + data.draw(st.integers(-5 * int(count[key]), 5 * int(count[key]))) for key, now in units.items()
    }
    done = adjust_areas(frame, controls(*((*key, cents / 100) for key, cents in wanted.items())))
    assert sums(done.patches, size).to_dict() == wanted
    assert_deducted(done.patches)


# ------------------------------------------------------------------------------------------------ deductions


def test_ridges_are_deducted_anew_half_up() -> None:
    # Cases B02 and B04 after a step of 0.01 and none: 1000.05 x 0.1 = 100.005 rounds up.
    frame = patches([4999.99, 1000.05], coefficient=[0.1195, 0.1], KCMJ=[0.0, 0.0], TBDLMJ=[1.0, 1.0])
    done = adjust_areas(frame, controls((VILLAGE, "00", 6000.05)))
    assert done.patches[["TBMJ", "KCMJ", "TBDLMJ"]].to_numpy().tolist() == [
        [5000.0, 597.5, 4402.5],
        [1000.05, 100.01, 900.04],
    ]


def test_without_coefficient_nothing_is_deducted() -> None:
    frame = patches([100.0, 200.0], coefficient=[np.nan, 0.1])
    done = adjust_areas(frame, controls((VILLAGE, "00", 300.0)))
    assert done.patches[["KCMJ", "TBDLMJ"]].to_numpy().tolist() == [[0.0, 100.0], [20.0, 180.0]]
    assert done.notes == []


def test_a_patch_that_waits_for_its_deduction_goes_on_waiting() -> None:
    frame = patches([100.0, 200.0], coefficient=[np.nan, np.nan], KCMJ=[np.nan, 0.0], TBDLMJ=[np.nan, 200.0])
    done = adjust_areas(frame, controls((VILLAGE, "00", 300.01)))
    assert done.patches["TBMJ"].tolist() == [100.0, 200.01]
    assert done.patches["TBDLMJ"].isna().tolist() == [True, False]
    assert done.patches["KCMJ"].isna().tolist() == [True, False]
    assert [note for note in done.notes if "1 patches have neither KCXS nor TBDLMJ" in note]


def test_areas_finer_than_a_cent_are_rounded_and_said() -> None:
    frame = patches([100.005, 200.004])
    done = adjust_areas(frame, controls((VILLAGE, "00", 300.01)))
    assert done.patches["TBMJ"].tolist() == [100.01, 200.0]
    assert "2 patches had more than two decimals" in done.notes[0]
    assert done.moved == 0


# ------------------------------------------------------------------------------------------------ control areas


def test_control_areas_of_any_form() -> None:
    table = pd.DataFrame(
        {
            "XZQDM": ["330999", "330999100", "330999101000", "3309991002000000000", "330999100200 "],
            "DCMJ": ["5.00", 1, 2.005, 3, 4.0],
        }
    )
    rows = control_areas(table, "XZQDM", "DCMJ")
    assert rows.to_numpy().tolist() == [
        ["county", "330999", "00", 500],
        ["township", "330999100", "00", 100],
        ["township", "330999101", "00", 201],
        ["village", "330999100200", "00", 700],
    ]
    whole = pd.DataFrame({"c": np.array([3309991002000000000]), "a": [3]})
    assert control_areas(whole, "c", "a").to_numpy().tolist() == [["village", "330999100200", "00", 300]]
    floats = pd.DataFrame({"c": [330999100.0], "a": [3]})
    assert control_areas(floats, "c", "a")["unit"].tolist() == ["330999100"]
    villages = control_areas(pd.DataFrame({"c": ["330999100000"], "a": [1.0]}), "c", "a", "village")
    assert villages.to_numpy().tolist() == [["village", "330999100000", "00", 100]]


def test_marks_of_islands_may_be_numbers() -> None:
    table = pd.DataFrame({"c": ["330999"] * 3, "a": [1.0, 2.0, 4.0], "MSSM": [0, 1, 1]})
    assert control_areas(table, "c", "a")[["MSSM", "cents"]].to_numpy().tolist() == [["00", 100], ["01", 600]]


def test_the_first_of_two_control_areas_counts() -> None:
    frame = patches([100.0, 200.0])
    both = pd.concat([controls((VILLAGE, "00", 300.01)), controls((VILLAGE, "00", 300.05))])
    assert pushed(frame, both) == [0, 0.01]


def test_a_control_area_without_patches_is_said() -> None:
    frame = patches([100.0, 200.0])
    done = adjust_areas(frame, controls((VILLAGE, "00", 300.0), (OTHER, "00", 5.5), (OTHER, "01", 0.0)))
    assert done.notes == ["1 control areas have no patches here, such as 330999101200 (mainland) with 5.50 m²."]


# ------------------------------------------------------------------------------------------------ refusals


def test_a_large_difference_is_refused_with_its_figures() -> None:
    frame = patches([100.0, 200.0, 300.0, 400.0], [VILLAGE, VILLAGE, OTHER, OTHER])
    table = controls((VILLAGE, "00", 300.11), (OTHER, "00", 650.0))
    with pytest.raises(TubanError) as refused:
        adjust_areas(frame, table)
    assert str(refused.value) == (
        "2 control areas are too far from their patches, most of all 330999101200 (mainland): its 2 patches add up to "
        "700.00 m², its control area is 650.00 m², and the difference of -50.00 m² is more than 0.05 m² a patch; look "
        "for missing or doubled patches and for another boundary."
    )


@pytest.mark.parametrize(("area", "refused"), [(300.10, False), (300.11, True), (299.90, False), (299.89, True)])
def test_the_limit_itself_is_allowed(area: float, refused: bool) -> None:
    frame, table = patches([100.0, 200.0]), controls((VILLAGE, "00", area))
    if refused:
        with pytest.raises(TubanError, match="1 control areas are too far"):
            adjust_areas(frame, table)
    else:
        assert adjust_areas(frame, table).patches["TBMJ"].sum() == pytest.approx(area)


@pytest.mark.parametrize("level", ["330999100", "330999"])
def test_large_differences_of_every_level_are_refused(level: str) -> None:
    with pytest.raises(TubanError, match=rf"most of all {level} \(mainland\): its 2 patches"):
        adjust_areas(patches([100.0, 200.0]), controls((level, "00", 301.0)))


def changed(**columns) -> gpd.GeoDataFrame:
    return patches([100.0, 200.0]).assign(**columns)


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (changed(TBMJ=[100.0, np.nan]), "1 patches have no area in TBMJ.*compute"),
        (changed(TBMJ=[-1.0, 301.0]), "1 patches have no area in TBMJ"),
        (changed(TBMJ=["a", "300"]), "1 patches have no area in TBMJ"),
        (changed(ZLDWDM=[VILLAGE, None]), "ZLDWDM of 1 patches names no village.*“”"),
        (changed(ZLDWDM=["330999100", VILLAGE]), "ZLDWDM of 1 patches.*“330999100”: it needs 12"),
        (changed(MSSM=["00", "02"]), "MSSM of 1 rows.*“02”"),
        (changed(MSSM=["00", None]), "MSSM of 1 rows.*“”"),
        (changed(KCXS=[0.1, 12.5]), "KCXS of 1 patches is not a ratio"),
        (changed(ZLDWDM=[VILLAGE, OTHER]), r"1 units have patches but no control area, such as 330999101200 \(main"),
        (changed(MSSM=["00", "01"]), r"1 units have patches but no control area, such as 330999100200 \(islands\)"),
        (changed(TBMJ=[0.0, 300.03]), "Patch 330999200100000001 of 0.00 m² would have no area left"),
    ],
)
def test_patches_that_cannot_be_pushed_are_refused(frame: gpd.GeoDataFrame, message: str) -> None:
    with pytest.raises(TubanError, match=message):
        adjust_areas(frame, controls((VILLAGE, "00", 300.0)))


def test_patches_all_mainland_need_no_mark() -> None:
    assert pushed(changed().drop(columns="MSSM"), controls((VILLAGE, "00", 300.01))) == [0, 0.01]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"c": ["330999", None], "a": [1.0, 2.0]}, "1 control areas have no usable code in c or no area in a"),
        ({"c": ["330999", "330998"], "a": [1.0, np.nan]}, "1 control areas"),
        ({"c": ["330999"], "a": ["much"]}, "1 control areas"),
        ({"c": ["330999"], "a": [-1.0]}, "1 control areas"),
        ({"c": ["330999"], "a": [1.0], "MSSM": ["x"]}, "MSSM of 1 rows"),
    ],
)
def test_control_areas_that_cannot_be_used_are_refused(table: dict, message: str) -> None:
    with pytest.raises(TubanError, match=message):
        control_areas(pd.DataFrame(table), "c", "a")


@pytest.mark.parametrize(("code", "level"), [("330999100", "village"), ("33099910", None), ("33099910020", None)])
def test_a_code_that_is_cut_short_names_no_unit(code: str, level: str | None) -> None:
    with pytest.raises(TubanError, match=f"“{code}” in c names no unit"):
        control_areas(pd.DataFrame({"c": [code], "a": [1.0]}), "c", "a", level)


def test_one_number_is_not_for_two_counties() -> None:
    frame = patches([100.0, 200.0], [VILLAGE, "330998100200"])
    with pytest.raises(TubanError, match="2 counties \\(330998, 330999\\): give control areas in a layer"):
        county_control(frame, 300.0, None)


def test_islands_need_a_control_area_too() -> None:
    frame = patches([100.0, 200.0], mark=["00", "01"])
    with pytest.raises(TubanError, match=r"no control area, such as 330999 \(islands\)"):
        adjust_areas(frame, county_control(frame, 100.0, None))


def test_no_patches_no_steps() -> None:
    done = adjust_areas(patches([]), controls((VILLAGE, "00", 300.0)))
    assert len(done.patches) == len(done.ledger) == len(done.units) == 0


@pytest.mark.parametrize("at", [20.0, 40.0, 70.0, 90.0])
def test_it_can_be_stopped(at: float) -> None:
    def stop(percent: float) -> None:
        if percent >= at:
            raise Cancelled

    with pytest.raises(Cancelled):
        adjust_areas(patches([100.0]), controls((VILLAGE, "00", 100.0)), progress=stop)
