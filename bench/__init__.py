"""Speed as ratios measured in one run; nothing here gates anything."""
