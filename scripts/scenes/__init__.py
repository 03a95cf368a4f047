"""What pictures.py shows: each module sets its scene and calls `picture`."""
