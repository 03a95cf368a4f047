"""Algorithms of the group `single_checks`: each kind of topology fault for itself."""
