"""Algorithms of the group `slope`: one a file, the file named as its id."""
