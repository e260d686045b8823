"""Knows the service on the web: the application, GraphQL over HTTP, GraphiQL, and the state of health."""
