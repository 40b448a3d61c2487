from ._seam import TITLE

__title__ = TITLE
__version__ = "0.0.0"
