"""Algorithms of the group `statistics`: one a file, the file named as its id."""
