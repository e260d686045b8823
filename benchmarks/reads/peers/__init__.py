"""Servers that answer the five documents, each a program: ``NAME.py --url URL --port N`` serves POST /graphql.

With ``--raise-limits`` those that have limits raise them. One that lacks something of the machine ends with 3. One
whose schema is its own has a module of words beside it.
"""
