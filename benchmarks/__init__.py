"""How fast Gradscape is beside its peers: ``./gradscape bench`` prints the table."""
