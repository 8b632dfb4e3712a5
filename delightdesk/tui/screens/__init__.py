"""The rooms of the desk, each imported when it is first entered."""
