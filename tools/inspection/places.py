"""What lies where: settlement areas, slope map and boundary lines against patches and the county."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import overlay
from ..language import tr
from ..progress import Progress, silent
from ..slope import SlopeMap, assign_grades
from ..standard import Standard
from ..topology.edges import GRID
from .copies import copies_of
from .database import Database
from .telling import of_rows, tell

COUNTY_LINE, TOWNSHIP_LINE, VILLAGE_LINE = "650200", "660200", "670500"
"""JXLX by GB/T 13923; what is higher than a county has a smaller number."""

ISLAND = "01"
"""MSSM of patches on islands."""

_BESIDE = ("TTQ", "GFBQ", "CCWJQ", "LMFW")
"""Layers beside the patches that lie inside the county (rule L-LOG-11)."""

_OFF = 0.001
"""m: how far a point of a line may be from the border that it is drawn along."""

_LEFT = 0.01
"""m2: what of a patch a slope map may leave out by the rounding of coordinates."""

NEEDS = {
    "settlement": ("DLTB", "CZCDYD"),
    "settlement_outside": ("DLTB", "CZCDYD"),
    "settlement_area": ("DLTB", "CZCDYD"),
    "hole": ("CZCDYD",),
    "grade": ("DLTB", "PDT"),
    "slope_map_gap": ("DLTB", "PDT"),
    "boundary_type": ("XZQ",),
    "beyond_county": ("XZQ",),
    "control_area": ("DLTB",),
    "refined_in_farmland": ("DLTB", "YJJBNTTB"),
    "small_island": ("DLTB",),
}
"""The layers without which a check `database:<kind>` cannot be made."""


def check_places(
    database: Database,
    standard: Standard,
    rules: pd.DataFrame,
    control: Mapping[str, float],
    progress: Progress = silent,
) -> Iterator[gpd.GeoDataFrame]:
    """Findings of the rules `database:…` that need geometry; `rules` are those that hold, index check."""
    asked = [kind for kind, layers in NEEDS.items() if f"database:{kind}" in rules.index and _there(database, layers)]
    patches, settlements = database.frame("DLTB"), database.frame_like("CZCDYD", "DLTB")
    if patches is not None and settlements is not None and any(kind.startswith("settlement") for kind in asked):
        yield from _settlements(patches, settlements, standard, rules, asked)
    progress(30.0)
    if settlements is not None and "hole" in asked:
        yield _holes(settlements, rules.loc["database:hole"])
    if {"grade", "slope_map_gap"} & set(asked):
        yield from _grades(database, standard, rules, asked, progress)
    if "boundary_type" in asked:
        yield from _boundary_types(database, rules.loc["database:boundary_type"])
    if "beyond_county" in asked:
        yield from _beyond(database, rules.loc["database:beyond_county"])
    if "refined_in_farmland" in asked and patches is not None:
        yield from _refined_in_farmland(patches, database, standard, rules.loc["database:refined_in_farmland"])
    if "small_island" in asked and patches is not None:
        yield _small_islands(patches, standard, rules.loc["database:small_island"])
    if "control_area" in asked and patches is not None and "TBMJ" in patches:
        yield from _control(patches, rules.loc["database:control_area"], control)
    progress(100.0)


def _there(database: Database, layers: tuple[str, ...]) -> bool:
    return all(database.frame(code) is not None for code in layers)


def _texts(frame: pd.DataFrame, name: str) -> np.ndarray:
    if name not in frame:
        return np.full(len(frame), "", object)
    return frame[name].where(frame[name].notna(), "").astype(str).str.strip().to_numpy(object)


def _settlements(
    patches: gpd.GeoDataFrame,
    settlements: gpd.GeoDataFrame,
    standard: Standard,
    rules: pd.DataFrame,
    asked: list[str],
) -> Iterator[gpd.GeoDataFrame]:
    """Each patch by a point inside it: whether the settlement area there is of its type, or there is none."""
    home = _place_of(patches.geometry.to_numpy(), settlements.geometry.to_numpy())
    kinds = np.array([*_texts(settlements, "CZCLX"), ""], object)
    here, own, classes = kinds[home], _texts(patches, "CZCSXM"), _texts(patches, "DLBM")
    lists = standard.code_lists
    wanted = np.isin(classes, lists.loc[lists["list"] == "CZCSXM_required", "code"].to_numpy(object))
    drawn = ~shapely.is_missing(patches.geometry.to_numpy())
    outside = wanted & (home < 0) & drawn
    if "settlement_outside" in asked:
        rows = np.flatnonzero(outside)
        yield of_rows(rules.loc["database:settlement_outside"], "DLTB", patches, rows, value=classes[rows])
    if "settlement" in asked:
        rows = np.flatnonzero((own != here) & ~outside & drawn & ~(wanted & (own == "")))  # empty there: L-ATT-33
        empty = tr("(empty)")
        told = {"value": [text or empty for text in own[rows]], "limit": [text or tr("(none)") for text in here[rows]]}
        yield of_rows(rules.loc["database:settlement"], "DLTB", patches, rows, **told)
    if "settlement_area" in asked and "TBMJ" in patches and "CZCMJ" in settlements:
        yield from _settlement_areas(patches, settlements, home, rules.loc["database:settlement_area"])


def _settlement_areas(
    patches: gpd.GeoDataFrame, settlements: gpd.GeoDataFrame, home: np.ndarray, rule: pd.Series
) -> Iterator[gpd.GeoDataFrame]:
    area = pd.to_numeric(patches["TBMJ"], errors="coerce").fillna(0.0).to_numpy()
    inside = np.bincount(home[home >= 0], area[home >= 0], minlength=len(settlements))
    stored = pd.to_numeric(settlements["CZCMJ"], errors="coerce").to_numpy(float)
    rows = np.flatnonzero(np.abs(stored - inside) > float(rule["tolerance"]))
    told = {"value": [f"{value:.2f}" for value in stored[rows]], "limit": [f"{value:.2f}" for value in inside[rows]]}
    measure = np.round(stored[rows] - inside[rows], 2)
    yield of_rows(rule, "CZCDYD", settlements, rows, measure=measure, unit="m2", **told)


def _place_of(shapes: np.ndarray, areas: np.ndarray) -> np.ndarray:
    """The area in which a point inside each shape lies, by place; -1 where there is none."""
    home = np.full(len(shapes), -1)
    near = np.unique(shapely.STRtree(shapes).query(areas)[1]) if len(areas) else np.empty(0, np.int64)
    points = shapely.point_on_surface(shapes[near])
    point, area = shapely.STRtree(areas).query(points, predicate="intersects")
    home[near[point[::-1]]] = area[::-1]
    return home


def _holes(settlements: gpd.GeoDataFrame, rule: pd.Series) -> gpd.GeoDataFrame:
    """Each hole of a settlement area, with its own shape."""
    parts, row = shapely.get_parts(settlements.geometry.to_numpy(), return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    inner = np.append(False, part[1:] == part[:-1]) if len(part) else np.empty(0, bool)
    shapes = shapely.polygons(rings[inner])
    area = shapely.area(shapes)
    return of_rows(rule, "CZCDYD", settlements, row[part[inner]], geometry=shapes, measure=area, unit="m2")


def _grades(
    database: Database, standard: Standard, rules: pd.DataFrame, asked: list[str], progress: Progress
) -> Iterator[gpd.GeoDataFrame]:
    """Cultivated patches against the slope map: the grade of the largest part, and what the map leaves out."""
    everything, slopes = database.layers["DLTB"].frame, database.frame_like("PDT", "DLTB")
    if slopes is None or "PDJB" not in slopes or "DLBM" not in everything or everything.crs is None:
        return
    patches = everything[standard.is_cultivated(everything["DLBM"]) & shapely.is_valid(everything.geometry.to_numpy())]
    patches = patches[~_copied_right(patches, slopes)]
    graded = assign_grades(patches, SlopeMap(slopes), standard, progress=progress).patches
    covered = graded[[f"PD{grade}_M2" for grade in standard.slope_grades.index]].sum(axis=1).to_numpy(float)
    left = shapely.area(patches.geometry.to_numpy()) - covered
    bare = left > _LEFT + 1e-6 * covered
    if "slope_map_gap" in asked:
        rows = np.flatnonzero(bare)
        measure = np.round(left[rows], 2)
        yield of_rows(rules.loc["database:slope_map_gap"], "DLTB", patches, rows, measure=measure, unit="m2")
    if "grade" in asked and "GDPDJB" in patches:
        own, right = _texts(patches, "GDPDJB"), _texts(graded, "GDPDJB")
        rows = np.flatnonzero((own != right) & (own != "") & (right != ""))
        yield of_rows(rules.loc["database:grade"], "DLTB", patches, rows, value=own[rows], limit=right[rows])


def _copied_right(patches: gpd.GeoDataFrame, slopes: gpd.GeoDataFrame) -> np.ndarray:
    """Patches that are drawn in the slope map vertex by vertex, with their grade."""
    zone = copies_of(patches.geometry.to_numpy(), slopes.geometry.to_numpy())
    grades = np.array([*_texts(slopes, "PDJB"), ""], object)[zone]
    return (zone >= 0) & (grades == _texts(patches, "GDPDJB"))


def _boundary_types(database: Database, rule: pd.Series) -> Iterator[gpd.GeoDataFrame]:
    """The type of each line by where its middle lies: on the county's border, on a township's, inside."""
    county = database.layers["XZQ"].frame.geometry.to_numpy()
    outer = shapely.boundary(shapely.union_all(county[shapely.is_valid(county)]))
    inner = shapely.union_all(shapely.boundary(county))
    shapely.prepare([outer, inner])
    names = {
        COUNTY_LINE: tr("a county boundary or a higher one"),
        TOWNSHIP_LINE: tr("a township boundary"),
        VILLAGE_LINE: tr("a village boundary"),
    }
    for code in ("XZQJX", "CJDCQJX"):
        lines = database.frame_like(code, "XZQ")
        if lines is None or "JXLX" not in lines:
            continue
        own = _texts(lines, "JXLX")
        middle = shapely.line_interpolate_point(
            shapely.get_geometry(lines.geometry.to_numpy(), 0), 0.5, normalized=True
        )
        on_county = shapely.dwithin(outer, middle, _OFF)
        on_township = shapely.dwithin(inner, middle, _OFF)
        right = np.where(on_county, COUNTY_LINE, np.where(on_township, TOWNSHIP_LINE, VILLAGE_LINE))
        higher = on_county & (own != "") & (own <= COUNTY_LINE)
        rows = np.flatnonzero((own != right) & ~higher & (own != "") & ~shapely.is_missing(middle))
        limits = [names[text] for text in right[rows]]
        yield of_rows(rule, code, lines, rows, value=own[rows], limit=limits)


def _beyond(database: Database, rule: pd.Series) -> Iterator[gpd.GeoDataFrame]:
    county = database.layers["XZQ"].frame.geometry.to_numpy()
    land = shapely.union_all(county[shapely.is_valid(county)])
    shapely.prepare(land)
    for code in _BESIDE:
        frame = database.frame_like(code, "XZQ")
        if frame is None:
            continue
        shapes = frame.geometry.to_numpy()
        out = np.flatnonzero(shapely.is_valid(shapes) & ~shapely.contains(land, shapes))
        rest = shapely.difference(shapes[out], land)
        area = shapely.area(rest)
        wide = area > float(rule["tolerance"]) * shapely.length(shapes[out])
        yield of_rows(rule, code, frame, out[wide], geometry=rest[wide], measure=np.round(area[wide], 2), unit="m2")


def _refined_in_farmland(
    patches: gpd.GeoDataFrame, database: Database, standard: Standard, rule: pd.Series
) -> Iterator[gpd.GeoDataFrame]:
    """Refined fields of which more than a share, the rule's limit, lies in permanent basic farmland."""
    farmland = database.frame_like("YJJBNTTB", "DLTB")
    refined = standard.refinements
    codes = refined.index[refined["allowed"].str.startswith("01") & refined["crops"].ne("")]
    own = _texts(patches, "TBXHDM")
    rows = np.flatnonzero(np.isin(own, codes.to_numpy(object)))
    if farmland is None or not len(rows):
        return
    limit = float(rule["tolerance"])
    shares = overlay.shares(patches.geometry.to_numpy()[rows], farmland.geometry.to_numpy())
    inside = shares.covered > limit
    measure = np.round((shares.covered * shares.measured)[inside], 2)
    told = {"value": own[rows[inside]], "limit": f"{limit:.0%}"}
    yield of_rows(rule, "DLTB", patches, rows[inside], measure=measure, unit="m2", **told)


