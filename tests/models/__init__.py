"""The stand-alone pydantic models, which another generator wrote, judge those of the SDK: what they accept, ours accept
and give back unchanged.
"""
