"""Sums of the survey: areas by land class and unit, forced to balance, and their official tables."""

from .classes import UNITS, Imbalance, class_areas, imbalance
from .control_workbook import write_control_table
from .workbook import write_tables

__all__ = ["UNITS", "Imbalance", "class_areas", "imbalance", "write_control_table", "write_tables"]
