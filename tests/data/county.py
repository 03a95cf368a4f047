"""A small sound county on disk, made anew for each session of tests, and variants of its files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
from tuban.tools.files import write_geopackage
from tuban.tools.sample import County, make_county

RIDGES = "GDPDJB,GDLX,KCXS\n" + "".join(f"{grade},{kind},0.0{grade}\n" for grade in (2, 3, 4, 5) for kind in ("TT", "PD"))


@dataclass(frozen=True)
class CountyFiles:
    """The files of a county, as a survey would deliver them."""

    folder: Path
    county: County

    @property
    def patches(self) -> str:
        return str(self.folder / "DLTB.gpkg")

    @property
    def outline(self) -> str:
        return str(self.folder / "XZQ.gpkg")

    @property
    def villages(self) -> str:
        return str(self.folder / "CJDCQ.gpkg")

    @property
    def dem(self) -> str:
        return str(self.folder / "dem.tif")

    @property
    def ridges(self) -> str:
        return str(self.folder / "ridges.csv")

    @property
    def inputs(self) -> list[Path]:
        return sorted(self.folder.iterdir())

    def variant(self, path: Path, change: Callable[[gpd.GeoDataFrame], Any], **kwargs: Any) -> str:
        """The patches, changed, in a GeoPackage of their own whose layer is still called DLTB."""
        frame = self.county.DLTB.copy()
        changed = change(frame)
        write_geopackage(path, "DLTB", frame if changed is None else changed, **kwargs)
        return str(path)


def write_county(folder: Path, patches: int = 300) -> CountyFiles:
    """A county without defects in `folder`."""
    county = make_county(patches, seed=3, vertices=40)
    files = CountyFiles(folder, county)
    write_geopackage(files.patches, "DLTB", county.DLTB)
    write_geopackage(files.outline, "XZQ", county.XZQ)
    write_geopackage(files.villages, "CJDCQ", county.CJDCQ)
    county.dem.write(files.dem)
    Path(files.ridges).write_text(RIDGES, encoding="utf-8")
    return files
