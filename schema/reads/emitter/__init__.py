"""The only place that writes SQL, from declarations; every value of a request is a parameter."""
