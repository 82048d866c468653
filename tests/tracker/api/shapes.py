"""Whether answers are what the schema says of them."""

from typing import Any

import jsonschema


def conforms(schema: dict[str, Any], path: str, method: str, answer: Any) -> None:
    """Fail unless the body is what the schema says of this answer."""
    content = schema["paths"][path][method]["responses"][str(answer.status_code)]["content"]
    media_type = answer["Content-Type"].partition(";")[0]
    shape = {**content[media_type]["schema"], "components": schema["components"]}
    validator = jsonschema.Draft4Validator(_nullable(shape), format_checker=jsonschema.FormatChecker())
    assert not (errors := [error.message for error in validator.iter_errors(answer.json())]), errors


def _nullable(shape: Any) -> Any:
    """OpenAPI 3.0 says `nullable`, JSON Schema says it with a type; unknown properties are refused."""
    if isinstance(shape, list):
        return [_nullable(item) for item in shape]
    if not isinstance(shape, dict):
        return shape
    plain = {name: _nullable(item) for name, item in shape.items() if name != "nullable"}
    if isinstance(plain.get("properties"), dict) and plain.get("type") == "object":
        plain.setdefault("additionalProperties", False)
    return {"anyOf": [plain, {"type": "null"}]} if shape.get("nullable") is True else plain
