"""What Entra's provisioning service does: cycles, on demand, real SCIM over HTTP."""
