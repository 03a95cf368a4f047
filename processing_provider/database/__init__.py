"""Algorithms of the group `database`: one a file, the file named as its id."""
