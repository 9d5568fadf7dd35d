"""Conversations as data: each file is played through the whole bot."""
