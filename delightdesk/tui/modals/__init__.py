"""Forms that open over a room, each imported when it is first needed."""
