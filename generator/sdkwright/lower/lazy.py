"""Classes of the `types` package as resources mention them: reached through the package, which imports them late."""

from __future__ import annotations

import re

from sdkwright.lower.emit import Code
from sdkwright.lower.expr import Import, PyExpr

# A string literal, or a name that is no attribute.
WORD = re.compile(r'"(?:[^"\\]|\\.)*"|(?<![\w.])\w+')


def lazy(expression: PyExpr) -> tuple[Code, frozenset[Import]]:
    """The expression with names of the `types` package reached through the package, which imports them on first
    use.
    """
    imports, reached = set[Import](), dict[str, str]()
    for each in sorted(expression.imports):
        if not each.module.startswith(".types"):
            imports.add(each)
            continue
        package = tuple(each.module.split(".")[2:-1])
        alias = f"{'_'.join(package) or 'sdk'}_types"
        above = ".".join((".types", *package[:-1])) if package else "."
        imports.add(Import(above, f"{package[-1]} as {alias}" if package else f"types as {alias}"))
        own, _, other = each.name.partition(" as ")
        reached[other or own] = f"{alias}.{own}"
    text = WORD.sub(lambda found: reached.get(found[0], found[0]), expression.text)
    return Code(text), frozenset(imports)
