"""A Microsoft tenant on a laptop, for the demo and the tests."""
