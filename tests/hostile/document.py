"""A document and a config that use what there is to use, and every place in them where a string of theirs stands."""

from __future__ import annotations

import copy
from typing import Any, NamedTuple

import yaml

DOCUMENT = """
openapi: 3.1.0
info:
  title: Acme Pets
  summary: Short.
  description: About pets.
  termsOfService: https://acme.test/terms
  version: 1.2.3
  contact: {name: Ann, url: https://acme.test/contact, email: ann@acme.test}
  license: {name: MIT, identifier: MIT}
externalDocs: {url: https://acme.test/docs, description: More.}
servers:
  - url: https://acme.test/v1
    description: Main.
    variables: {region: {default: eu, enum: [eu, us], description: Where.}}
tags:
  - {name: pets tag, description: All pets., externalDocs: {url: https://acme.test/tag, description: Tagged.}}
security: [{bearer auth: []}]
paths:
  /pets:
    summary: A path.
    description: The pets.
    get:
      operationId: list pets
      tags: [pets tag]
      summary: List.
      description: Lists pets.
      externalDocs: {url: https://acme.test/op, description: Op.}
      parameters:
        - {name: page token, in: query, description: Where to go on., schema: {type: [string, "null"]}, example: tok}
        - {name: kind of-pet, in: query, schema: {type: string, enum: [cat kind, dog kind], default: cat kind}}
        - {name: X-Trace Id, in: header, description: A header., schema: {type: string}}
        - $ref: "#/components/parameters/Limit Param"
      responses:
        "200":
          description: A page.
          headers: {X-Rate Limit: {description: Left., schema: {type: integer}}}
          content: {application/json: {schema: {$ref: "#/components/schemas/Pet Page"}}}
          links: {next link: {operationId: list pets, description: Next.}}
        "404": {description: Nothing there.}
        default: {description: Other., content: {application/json: {schema: {$ref: "#/components/schemas/Error Body"}}}}
    post:
      summary: Create.
      deprecated: true
      requestBody:
        description: The new pet.
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/New Pet"}
            examples: {first example: {summary: One., description: An example., value: {pet name: Rex}}}
      responses:
        "201": {description: Made., content: {application/json: {schema: {$ref: "#/components/schemas/Some Pet"}, example: {pet name: Rex}}}}
        "422": {$ref: "#/components/responses/Bad Request"}
  /pets/{pet-id}/photo:
    parameters:
      - {name: pet-id, in: path, required: true, description: Which., schema: {type: string}, example: p1}
    put:
      description: Upload.
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              required: [a file]
              properties:
                a file: {type: string, format: binary, description: The file.}
                the caption: {type: string, description: Words.}
      responses: {"204": {description: Done.}}
    delete: {description: Remove., responses: {"204": {description: Gone.}}}
    get:
      description: Download.
      responses: {"200": {description: Bytes., content: {image/png: {schema: {type: string, format: binary}}}}}
  /pets/{pet-id}/talk:
    post:
      description: Talk.
      parameters: [{name: pet-id, in: path, required: true, schema: {type: string}}]
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [say this], properties: {say this: {type: string}}}}}}
      responses:
        "200":
          description: Events.
          content: {text/event-stream: {schema: {$ref: "#/components/schemas/Talk Event"}, example: "data: {}"}}
components:
  securitySchemes:
    bearer auth: {type: http, scheme: bearer, bearerFormat: JWT, description: A token.}
    key auth: {type: apiKey, in: header, name: X-Api-Key, description: A key.}
  parameters:
    Limit Param: {name: page size, in: query, description: How many., schema: {type: integer, default: 20}}
  responses:
    Bad Request: {description: Wrong., content: {application/json: {schema: {$ref: "#/components/schemas/Error Body"}}}}
  schemas:
    Pet Page:
      title: Page
      type: object
      required: [page items]
      properties:
        page items: {type: array, items: {$ref: "#/components/schemas/Some Pet"}}
        next token: {type: [string, "null"], description: For the next page.}
    New Pet:
      type: object
      description: What a pet needs.
      required: [pet name]
      properties:
        pet name: {type: string, description: Its name., pattern: "^[a-z]+$", example: Rex, default: Rex}
        mood now: {type: string, enum: [fine mood, "bad mood"], description: How it is., default: fine mood}
        extra data: {type: object, additionalProperties: {type: string}, description: Anything., default: {some key: some value}}
        born on: {type: string, format: date, examples: ["2026-01-02"]}
    Some Pet:
      title: A Pet
      description: A pet.
      oneOf: [{$ref: "#/components/schemas/Cat Pet"}, {$ref: "#/components/schemas/Dog Pet"}]
      discriminator: {propertyName: pet type, mapping: {cat tag: "#/components/schemas/Cat Pet", dog tag: "#/components/schemas/Dog Pet"}}
    Cat Pet:
      allOf:
        - {$ref: "#/components/schemas/New Pet"}
        - type: object
          required: [pet type]
          properties: {pet type: {const: cat tag}, nine lives: {type: integer}}
    Dog Pet:
      type: object
      required: [pet type]
      properties: {pet type: {const: dog tag}, the owner: {$ref: "#/components/schemas/Pet Owner"}}
    Pet Owner:
      type: object
      title: Owner
      properties: {full name: {type: string, title: Name}, their pets: {type: array, items: {$ref: "#/components/schemas/Some Pet"}}}
    Error Body: {type: object, properties: {error text: {type: string, description: What.}}}
    Talk Event:
      anyOf: [{$ref: "#/components/schemas/Talk Delta"}, {$ref: "#/components/schemas/Talk Stop"}]
    Talk Delta: {type: object, required: [event type], properties: {event type: {const: delta tag}, some text: {type: string}}}
    Talk Stop: {type: object, required: [event type], properties: {event type: {const: stop tag}, total use: {type: integer}}}
x-extra: {x-python-type: str, default_factory: list}
"""

