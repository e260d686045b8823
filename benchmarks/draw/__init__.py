"""The draw beside other ways of handing places out, on seeded markets of places, boats and lists."""
