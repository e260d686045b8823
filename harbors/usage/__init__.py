"""How much the programs of others ask of the service, day by day."""
