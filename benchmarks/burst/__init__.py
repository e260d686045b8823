"""A burst of applications over the API beside the same rows by plain SQL transactions."""
