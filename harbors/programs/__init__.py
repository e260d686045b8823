"""The programs of others: who they are, what people and providers allowed them, and the tokens with which they come."""
