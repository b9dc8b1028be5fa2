"""The provisioning service: requests, policy, proof and lifecycle over SQL."""
