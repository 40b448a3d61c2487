"""`make corpus`: an independent judge of the SDKs that sdkwright makes of real documents.

Nothing here uses the toolkit's own reading of a document: `spec` reads it, `sampling` makes values, `calling` sends them
through the SDK and holds what arrives against the document.
"""
