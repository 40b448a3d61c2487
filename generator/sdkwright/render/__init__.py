"""The `render` stage: views → files, by Jinja templates that print typed values only."""

from .copies import runtime_files
from .environment import Renderer, templates_root
from .processes import side_by_side

__all__ = ["Renderer", "runtime_files", "side_by_side", "templates_root"]
