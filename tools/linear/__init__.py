"""Roads, ditches and rivers: their class, their width, and their patches cut out of the land around them."""

from .classify import BY_PROVINCE, NORTH, SOUTH, RoadFields, classify_roads
from .ledger import columns as ledger_columns
from .medial import centrelines_of
from .patches import Ribboned, lines_to_patches
from .settings import BY_MIDDLE, BY_PRIORITY, RibbonSettings
from .widths import measure_widths, official_widths

__all__ = [
    "BY_MIDDLE",
    "BY_PRIORITY",
    "BY_PROVINCE",
    "NORTH",
    "SOUTH",
    "RibbonSettings",
    "Ribboned",
    "RoadFields",
    "centrelines_of",
    "classify_roads",
    "ledger_columns",
    "lines_to_patches",
    "measure_widths",
    "official_widths",
]
