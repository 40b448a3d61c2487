"""The config file as a whole. Its vocabulary is that of Stainless config files; keys of ours say "sdkwright"."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, PrivateAttr

from sdkwright.diagnostics import Place
from sdkwright.load.source import SourceText

from .base import Part, Shorthand, Strings
from .client import ClientSettings, Environment, QuerySettings, SecurityScheme
from .pagination import Pagination
from .readme import Readme
from .resources import Resource
from .streaming import StreamingSettings


class Organization(Part):
    """Who publishes the SDK."""

    name: str = Field(description="Names the client and the headings.")
    docs: str | None = Field(default=None, description="URL of the API's documentation.")
    contact: str | None = Field(default=None, description="E-mail address for questions.")
    security_contact: str | None = Field(default=None, description="E-mail address for vulnerabilities.")
    security_policy_url: str | None = Field(default=None, description="Page that says how vulnerabilities are treated.")
    security_policy_terms: str | None = Field(default=None, description="Section of its own in SECURITY.md.")
    github_org: str | None = None
    upload_spec: bool | None = None


class License(Shorthand):
    """The licence. In the file it may be its SPDX identifier alone: `license: MIT`."""

    text_key = "name"

    name: str = Field(description="SPDX identifier.")
    contents: str | None = Field(default=None, description="Text of the file LICENSE.")
    extension: str | None = Field(
        default=None, pattern=r"^\.?[A-Za-z0-9]{1,16}$", description="That of the file LICENSE, such as md."
    )

    @property
    def path(self) -> str:
        """Name of the file."""
        return f"LICENSE.{self.extension.removeprefix('.')}" if self.extension else "LICENSE"


class PythonSettings(Part):
    license_classifier: str | None = Field(default=None, description="Classifier of the package, instead of the SPDX.")


class Settings(Part):
    """Settings of all targets."""

    license: License | None = None
    python: PythonSettings = PythonSettings.model_construct()
    disable_mock_tests: bool = False
    mock_server: Any = None
    file_header: str | None = Field(default=None, description="Comment at the top of every generated file.")
    per_endpoint_security: bool | None = None
    positional_params: Any = None
    sort_schema_properties: bool = Field(default=True, description="false: keep the document's order of properties.")
    unwrap_response_fields: Strings = Field(default=(), description="Envelope properties that methods unwrap.")
    responses: Literal["first", "all"] = Field(
        default="first",
        alias="x-sdkwright-responses",
        description="sdkwright: first: the lowest success status tells the answer; all: each one and typed errors do.",
    )


class PyPI(Part):
    model_config = ConfigDict(extra="allow")

    package_name: str | None = Field(default=None, description="Name on PyPI.")


class Publish(Part):
    pypi: bool | PyPI | None = Field(default=None, description="Whether, or how, it goes to PyPI.")
    release: dict[str, Any] | None = None


class PythonOptions(Part):
    model_config = ConfigDict(extra="allow")

    disable_pydantic_namespace_protection: bool = Field(
        default=False, description="Whether properties that begin with `model_` keep their names."
    )
    use_uv: bool | None = None
    websockets_extra_name: str | None = None


class PythonTarget(Part):
    """The Python SDK."""

    edition: str | None = None
    package_name: str | None = Field(default=None, description="Import name.")
    project_name: str | None = Field(default=None, description="Name on PyPI; the package name by default.")
    production_repo: str | None = Field(default=None, description="owner/name on GitHub, with '#branch' if not main.")
    staging_repo: str | None = None
    publish: Publish = Publish.model_construct()
    readme_title: str | None = None
    screencast: str | None = Field(default=None, description="URL of a film that the README points to.")
    options: PythonOptions = PythonOptions.model_construct()
    keep_files: Strings = Field(
        default=(),
        description="Globs of files that are yours: written where they are missing, never changed or deleted.",
    )
    skip: bool = Field(default=False, description="Make it only where it is named on the command line.")
    version: str | None = Field(
        default=None,
        alias="x-sdkwright-version",
        description="sdkwright: version of the package (PEP 440); by default that of the pyproject.toml in its "
        "directory, and 0.0.1 in a new one.",
    )
    requires_python: str = Field(
        default=">=3.9",
        alias="x-sdkwright-requires-python",
        description="sdkwright: Python versions that the package supports (PEP 440 specifier).",
    )


_FOLDER = r"^[a-z0-9][a-z0-9_-]*$"
_Opaque = dict[str, Any] | None


class Targets(Part):
    """What to generate. Targets that sdkwright does not have are read over."""

    python: PythonTarget | None = None
    typescript: _Opaque = None
    node: _Opaque = None
    go: _Opaque = None
    java: _Opaque = None
    kotlin: _Opaque = None
    ruby: _Opaque = None
    php: _Opaque = None
    csharp: _Opaque = None
    swift: _Opaque = None
    terraform: _Opaque = None
    cli: _Opaque = None


class Transform(Part):
    """A change to the document before anything else is made of it (`load/transforms`)."""

    command: str
    reason: str | None = None
    args: dict[str, Any] = Field(default={})


class OpenAPISettings(Part):
    code_samples: Any = None
    code_sample_languages: Any = None
    spec: str | None = None
    transforms: tuple[Transform, ...] = ()
    transformations: tuple[Transform, ...] = Field(default=(), description="Older spelling of `transforms`.")


class Spelling(Part):
    """A word in the casings of its places."""

    camel: str | None = None
    capital: str | None = None
    pascal: str | None = None
    snake: str | None = None


class ErrorSettings(Part):
    """Errors that calls raise."""

    union: dict[str, Any] | None = None
    message_property: str | None = Field(
        default=None, description="Property of an error's body that the message shows; dots lead further in."
    )


class Casing(Spelling):
    """How one word is written, or words with `_` or spaces between."""

    initialism: bool | None = Field(
        default=None, description="true: in capitals; false: not, though it is by default, as URL is."
    )
    singular: Spelling | None = Field(default=None, description="The word, where its plural needs spellings too.")
    plural: Spelling | None = None


class IgnoredDiagnostics(Part):
    ignored: dict[str, Any] = Field(default={}, description="Names of Stainless; tolerated, without effect.")


class AllowedDiagnostics(Part):
    allow: dict[str, str] = Field(
        default={}, description="Code of a warning or note (SW…) to the reason why it is accepted."
    )


class OutputTarget(Part):
    """One output folder: the target that fills it, and that target's own options, which its module reads."""

    model_config = ConfigDict(extra="allow")

    target: str | None = Field(default=None, description="Name in the table of targets; that of the folder by default.")

    @property
    def options(self) -> dict[str, Any]:
        """What the config says besides."""
        return dict(self.model_extra or {})


