"""`make compat`: configs and documents of SDKs that another generator published, through this one.

Each pair of them lies in a folder with the facts of the published SDK; the judges are tools that stand outside the
project (`../shared/tools`), the published SDK's own tests, and the type checkers.
"""
