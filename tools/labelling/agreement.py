"""How far two interpretations agree, and how right a layer is by a sample that was looked at again.

Kappa: Cohen (1960) with the large-sample variance of Fleiss, Cohen and Everitt (1969), which Congalton and Green use.
Accuracies: the estimators of Stehman (2014) for stratified samples, of which those of Olofsson et al. (2014) are the
case where the strata are the classes. Intervals: Wilson's (Newcombe 1998, method 3), which also hold near 0 and 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

CONFIDENCE = 0.95

OVERALL, USER, PRODUCER, SHARE = "overall", "user", "producer", "share"
"""What is estimated: how much is right; of what the layer says of a class, and of what is that class; how much is."""


@dataclass(frozen=True)
class Estimate:
    """A figure with its standard error and its interval; NaN where a figure is not known."""

    value: float
    error: float = np.nan
    low: float = np.nan
    high: float = np.nan
    units: int = 0
    """How many patches it rests on."""


def quantile(confidence: float = CONFIDENCE) -> float:
    """How many standard errors an interval reaches to either side."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def error_matrix(first: Sequence[Any], second: Sequence[Any]) -> pd.DataFrame:
    """How often each pair of classes was given: rows are those of `first`, columns those of `second`."""
    given = len(first)
    code, label = pd.factorize(np.concatenate([np.asarray(first, object), np.asarray(second, object)]), sort=True)
    count = np.bincount(code[:given] * len(label) + code[given:], minlength=len(label) ** 2)
    return pd.DataFrame(count.reshape(len(label), len(label)), index=label, columns=label)


def wilson(share: float, units: float, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Wilson's interval for a share that was seen in so many units."""
    if not units > 0 or not np.isfinite(share):
        return np.nan, np.nan
    z = quantile(confidence)
    middle = share + z * z / (2 * units)
    reach = z * float(np.sqrt(share * (1 - share) / units + z * z / (4 * units * units)))
    whole = 1 + z * z / units
    return max((middle - reach) / whole, 0.0), min((middle + reach) / whole, 1.0)


def overall_agreement(matrix: pd.DataFrame, confidence: float = CONFIDENCE) -> Estimate:
    """The share of units to which both gave the same class."""
    count = matrix.to_numpy(float)
    units = int(count.sum())
    if not units:
        return Estimate(np.nan)
    share = float(np.trace(count)) / units
    return Estimate(share, float(np.sqrt(share * (1 - share) / units)), *wilson(share, units, confidence), units)


def kappa(matrix: pd.DataFrame, confidence: float = CONFIDENCE) -> Estimate:
    """Cohen's kappa: agreement beyond what chance gives. NaN where all units are of one class."""
    count = matrix.to_numpy(float)
    units = int(count.sum())
    share = count / max(units, 1)
    row, column = share.sum(axis=1), share.sum(axis=0)
    seen, chance = float(np.trace(share)), float(row @ column)
    if not units or chance >= 1.0:
        return Estimate(np.nan, units=units)
    value = (seen - chance) / (1 - chance)
    beside = row[None, :] + column[:, None]  # of cell (i, j): what column i and row j have together
    weight = np.eye(len(count)) * (1 - chance) - (1 - seen) * beside
    variance = float((share * weight**2).sum() - (seen * chance - 2 * chance + seen) ** 2)
    error = float(np.sqrt(max(variance, 0.0) / units)) / (1 - chance) ** 2
    reach = quantile(confidence) * error
    return Estimate(value, error, value - reach, min(value + reach, 1.0), units)


def by_class(matrix: pd.DataFrame) -> pd.DataFrame:
    """For each class how often either gave it, how often both did, and the share of agreement that is."""
    count = matrix.to_numpy()
    first, second, both = count.sum(axis=1), count.sum(axis=0), np.diag(count)
    with np.errstate(invalid="ignore"):
        agreement = 2 * both / (first + second)
    columns = {"first": first, "second": second, "both": both, "agreement": agreement}
    return pd.DataFrame(columns, index=matrix.index)


@dataclass(frozen=True)
class Sample:
    """Patches that were drawn and looked at again: arrays of one length.

    `mapped` is the class in the layer, `reference` that of the second look. `population` is the number of patches of
    the stratum that each was drawn from. `size` is what a patch counts for: its area in m2, or 1.
    """

    mapped: np.ndarray
    reference: np.ndarray
    stratum: np.ndarray
    population: np.ndarray
    size: np.ndarray

    def lonely_strata(self) -> list[str]:
        """Strata of which one patch was looked at and others were not: their variance cannot be told."""
        table = pd.DataFrame({"stratum": self.stratum, "population": self.population})
        seen = table.groupby("stratum")["population"].agg(["size", "first"])
        return [str(name) for name in seen.index[(seen["size"] == 1) & (seen["first"] > 1)]]


def accuracy(sample: Sample, confidence: float = CONFIDENCE) -> pd.DataFrame:
    """The accuracies of a layer: a row for each `measure` and `class`, columns value, error, low, high, units."""
    size, right = sample.size.astype(float), sample.mapped == sample.reference
    rows: list[dict[str, Any]] = []

    def add(measure: str, name: str, part: np.ndarray, whole: np.ndarray) -> None:
        rows.append({"measure": measure, "class": name, **vars(_ratio(sample, part, whole, confidence))})

    add(OVERALL, "", size * right, size)
    for name in sorted({*sample.mapped.tolist(), *sample.reference.tolist()}):
        mapped, reference = size * (sample.mapped == name), size * (sample.reference == name)
        add(USER, name, mapped * right, mapped)
        add(PRODUCER, name, reference * right, reference)
        add(SHARE, name, reference, size)
    return pd.DataFrame(rows)


def _ratio(sample: Sample, part: np.ndarray, whole: np.ndarray, confidence: float) -> Estimate:
    """The ratio of two totals of the population, combined over the strata (Stehman 2014, eq. 27 and 28)."""
    units = int((whole > 0).sum())
    if not units:
        return Estimate(np.nan)
    stratum, first = np.unique(sample.stratum, return_index=True)
    of = np.searchsorted(stratum, sample.stratum)
    drawn = np.bincount(of)
    population = sample.population[first].astype(float)
    expand = population / drawn
    total = float((expand * np.bincount(of, whole)).sum())
    value = float((expand * np.bincount(of, part)).sum()) / total
    residual = part - value * whole
    spread = np.bincount(of, (residual - (np.bincount(of, residual) / drawn)[of]) ** 2)
    left_out = 1 - np.minimum(drawn / population, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.where(left_out > 0, population**2 * left_out * spread / (drawn * (drawn - 1.0)), 0.0)
    error = float(np.sqrt(variance.sum())) / total
    return Estimate(value, error, *_interval(value, error, units, confidence), units)


def _interval(value: float, error: float, units: int, confidence: float) -> tuple[float, float]:
    """Wilson's interval for as many units as a simple sample with this standard error would have."""
    if not np.isfinite(error):
        return np.nan, np.nan
    inside = 0.0 < value < 1.0
    if inside and error == 0.0:  # all patches were looked at
        return value, value
    return wilson(value, value * (1 - value) / error**2 + 1 if inside else units, confidence)
