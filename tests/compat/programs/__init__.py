"""Programs that were written against the published SDK: its README's examples, and a call of each of its methods."""
