"""Transcripts: conversations as data, run through the whole bot and checked (DESIGN.md, "Transcripts")."""
