"""Turns a command line into calls of the other rooms: parses, delegates, and tells in one line what went wrong."""

from linked_offences.commands import answers, articles, record, reports, requests, state, verify
from linked_offences.commands.group import main

# Each of these adds its commands to the group as it is imported.
__all__ = ["answers", "articles", "main", "record", "reports", "requests", "state", "verify"]
