"""Classes of the `types` package as resources mention them: reached through the package, which imports them late."""

from __future__ import annotations

import re

from sdkwright.lower.emit import Code
from sdkwright.lower.expr import Import, PyExpr

# A string literal, or a name.
WORD = re.compile(r'"(?:[^"\\]|\\.)*"|\w+')


def lazy(expression: PyExpr) -> tuple[Code, frozenset[Import]]:
    """The expression with names of the `types` package reached through the package, which imports them on first
    use.
    """
    imports, packages = set[Import](), dict[str, str]()
    for each in sorted(expression.imports):
        if not each.module.startswith(".types"):
            imports.add(each)
            continue
        package = tuple(each.module.split(".")[2:-1])
        alias = f"{'_'.join(package) or 'sdk'}_types"
        above = ".".join((".types", *package[:-1])) if package else "."
        imports.add(Import(above, f"{package[-1]} as {alias}" if package else f"types as {alias}"))
        packages[each.name] = alias
    text = WORD.sub(
        lambda found: f"{packages[found[0]]}.{found[0]}" if found[0] in packages else found[0], expression.text
    )
    return Code(text), frozenset(imports)
