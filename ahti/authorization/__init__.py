"""Knows how Ahti lets programs of others act for people: as an OAuth 2.1 authorization server."""
