"""Who acts, for whom, and how far: people, programs, and the providers that they act for."""
