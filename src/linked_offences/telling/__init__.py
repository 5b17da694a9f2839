"""Turns tables into the sentences, tables and charts that people read; notebooks show what it makes."""
