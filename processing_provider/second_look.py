"""Classes that were given twice: in two fields of a layer, or in two layers that are joined by a key."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
from qgis.core import (
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
)

from ..tools.errors import TubanError
from ..tools.labelling.agreement import CONFIDENCE
from ..tools.language import tr
from ..tools.progress import Progress, steps
from . import compat
from .algorithm import Call, TubanAlgorithm
from .frames import LayerInput

CLASS, SECOND_CLASS, KEY = "DLBM", "DLBM_2", "BSM"


def confidence_parameter() -> QgsProcessingParameterNumber:
    """`CONFIDENCE` of the intervals, in percent."""
    real = QgsProcessingParameterNumber.Type.Double
    title = tr("Confidence of the intervals (%)")
    return QgsProcessingParameterNumber("CONFIDENCE", title, real, 100 * CONFIDENCE, minValue=50.0, maxValue=99.99)


def define_report(algorithm: TubanAlgorithm) -> None:
    """Add `REPORT`."""
    algorithm.add(
        QgsProcessingParameterFileDestination(
            "REPORT", tr("Report"), tr("HTML files") + " (*.html)", optional=True, createByDefault=False
        ),
        tr(
            "One HTML file to read, print and send: the figures with their intervals, tables by class, the matrix, the "
            "formulas and where they are from."
        ),
    )


def define_second_layer(algorithm: TubanAlgorithm, help_text: str) -> None:
    """Add `SECOND_LAYER` and the key by which it is joined to INPUT."""
    algorithm.add(
        QgsProcessingParameterFeatureSource(
            "SECOND_LAYER", tr("Layer of the second interpretation"), [compat.ANY_VECTOR], optional=True
        ),
        help_text,
    )
    algorithm.add(
        QgsProcessingParameterField("KEY", tr("Identifier"), KEY, "INPUT", optional=True),
        tr("The field that names a patch in both layers; of no concern where there is no second layer."),
    )


def both_classes(call: Call, first: str, second: str, progress: Progress) -> gpd.GeoDataFrame:
    """The features of INPUT with the classes `class_1` and `class_2`, text, None where one was not given."""
    one, other = call.required("INPUT"), call.input("SECOND_LAYER")
    reading, reading_other = steps(progress, 1, 1)
    one.require(first)
    if other is None:
        one.require(second)
        frame = one.frame(progress=reading)
        return frame.assign(class_1=_text(frame[one.spelt(first)]), class_2=_text(frame[one.spelt(second)]))
    key = call.text("KEY") or KEY
    one.require(key)
    other.require(key, second)
    frame = one.frame(progress=reading)
    table = other.frame([other.spelt(key), other.spelt(second)], reading_other)
    keys = _keys(frame[one.spelt(key)], one, key)
    classes = pd.Series(
        _text(table[other.spelt(second)]).to_numpy(), index=_keys(table[other.spelt(key)], other, key).to_numpy()
    )
    lost = int((~classes.index.isin(keys)).sum())
    if lost:
        text = tr("{count} features of {layer} are not in {other} and were left out: their {key} is not there.")
        call.warn(text.format(count=lost, layer=other.name, other=one.name, key=key))
    return frame.assign(
        class_1=_text(frame[one.spelt(first)]), class_2=classes.reindex(keys.to_numpy()).to_numpy(dtype=object)
    )


def given_twice(call: Call, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The features with both classes; says how many lack one."""
    both = frame["class_1"].notna() & frame["class_2"].notna()
    if not both.all():
        text = tr("{count} of {total} patches have no class in one of the two and were left out.")
        call.warn(text.format(count=int((~both).sum()), total=len(frame)))
    return frame[both]


def _keys(values: pd.Series, layer: LayerInput, key: str) -> pd.Series:
    keys = _text(values)
    twice = keys[keys.notna() & keys.duplicated()]
    if len(twice):
        raise TubanError(
            tr("{key} “{value}” is in layer {layer} more than once: choose a field that names each patch once.").format(
                key=key, value=twice.iloc[0], layer=layer.name
            )
        )
    return keys


def _text(values: pd.Series) -> pd.Series:
    """Classes as text without blanks around them, None where there is none."""
    text = values.map(lambda value: "" if pd.isna(value) else str(value).strip())
    return text.where(text != "", np.array(None)).astype(object)
