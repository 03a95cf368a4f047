"""Roads, ditches and rivers: their class, their width, and their patches cut out of the land around them."""

from .ledger import columns as ledger_columns
from .patches import Ribboned, lines_to_patches
from .settings import BY_MIDDLE, BY_PRIORITY, RibbonSettings

__all__ = ["BY_MIDDLE", "BY_PRIORITY", "RibbonSettings", "Ribboned", "ledger_columns", "lines_to_patches"]
