"""The repositories of ``bot.ports``: one noun per file, with its explicit row ↔ domain functions."""
