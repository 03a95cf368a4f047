"""The whole database check of one county: structure, rules, topology, areas, in one run and one list of findings."""

from .database import Database, FieldOf, SurveyLayer, layer_code, read_database
from .explaining import explain_patch
from .inspect import Inspection, Settings, inspect, rule_book
from .summing import overview_of, places_of, township_names

__all__ = [
    "Database",
    "FieldOf",
    "Inspection",
    "Settings",
    "SurveyLayer",
    "explain_patch",
    "inspect",
    "layer_code",
    "overview_of",
    "places_of",
    "read_database",
    "rule_book",
    "township_names",
]
