"""What is measured, and against what: each folder is a benchmark, run by ``python3 dev.py bench NAME``."""
