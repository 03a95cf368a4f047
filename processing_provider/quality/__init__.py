"""Algorithms of the group `quality`: one a file, the file named as its id."""