class Sdkwright(Part):
    """Settings that only sdkwright knows."""

    spec: str | None = Field(default=None, description="The OpenAPI document, relative to this file.")
    overlays: Strings = Field(
        default=(), description="OpenAPI Overlays, relative to this file, applied to the document in their order."
    )
    allow_refs: Strings = Field(
        default=(), description="Folders, relative to this file, that the document may refer to besides its own."
    )
    output: str = Field(default="../generated", description="Folder to write to, relative to this file.")
    targets: dict[Annotated[str, Field(pattern=_FOLDER)], OutputTarget] = Field(
        default={}, description="What to generate: output folder to target and its options; the Python SDK by default."
    )
    telemetry_prefix: str | None = Field(
        default="X-Stainless", description="Prefix of the telemetry headers (…-Lang, …-OS); null: none are sent."
    )
    compat: bool | None = Field(
        default=None,
        description="Ship the helpers that code beside a Stainless SDK imports; null: if this section is not there.",
    )
    resource_suffix: bool = Field(
        default=True,
        description="Whether classes of resources end in Resource; those of SDKs of an older make do not.",
    )
    diagnostics: AllowedDiagnostics = AllowedDiagnostics.model_construct()


class Config(Part):
    """A config file: what the SDK is called, what it offers, where it goes."""

    model_config = ConfigDict(title="sdkwright config")

    organization: Organization
    edition: str | None = None
    targets: Targets = Targets.model_construct()
    settings: Settings = Settings.model_construct()
    client_settings: ClientSettings = ClientSettings.model_construct()
    environments: dict[str, Environment] = Field(default={}, description="Name to URL; the first is the default.")
    security: tuple[dict[str, tuple[str, ...]], ...] | None = Field(
        default=None, description="Alternatives, as in OpenAPI; replaces the document's."
    )
    security_schemes: dict[str, SecurityScheme] = Field(default={})
    query_settings: QuerySettings = QuerySettings.model_construct()
    pagination: Pagination = ()
    streaming: StreamingSettings = StreamingSettings.model_construct()
    resources: dict[str, Resource] = Field(
        default={}, description="Resource name to resource; $shared holds shared models, $client methods of the client."
    )
    unspecified_endpoints: Strings = Field(default=(), description="Endpoints that are left out on purpose.")
    readme: Readme = Readme.model_construct()
    openapi: OpenAPISettings = OpenAPISettings.model_construct()
    custom_casings: dict[str, Casing] = Field(default={})
    diagnostics: IgnoredDiagnostics = IgnoredDiagnostics.model_construct()
    codeflow: Any = None
    errors: ErrorSettings = ErrorSettings.model_construct()
    sdkwright: Sdkwright = Field(default=Sdkwright.model_construct(), description="Settings that only sdkwright knows.")

    _source: SourceText | None = PrivateAttr(default=None)
    _origin: Callable[[tuple[str | int, ...]], Place] | None = PrivateAttr(default=None)

    @property
    def compat(self) -> bool:
        """Whether the SDK ships what hand-written code beside a Stainless SDK imports: what `sdkwright.compat` says,
        else whether the file is a Stainless one, without a section `sdkwright`.
        """
        if self.sdkwright.compat is not None:
            return self.sdkwright.compat
        return self._source is not None and "sdkwright" not in self.model_fields_set

    @property
    def text(self) -> SourceText | None:
        """What was read; None if a program made the config."""
        return self._source

    def place(self, *keys: str | int) -> Place:
        """Where the value under these keys stands in the file; of its nearest ancestor if it is not written there. For
        a config that was made from a document: where that says what led to the value.
        """
        if self._origin is not None:
            return self._origin(keys)
        if self._source is None:
            return Place("config")
        return self._source.place_of(keys)

    def source_line(self, number: int) -> str | None:
        """Line of the file, 1-based."""
        return None if self._source is None else self._source.source_line(number)

    @property
    def display_name(self) -> str:
        return "config" if self._source is None else self._source.display_name
