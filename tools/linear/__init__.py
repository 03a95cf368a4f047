"""Roads, ditches and rivers: their class, their width, and their patches cut out of the land around them."""

from .centrelines import rows_outside
from .checks import LINE_KINDS, PATCH_KINDS, LinearCheckSettings, check_linear_features
from .classify import BY_PROVINCE, NORTH, SOUTH, RoadFields, classify_roads
from .generalise import SECOND_TO_THIRD, generalise_linear_patches
from .ledger import columns as ledger_columns
from .medial import centrelines_of
from .patches import Ribboned, lines_to_patches
from .report import write_linear_report
from .settings import BY_MIDDLE, BY_PRIORITY, RibbonSettings
from .widths import measure_widths, official_widths

__all__ = [
    "BY_MIDDLE",
    "BY_PRIORITY",
    "BY_PROVINCE",
    "LINE_KINDS",
    "NORTH",
    "PATCH_KINDS",
    "SECOND_TO_THIRD",
    "SOUTH",
    "LinearCheckSettings",
    "RibbonSettings",
    "Ribboned",
    "RoadFields",
    "centrelines_of",
    "check_linear_features",
    "classify_roads",
    "generalise_linear_patches",
    "ledger_columns",
    "lines_to_patches",
    "measure_widths",
    "official_widths",
    "rows_outside",
    "write_linear_report",
]
