"""The JSON API: one module per endpoint, each with its description for OpenAPI."""
