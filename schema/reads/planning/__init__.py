"""How an operation becomes nodes: what is selected, asked of the request, declared in the schema, and what it costs."""
