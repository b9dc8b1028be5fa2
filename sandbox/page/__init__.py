"""The tenant as its people see it, in a browser."""
