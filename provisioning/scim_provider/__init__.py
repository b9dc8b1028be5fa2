"""A SCIM 2.0 service provider over SQL: users, groups and the roles that follow from them."""
