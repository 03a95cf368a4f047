"""Algorithms of the group `linear`: one a file, the file named as its id."""
