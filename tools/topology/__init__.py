"""Topology of a patch coverage: proved free of gaps and overlaps by its edges, or the faults named and measured."""

from .check import IN_PART, VILLAGE_KEY, check_topology
from .neighbours import MERGE_FIELDS
from .settings import COVERAGE_KINDS, FACE_KINDS, KINDS, TopologySettings, fields_needed

__all__ = [
    "COVERAGE_KINDS",
    "FACE_KINDS",
    "IN_PART",
    "KINDS",
    "MERGE_FIELDS",
    "VILLAGE_KEY",
    "TopologySettings",
    "check_topology",
    "fields_needed",
]
