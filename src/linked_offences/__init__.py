"""Turns police forces' answers about offences linked to TikTok into one honest report per force."""
