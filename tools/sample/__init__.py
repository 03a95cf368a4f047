"""Counties with known defects, for demonstrations, training and tests."""

from .county import County, make_county
from .defects import DEFECT_KINDS
from .relief import Dem

__all__ = ["DEFECT_KINDS", "County", "Dem", "make_county"]
