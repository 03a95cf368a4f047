"""Repair of a patch coverage by a rule that knows the survey, with a ledger that adds up to nothing."""

from .ledger import columns as ledger_columns
from .repair import Repair, repair_topology
from .settings import ACTIONS, BARE, RepairSettings

__all__ = ["ACTIONS", "BARE", "Repair", "RepairSettings", "ledger_columns", "repair_topology"]
