"""Durable workflows and sweeps; ``durable.py`` is the only importer of DBOS."""
