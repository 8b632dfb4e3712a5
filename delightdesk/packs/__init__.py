"""Packs: data, not code. One TOML file a sector."""
