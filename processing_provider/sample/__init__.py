"""Algorithms of the group `sample`: one a file, the file named as its id."""
