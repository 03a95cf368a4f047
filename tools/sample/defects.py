"""Defects of a survey put into a county without faults, and the truth about them."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..area import ellipsoidal_areas, half_up
from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent
from ..standard import Standard
from .attributes import close_areas, identifiers
from .faults import FAULTS, Border, Fault
from .places import Places

DEFECT_KINDS = (
    "overlap",
    "gap",
    "sliver",
    "self_intersection",
    "duplicate_vertex",
    "multipart",
    "short_segment",
    "unmatched_vertex",
    "outside_county",
    "dup_bsm",
    "bad_code",
    "wrong_area",
)
"""All kinds of defects, in the order in which they are placed."""

_TRUTH_COLUMNS = ("kind", "bsm", "bsm2", "x", "y", "size", "unit", "note")
_TRUTH = {name: float if name in ("x", "y", "size") else object for name in _TRUTH_COLUMNS}

_BAD_CODES = ("0310", "1203", "1210", "03", "9999")
"""Codes that no patch may bear: misspelt, ridges (only ever deducted), unknown, a group, a filler."""

_NOT_ON_FIELDS = ("sliver", "bad_code")
"""Kinds that stay off cultivated land: its slope grade and crops would not suit the new patch or the bad code, and
that would be a second fault."""

_AREA_FACTORS = (0.95, 1.02, 1.3)


def no_truth() -> pd.DataFrame:
    """The truth about a county without defects."""
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in _TRUTH.items()})


def spoiled(
    patches: gpd.GeoDataFrame,
    outline: shapely.Geometry,
    places: Places,
    count: int,
    kinds: Sequence[str],
    standard: Standard,
    rng: np.random.Generator,
    progress: Progress = silent,
) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """DLTB with `count` defects of each kind, and their truth. The frame given stays as it is.

    Areas (TBMJ, KCMJ, TBDLMJ) follow the changed shapes, so that no patch but those of `wrong_area` has a wrong one.
    Raises `TubanError` where the county has no room for so many.
    """
    work = _Work(patches, outline, places, standard, rng)
    for done, kind in enumerate(kinds):
        work.place(kind, count)
        progress(100.0 * (done + 1) / len(kinds))
    return work.frame(), pd.DataFrame(work.truth, columns=list(_TRUTH)).astype(_TRUTH)


class _Work:
    """A county under change: shapes and attributes by number of patch."""

    def __init__(
        self,
        patches: gpd.GeoDataFrame,
        outline: shapely.Geometry,
        places: Places,
        standard: Standard,
        rng: np.random.Generator,
    ) -> None:
        self._clean, self._outline, self._places = patches, outline, places
        self._standard, self._rng = standard, rng
        self._shapes = patches.geometry.to_numpy().copy()
        self._bsm, self._class = patches["BSM"].to_numpy().copy(), patches["DLBM"].to_numpy().copy()
        self._grade = patches["GDPDJB"].fillna("").to_numpy()
        self._factor: dict[int, float] = {}
        self._changed: list[int] = []
        self._dropped: list[int] = []
        self._added: list[tuple[shapely.Geometry, int]] = []
        self.truth: list[tuple[str, str, str, float, float, float, str, str]] = []

    def place(self, kind: str, count: int) -> None:
        """Put `count` defects of a kind where there is room."""
        left = count
        for line, patch, other in self._places.free(at_outline=kind == "outside_county"):
            if left == 0:
                break
            left -= self._try(kind, line, patch, other)
        if left:
            raise TubanError(
                tr(
                    "Only {placed} of {wanted} defects of kind '{kind}' found room in the county; "
                    "take more patches or fewer defects."
                ).format(placed=count - left, wanted=count, kind=kind)
            )

    def _try(self, kind: str, line: np.ndarray, patch: int, other: int) -> bool:
        """Put one defect on a border; False where that border does not suit it."""
        if kind in _NOT_ON_FIELDS and self._grade[patch]:
            return False
        if kind in FAULTS:
            neighbour = self._shapes[other] if other >= 0 else None
            fault = FAULTS[kind](Border(line, self._shapes[patch], neighbour, self._outline), self._rng)
            return fault is not None and self._apply(kind, fault, patch, other)
        middle = shapely.points(line[len(line) // 2])
        place = {
            "multipart": self._multipart,
            "dup_bsm": self._dup_bsm,
            "bad_code": self._bad_code,
            "wrong_area": self._wrong_area,
        }[kind]
        return place(middle, patch, other)

    def _apply(self, kind: str, fault: Fault, patch: int, other: int) -> bool:
        bsm, bsm2 = self._bsm[patch], self._bsm[other] if other >= 0 else ""
        self._shapes[patch] = fault.shape
        self._changed.append(patch)
        if fault.other is not None:
            self._shapes[other] = fault.other
            self._changed.append(other)
        if fault.extra is not None:
            self._added.append((fault.extra, patch))
            bsm, bsm2 = self._new_bsm(len(self._added))[-1], bsm
        self._places.use(patch, *([other] if other >= 0 else []))
        self._tell(kind, bsm, bsm2, fault.place, fault.size, fault.unit, fault.note)
        return True

    def _multipart(self, _place: shapely.Geometry, patch: int, _other: int) -> bool:
        second = self._places.companion(patch, self._grade == self._grade[patch], self._class == self._class[patch])
        if second is None:
            return False
        part = self._shapes[second]
        self._shapes[patch] = shapely.multipolygons([self._shapes[patch], part])
        self._changed.append(patch)
        self._dropped.append(second)
        self._places.use(patch, second)
        note = tr("took in patch {bsm}, which has no row any more").format(bsm=self._bsm[second])
        self._tell("multipart", self._bsm[patch], "", part.representative_point(), 2, "parts", note)
        return True

    def _dup_bsm(self, place: shapely.Geometry, patch: int, other: int) -> bool:
        note = tr("bsm2: what the second row had before")
        self._tell("dup_bsm", self._bsm[patch], self._bsm[other], place, 2, "rows", note)
        self._bsm[other] = self._bsm[patch]
        self._places.use(patch, other)
        return True

    def _bad_code(self, place: shapely.Geometry, patch: int, _other: int) -> bool:
        before, self._class[patch] = self._class[patch], str(self._rng.choice(_BAD_CODES))
        note = tr("DLBM {before} became {after}").format(before=before, after=self._class[patch])
        self._tell("bad_code", self._bsm[patch], "", place, 1, "rows", note)
        self._places.use(patch)
        return True

    def _wrong_area(self, place: shapely.Geometry, patch: int, _other: int) -> bool:
        area = self._clean["TBMJ"].iloc[patch]
        self._factor[patch] = float(self._rng.choice(_AREA_FACTORS))
        surplus = half_up(area * self._factor[patch]) - area
        note = tr("TBMJ was {area:.2f}").format(area=area)
        self._tell("wrong_area", self._bsm[patch], "", place, float(surplus), "m2", note)
        self._places.use(patch)
        return True

    def _tell(self, kind: str, bsm: str, bsm2: str, place: shapely.Geometry, size: float, unit: str, note: str) -> None:
        self.truth.append((kind, bsm, bsm2, round(place.x, 4), round(place.y, 4), size, unit, note))

    def _new_bsm(self, added: int) -> np.ndarray:
        serial = len(self._clean) + 1 + np.arange(added)
        return identifiers(self._clean["BSM"].iloc[0][:6], "DLTB", serial, self._standard)

    def frame(self) -> gpd.GeoDataFrame:
        """DLTB as it stands now."""
        frame = self._clean.copy()
        frame["BSM"], frame["DLBM"] = self._bsm, self._class
        frame = frame.set_geometry(gpd.GeoSeries(self._shapes, index=frame.index, crs=frame.crs))
        changed = np.array(sorted(set(self._changed)), dtype=np.int64)
        close_areas(frame, changed, ellipsoidal_areas(self._shapes[changed], frame.crs))
        wrong = np.array(list(self._factor), dtype=np.int64)
        areas = frame["TBMJ"].to_numpy()[wrong] * np.array(list(self._factor.values()))
        close_areas(frame, wrong, half_up(areas))
        whole = pd.concat([frame, self._added_rows(frame)], ignore_index=True) if self._added else frame
        return gpd.GeoDataFrame(whole.drop(index=self._dropped).reset_index(drop=True), crs=frame.crs)

    def _added_rows(self, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Rows of the slivers: the attributes of the patch they were cut from, with numbers and areas of their own."""
        source = np.array([patch for _, patch in self._added])
        rows = frame.iloc[source].reset_index(drop=True)
        rows["BSM"] = self._new_bsm(len(rows))
        in_village = frame.groupby("ZLDWDM").size()
        number = rows["ZLDWDM"].map(in_village) + rows.groupby("ZLDWDM").cumcount() + 1
        rows["TBYBH"] = rows["TBBH"] = number.astype(str).str.zfill(5).astype(object)
        strips = gpd.GeoSeries([strip for strip, _ in self._added], crs=frame.crs)
        close_areas(rows, np.arange(len(rows)), ellipsoidal_areas(strips, frame.crs))
        return rows.set_geometry(strips)
