"""Pages, figures by URL, the JSON API, errors, headers."""
