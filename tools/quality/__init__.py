"""Findings and what is done with them: rules, reports, the error GeoPackage."""
