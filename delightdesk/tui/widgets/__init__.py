"""The parts the screens are made of. They get values and post messages; none of them asks the database."""
