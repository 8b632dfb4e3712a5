"""DelightDesk: what to say, what to avoid and what was promised."""
