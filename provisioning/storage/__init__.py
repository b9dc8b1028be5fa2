"""Tables, queries, audit and vault, as functions of a ``Connection``."""
