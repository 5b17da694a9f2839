"""Turns a command line into calls of the other rooms: parses, delegates, and tells in one line what went wrong."""
