"""The five reading documents, Ahti beside hand-written SQL and other GraphQL servers on the same database."""
