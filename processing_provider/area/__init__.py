"""Algorithms of the group `area`: one a file, the file named as its id."""
