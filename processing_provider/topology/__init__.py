"""Algorithms of the group `topology`: one a file, the file named as its id."""
