"""Adaptive Cards 1.5 as pure functions: a view in, a card out."""
