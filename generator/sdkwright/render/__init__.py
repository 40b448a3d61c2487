"""The `render` stage: views → files, by Jinja templates that print typed values only."""

from .copies import runtime_files
from .environment import Renderer, templates_root

__all__ = ["Renderer", "runtime_files", "templates_root"]
