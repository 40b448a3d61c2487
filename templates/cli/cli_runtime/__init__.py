"""A command line for the SDK."""
