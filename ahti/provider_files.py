"""Knows the JSON file in which an operator describes a provider, strictly: what is wrong is named by its field."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

from ahti.refusal import OperatorError
from ahti.round_files import TextPart
from harbors.places.kinds import ProviderKind


class BadProviderFile(OperatorError):
    """The file describes no provider; the message names file and field."""


class ProviderPart(BaseModel):
    """A provider: ``{"kind": "CITY", "name": {"fi": "..."}, "businessId": "...", ...}``."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=to_camel)

    kind: ProviderKind | None = None
    name: TextPart = TextPart()
    business_id: str | None = None
    email: str | None = None
    phone: str | None = None
    www_url: str | None = None


def read_provider_file(file: str) -> dict[str, Any]:
    """What the file tells, by the names of :class:`ProviderPart`. Raises ``BadProviderFile``."""
    try:
        text = Path(file).read_text(encoding="utf-8")
        return ProviderPart.model_validate_json(text).model_dump(exclude_none=True)
    except OSError as error:
        raise BadProviderFile(f"{file}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise BadProviderFile(f"{file}: this is not UTF-8") from None
    except ValidationError as error:
        said = (f"{file}: {'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise BadProviderFile("\n".join(said)) from None
