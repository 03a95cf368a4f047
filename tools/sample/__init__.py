"""Counties with known defects, for demonstrations, training and tests."""

from .arguments import FEWEST_PATCHES, ZONES
from .around import AROUND, layers_around
from .county import County, make_county
from .defects import DEFECT_KINDS
from .relief import Dem
from .score import score

__all__ = [
    "AROUND",
    "DEFECT_KINDS",
    "FEWEST_PATCHES",
    "ZONES",
    "County",
    "Dem",
    "layers_around",
    "make_county",
    "score",
]
