"""Knows files of resources: GeoJSON and CSV, read as a whole, with the line of every fault."""
