"""Algorithms of the group `tagging`: one a file, the file named as its id."""
