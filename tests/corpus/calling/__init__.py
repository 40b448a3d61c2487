"""Calls every method of a generated SDK on a mock transport, and holds what is sent and what comes back against the
document.
"""
