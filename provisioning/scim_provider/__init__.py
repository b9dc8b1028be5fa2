"""A SCIM 2.0 service provider over SQL: users, groups and the roles that follow from them."""

# First, and before what a command imports besides: the models find their docstrings through every module that is loaded
# (pydantic's use_attribute_docstrings), which takes 1.0 s late and 0.4 s early.
import scim2_server.bulk  # noqa: F401  for what importing it does
