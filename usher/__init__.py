"""What is wired to what: the command, settings, serve, worker and demo. Nobody imports this package."""
