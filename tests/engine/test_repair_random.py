"""Random coverages, damaged and repaired at random: never worse, balanced, valid, and done with one repair."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tuban.tests.engine.test_topology_random import coverages, damaged
from tuban.tools.standard import load
from tuban.tools.topology import TopologySettings, check_topology
from tuban.tools.topology.repair import RepairSettings, repair_topology
from tuban.tools.topology.repair.trial import CHECKED

STANDARD = load("2019")
SEEN = TopologySettings(kinds=CHECKED)


@dataclass
class World:
    """A damaged coverage, the layers around it, and how it is repaired."""

    patches: gpd.GeoDataFrame
    county: gpd.GeoDataFrame | None
    villages: gpd.GeoDataFrame | None
    settings: RepairSettings

    def repaired(self, patches=None):
        frame = self.patches if patches is None else patches
        return repair_topology(frame, self.county, STANDARD, self.settings, villages=self.villages)

    def findings(self, patches):
        return check_topology(patches, self.county, STANDARD, SEEN)

    def in_other_villages(self, patches):
        """m2 of each patch that lie outside its village, index BSM."""
        own = self.villages.set_index("ZLDWDM").geometry[patches["ZLDWDM"]].to_numpy()
        outside = shapely.difference(patches.geometry.to_numpy(), own, grid_size=1e-7)
        return gpd.GeoSeries(outside, index=patches["BSM"]).area


@st.composite
def worlds(draw):
    clean = draw(coverages())
    patches = draw(damaged(clean))
    count, middle = len(patches), shapely.union_all(clean).centroid.x
    west = np.array([patch.representative_point().x < middle for patch in clean])
    halves = [shapely.union_all([patch for patch, of in zip(clean, west) if of == side]) for side in (True, False)]
    codes = [
        "V1" if patch.intersection(halves[0]).area >= patch.intersection(halves[1]).area else "V2" for patch in patches
    ]
    columns = {
        "BSM": [f"3309992110{number:08}" for number in range(count)],
        "DLBM": draw(st.lists(st.sampled_from(["0101", "0301", "1001"]), min_size=count, max_size=count)),
        "ZLDWDM": codes,
        "QSDWDM": codes,
        "QSXZ": draw(st.lists(st.sampled_from(["20", "30"]), min_size=count, max_size=count)),
    }
    known = draw(st.booleans())
    villages = gpd.GeoDataFrame({"ZLDWDM": ["V1", "V2"]}, geometry=halves, crs="EPSG:4528")
    county = gpd.GeoDataFrame(geometry=[shapely.union_all(clean)], crs="EPSG:4528") if draw(st.booleans()) else None
    return World(
        gpd.GeoDataFrame(columns, geometry=patches, crs="EPSG:4528"),
        county,
        villages if known else None,
        RepairSettings(
            protected=draw(st.sampled_from([(), ("10",)])),
            strict_owners=draw(st.booleans()),
            width=draw(st.sampled_from([0.0, 1.0])),
        ),
    )


def errors(found):
    return int((found["severity"] == "error").sum())


def faulty_area(found):
    return found.loc[found["kind"].isin(["overlap", "gap", "uncovered", "outside_county"]), "measure"].sum()


def nothing_gets_worse(world, repaired):
    before, after = world.findings(world.patches), world.findings(repaired.patches)
    assert errors(after) <= errors(before)
    assert faulty_area(after) <= faulty_area(before) + 1e-3
    assert set(after["id"]) == set(repaired.remaining["id"])
    shapes = repaired.patches.geometry.to_numpy()
    assert shapely.is_valid(shapes).all()
    assert (shapely.get_num_geometries(shapes) == 1).all()
    again = world.repaired(repaired.patches)
    assert not len(again.ledger)
    assert again.patches.geometry.to_wkb().equals(repaired.patches.geometry.to_wkb())


def the_ledger_says_all_that_was_done(world, repaired):
    ledger = repaired.ledger
    assert abs(ledger["change"].sum()) < 1e-6
    before, after = (layer.set_index("BSM").geometry for layer in (world.patches, repaired.patches))
    for name, booked in ledger[ledger["patch"] != ""].groupby("patch"):
        first = before[name].area if name in before.index else 0.0
        last = after[name].area if name in after.index else 0.0
        assert abs(booked["area_before"].iloc[0] - first) < 2e-5
        assert abs(booked["area_after"].iloc[-1] - last) < 2e-5
    silent = before.index.difference(ledger["patch"])
    assert after[silent].to_wkb().equals(before[silent].to_wkb())
    protected = world.patches.loc[world.patches["DLBM"].str.startswith(world.settings.protected or "-"), "BSM"]
    assert not set(protected) & set(ledger["patch"])


def no_land_goes_across_a_known_line(world, repaired):
    moved = repaired.ledger[repaired.ledger["action"].isin(["fill", "cut", "merge"]) & (repaired.ledger["patch"] != "")]
    rows = world.patches.set_index("BSM")
    if world.villages is not None:
        before, after = world.in_other_villages(world.patches), world.in_other_villages(repaired.patches)
        difference = 0.001 * repaired.patches.set_index("BSM").geometry.length  # of coordinates, which is no land
        assert (after <= before.reindex(after.index) + difference).all()
        return
    for patch, others, action in zip(moved["patch"], moved["other"], moved["action"]):
        lines = ["ZLDWDM", "QSDWDM"] if action != "merge" else ["ZLDWDM", "QSDWDM", "QSXZ"]
        concerned = rows.loc[[patch, *filter(None, others.split(", "))], lines]
        assert (concerned.nunique() == 1).all()


@pytest.mark.parametrize("examples", [20, pytest.param(300, marks=pytest.mark.large)])
def test_random_repairs(examples):
    @given(worlds())
    @settings(max_examples=examples, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    def as_promised(world):
        repaired = world.repaired()
        nothing_gets_worse(world, repaired)
        the_ledger_says_all_that_was_done(world, repaired)
        no_land_goes_across_a_known_line(world, repaired)

    as_promised()
