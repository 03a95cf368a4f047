"""Topology of a patch coverage: proved free of gaps and overlaps by its edges, or the faults named and measured."""

from .check import COVERAGE_KINDS, KINDS, TopologySettings, check_topology

__all__ = ["COVERAGE_KINDS", "KINDS", "TopologySettings", "check_topology"]
