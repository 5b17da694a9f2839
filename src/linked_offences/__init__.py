"""Turns police forces' answers about offences linked to a platform into one honest report per force."""