CONFIG = """
organization: {name: acme corp, docs: https://acme.test/docs, contact: help@acme.test}
settings: {license: MIT, file_header: Copyright Acme.}
sdkwright: {spec: openapi.json}
client_settings:
  default_env_prefix: ACME_CORP
  default_headers: {X-Api-Version: 2026-01}
  opts:
    api token: {description: Your token., read_env: ACME_TOKEN, auth: {security_scheme: bearer auth}}
    api key: {nullable: true, auth: {security_scheme: key auth}, description: Your key.}
    the org: {nullable: true, send_in_header: X-Org, description: Org., default: main org}
environments: {production: https://acme.test, sand box: https://sand.acme.test}
pagination:
  - name: token page
    type: cursor
    request: {page token: {type: string, x-stainless-pagination-property: {purpose: next_cursor_param}}}
    response:
      page items: {type: array, x-stainless-pagination-property: {purpose: items}}
      next token: {type: string, x-stainless-pagination-property: {purpose: next_cursor_field}}
streaming: {on_event: [{event_type: error event, handle: error, error_property: error text}, {data_starts_with: "[DONE]", handle: done}]}
resources:
  pet shop:
    description: The shop.
    models: {pet owner: "#/components/schemas/Pet Owner"}
    methods:
      list: {endpoint: get /pets}
      make new: {endpoint: post /pets}
    subresources:
      pet photos:
        methods:
          upload it: {endpoint: "put /pets/{pet-id}/photo"}
          remove it: {endpoint: "delete /pets/{pet-id}/photo"}
          load it: {endpoint: "get /pets/{pet-id}/photo"}
          talk to:
            endpoint: "post /pets/{pet-id}/talk"
            streaming:
              type: sse
              x-sdkwright-collect:
                name: Pet Talk
                fields: {whole text: {delta: {event: delta tag, take: some text}}, used up: {last: {event: stop tag, take: total use}}}
readme:
  example_requests:
    default: {type: request, endpoint: post /pets, params: {pet name: Rex}, response_property: pet name}
    pagination: {type: request, endpoint: get /pets, params: {page size: 3}}
    headline: {type: request, endpoint: get /pets, params: {}}
custom_casings: {acme: {pascal: ACME}}
targets: {python: {package_name: acme_pets, project_name: acme-pets, production_repo: acme/pets, readme_title: Acme Pets, publish: {pypi: true}}}
"""

# What text means to a reader of the document, and so decides what is made: put in one at a time.
STRUCTURE = frozenset(
    {"openapi", "type", "in", "format", "$ref", "scheme", "url", "identifier", "spec", "endpoint", "purpose", "handle"}
    | {"package_name", "event_type", "security_scheme", "license", "pypi", "event", "take", "read_env", "pascal"}
    | {"send_in_header", "default_env_prefix", "production_repo", "project_name", "response_property", "operationId"}
)
# Mappings whose keys the document chooses.
FREE = frozenset(
    {"properties", "schemas", "parameters", "responses", "paths", "mapping", "examples", "securitySchemes", "headers"}
    | {"content", "links", "variables", "resources", "subresources", "methods", "models", "opts", "environments"}
    | {"custom_casings", "default_headers", "fields", "request", "response", "params", "default", "value", "example"}
    | {"example_requests"}
)
# Keys of those that are not free: the vocabulary of some other place.
STANDARD = frozenset({"production", "default", "headline", "pagination", "200", "201", "204", "404", "422"})

