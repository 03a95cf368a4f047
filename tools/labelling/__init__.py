"""Interpreting patches: what is to be done, what was decided, how far people agree and how right they are."""
