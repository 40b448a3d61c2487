"""sdkwright: from an OpenAPI document and a config file to an SDK."""
