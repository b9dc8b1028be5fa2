"""Microsoft Graph v1.0 as far as Usher uses it."""