def _small_islands(patches: gpd.GeoDataFrame, standard: Standard, rule: pd.Series) -> gpd.GeoDataFrame:
    """Islands, which are patches with MSSM 01 that adjoin, below the least area of one; told of their largest patch.

    Only patches below that area can make up such an island, and none of it adjoins a larger one.
    """
    areas = standard.minimum_areas
    limit = float(areas.loc[areas["scope"] == "island", "minimum"].iloc[0])
    shapes = overlay.measurable(patches.geometry.to_numpy())
    size, sea = shapely.area(shapes), _texts(patches, "MSSM") == ISLAND
    small = np.flatnonzero(sea & (size < limit))
    islands = shapely.get_parts(shapely.union_all(shapes[small]))
    large = shapes[sea & (size >= limit)]
    joined = np.unique(shapely.STRtree(islands).query(large, predicate="dwithin", distance=GRID)[1])
    alone = np.flatnonzero((shapely.area(islands) < limit) & ~np.isin(np.arange(len(islands)), joined))
    home = _place_of(shapes[small], islands[alone])
    first = np.array([small[home == place][np.argmax(size[small[home == place]])] for place in range(len(alone))], int)
    measure = np.round(shapely.area(islands[alone]), 2)
    told = {"limit": f"{limit:g}", "geometry": islands[alone]}
    return of_rows(rule, "DLTB", patches, first, measure=measure, unit="m2", **told)


def _control(patches: gpd.GeoDataFrame, rule: pd.Series, control: Mapping[str, float]) -> Iterator[gpd.GeoDataFrame]:
    """The patches' areas together against the county's control areas, land (00) and islands (01) apart."""
    marks = _texts(patches, "MSSM")
    area = pd.to_numeric(patches["TBMJ"], errors="coerce").fillna(0.0).to_numpy()
    names = {"00": tr("mainland"), "01": tr("islands")}
    for mark, limit in control.items():
        chosen = (marks == mark) | ((marks == "") & (mark == "00"))
        together = float(np.round(area[chosen].sum(), 2))
        if abs(together - limit) > float(rule["tolerance"]):
            told: dict[str, Any] = {"value": f"{together:.2f}", "limit": f"{limit:.2f}", "code": names[mark]}
            difference = round(together - limit, 2)
            yield tell(rule, "DLTB", [""], measure=difference, unit="m2", crs=patches.crs, **told)
