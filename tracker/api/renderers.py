"""Answers that are no JSON, and refusals where they were asked for."""

from rest_framework.renderers import JSONRenderer


class FileRenderer(JSONRenderer):
    """Lets a client ask for a file of any type; only a refusal is rendered, and that is JSON."""

    media_type = "*/*"
    format = "file"
