"""The directory (Entra ID) on Microsoft Graph."""
