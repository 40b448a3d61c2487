"""The runtime of a generated SDK: everything that does not differ from one API to another."""
