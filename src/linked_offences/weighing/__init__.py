"""Turns printed figures into what all of them together allow, contradictions and a verdict on each statement."""
