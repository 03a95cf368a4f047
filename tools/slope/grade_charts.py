"""Charts of a report on slope grades."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from ..language import CHINESE, language, tr
from ..quality.charts import Chart
from ..standard import Standard

GRADE_INKS = ("#1a9850", "#91cf60", "#fee08b", "#fc8d59", "#d73027")
"""From flat to steep, as on the slope map."""

_SQUARE_METRES_A_HECTARE = 10_000.0


def grade_charts(graded: gpd.GeoDataFrame, standard: Standard) -> list[Chart]:
    """Area of cultivated land by grade, and of every class that has grades by class and grade, in hectares.

    By TBMJ where every graded patch has it, otherwise by the plane area of the polygons.
    """
    rows = graded[graded["GDPDJB"].notna()]
    table = pd.DataFrame({"class": rows["DLBM"], "grade": rows["GDPDJB"].astype(int), "area": _areas(rows)})
    grades = standard.slope_grades["name_zh" if language() == CHINESE else "name_en"]
    names = {grade: tr("Grade {grade}: {range}").format(grade=grade, range=name) for grade, name in grades.items()}
    by_class = table.pivot_table(index="class", columns="grade", values="area", aggfunc="sum")
    by_class = by_class.reindex(columns=list(names))
    cultivated = by_class[np.asarray(standard.is_cultivated(by_class.index.to_series()), bool)].sum()
    return [
        Chart(
            tr("Cultivated land by slope grade (ha)"),
            list(names.values()),
            {tr("Area"): [float(cultivated[grade]) for grade in names]},
            unit="ha",
        ),
        Chart(
            tr("Area by land class and slope grade (ha)"),
            [str(code) for code in by_class.index],
            {names[grade]: by_class[grade].tolist() for grade in names},
            unit="ha",
            colours=GRADE_INKS,
        ),
    ]


def _areas(rows: gpd.GeoDataFrame) -> NDArray[np.float64]:
    stated = (
        pd.to_numeric(rows["TBMJ"], errors="coerce").to_numpy(float) if "TBMJ" in rows else np.full(len(rows), np.nan)
    )
    areas = shapely.area(rows.geometry.to_numpy()) if np.isnan(stated).any() else stated
    return areas / _SQUARE_METRES_A_HECTARE
