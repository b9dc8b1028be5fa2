"""Verbs: what a person, the worker or the sweep may do, each one transaction."""
