"""The Teams app: gate → adapter → handler → use case → card."""
