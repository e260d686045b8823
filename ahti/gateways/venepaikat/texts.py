"""Knows the texts in three languages, which the source keeps as records of their own."""

from collections import defaultdict
from collections.abc import Mapping

from ahti.gateways.venepaikat.fields import Fields
from ahti.gateways.venepaikat.models import Model
from ahti.gateways.venepaikat.publication import Publication
from harbors.text import Language, Translated

_LANGUAGES = {language.value: language for language in Language}
_AT_MOST = {"name": 200, "street_address": 200, "title": 200, "description": 2_000}

Texts = Mapping[str, Mapping[str, Translated]]
"""By the key of the record that they belong to, the texts by the name of their field."""


def read_texts(publication: Publication, model: Model, *, of: Model, names: tuple[str, ...]) -> Texts:
    """The texts of the records ``of`` one model; a record without any has none here."""
    found: dict[str, dict[Language, dict[str, str | None]]] = defaultdict(dict)
    for record in publication.all(model):
        fields = Fields(record, publication)
        master, language = fields.key("master", of), fields.one_of("language_code", _LANGUAGES)
        if language in found[master]:
            raise record.fault("language_code", f"is a second text in {language} for {of} {master}")
        found[master][language] = {name: fields.text_or_none(name, at_most=_AT_MOST[name]) for name in names}
        fields.finish()
    return {master: {name: _translated(texts, name) for name in names} for master, texts in found.items()}


def _translated(texts: Mapping[Language, Mapping[str, str | None]], name: str) -> Translated:
    return Translated(**{language.value: text[name] for language, text in texts.items()})
