"""One short module per subject: what a person typed or pressed → use case → what the card shows now."""
