"""Speed and quality, measured against public data and the starter corpus."""
