"""The rules of the trade: no database, no screen, no clock of its own."""
