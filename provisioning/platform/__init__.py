"""The platform as a SCIM 2.0 client sees it."""