Path = tuple[str | int, ...]


class Slot(NamedTuple):
    """A string in one of the two files: the value at `path`, or the last key of it."""

    file: str
    path: Path
    is_key: bool

    @property
    def shown(self) -> str:
        return f"{self.file} {'/'.join(map(str, self.path))}{' (key)' if self.is_key else ''}"

    @property
    def group(self) -> str:
        """`name` of something, `structure`, or `prose`: text that may be any text."""
        words = [each for each in self.path if isinstance(each, str)]
        if self.is_key:
            return "name"
        if "required" in words or "propertyName" in words or words[-1] == "name":
            return "name" if self.file == "document" or words[-1] == "name" else "structure"
        if (
            words[-1] in STRUCTURE
            or "security" in words
            or "mapping" in words
            or words[0] in ("models", "environments")
        ):
            return "structure"
        if words[-1] in ("const", "enum") or words[-1] == "default":
            return "value"
        if self.file == "config" and ("models" in words or (words[0] == "resources" and words[-1] != "description")):
            return "structure"
        return "prose"


def load() -> dict[str, Any]:
    return {"document": yaml.safe_load(DOCUMENT), "config": yaml.safe_load(CONFIG)}


def slots(files: dict[str, Any]) -> list[Slot]:
    """Every string value, and every key that the files' author chose."""
    found: list[Slot] = []

    def walk(file: str, node: Any, path: Path) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                here = (*path, key)
                if path and path[-1] in FREE and key not in STANDARD and path[-1:] != ("default",):
                    found.append(Slot(file, here, True))
                walk(file, value, here)
        elif isinstance(node, list):
            for index, value in enumerate(node):
                walk(file, value, (*path, index))
        elif isinstance(node, str):
            found.append(Slot(file, path, False))

    for file, node in files.items():
        walk(file, node, ())
    return found


def names(files: dict[str, Any]) -> list[str]:
    """The distinct words that the two files use as names: keys, and the values that refer to them."""
    chosen = [slot.path[-1] for slot in slots(files) if slot.is_key]
    chosen += [value_at(files, slot) for slot in slots(files) if not slot.is_key and slot.group == "name"]
    return sorted(
        {str(each) for each in chosen if "/" not in str(each) and " " in str(each)}, key=lambda e: (-len(e), e)
    )


def value_at(files: dict[str, Any], slot: Slot) -> Any:
    node: Any = files[slot.file]
    for step in slot.path:
        node = node[step]
    return node


def with_value(files: dict[str, Any], slot: Slot, text: str) -> None:
    """Put `text` into a slot; a key keeps its place and what refers to it is left as it is."""
    node: Any = files[slot.file]
    for step in slot.path[:-1]:
        node = node[step]
    if slot.is_key:
        items = [(text if key == slot.path[-1] else key, value) for key, value in node.items()]
        node.clear()
        node.update(items)
    else:
        node[slot.path[-1]] = text


def fresh(files: dict[str, Any]) -> dict[str, Any]:
    return copy.deepcopy(files)


def renamed(files: dict[str, Any], meaning: dict[str, str]) -> dict[str, Any]:
    """Both files with names exchanged wherever they stand: keys, references, places in paths, lists of names."""

    def text(value: str) -> str:
        if value in meaning:
            return meaning[value]
        if value.startswith("#/"):
            return "/".join(
                meaning.get(part, part).replace("~", "~0").replace("/", "~1").replace("%", "%25") if index else part
                for index, part in enumerate(value.split("/"))
            )
        if "{" in value and "/" in value:
            for old, new in meaning.items():
                value = value.replace(f"{{{old}}}", f"{{{new}}}")
        return value

    def walk(node: Any) -> Any:
        if isinstance(node, dict):
            return {text(key) if isinstance(key, str) else key: walk(value) for key, value in node.items()}
        if isinstance(node, list):
            return [walk(each) for each in node]
        return text(node) if isinstance(node, str) else node

    return {file: walk(node) for file, node in files.items()}
