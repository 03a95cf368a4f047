"""Tags of patches: rules over overlays, numbers, location and ownership, merging."""
