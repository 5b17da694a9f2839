"""Turns the folders of data/raw, and what was published, into the tables of data/processed."""
