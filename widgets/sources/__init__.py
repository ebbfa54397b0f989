"""The Sources page: claims, what contradicts what, and what the inputs rest on."""
