"""The command line, ``sendbot``: a contract, since other programs use its JSON (DESIGN.md, "Command line")."""

from bot.cli.app import main

__all__ = ["main"]
