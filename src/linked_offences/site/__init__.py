"""Turns executed notebooks into pages and what lies beside them: index, feeds, workbooks, downloads."""
