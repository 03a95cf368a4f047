"""The interpretation dock: a queue of patches, decided one after the other from the keyboard."""
