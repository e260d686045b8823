"""Knows how the lines of a quote are worded: what, where, and from when to when."""

from datetime import timedelta

from harbors.places.kinds import PlaceKind
from harbors.prices.records import Days
from harbors.text import Language, Translated

_NAMELESS = "-"
"""As the source calls a pier or section that is the only one."""
_KINDS = {
    PlaceKind.BERTH: Translated(
        fi="Venepaikka {number}, {where}", sv="Båtplats {number}, {where}", en="Berth {number}, {where}"
    ),
    PlaceKind.WINTER_STORAGE_PLACE: Translated(
        fi="Talvisäilytyspaikka {number}, {where}",
        sv="Vinterförvaringsplats {number}, {where}",
        en="Winter storage place {number}, {where}",
    ),
    PlaceKind.UNMARKED_WINTER_STORAGE: Translated(
        fi="Talvisäilytys, {where}", sv="Vinterförvaring, {where}", en="Winter storage, {where}"
    ),
}


def name_of(kind: PlaceKind, *, part: str | None, number: str, where: Translated) -> Translated:
    """A place as a line names it: of what kind, its pier or section and number, and its harbor or area."""
    told = number if part in (None, _NAMELESS) else f"{part} {number}"
    return _KINDS.get(kind, _KINDS[PlaceKind.BERTH]).with_figures(number=told, where=where)


def with_days(text: Translated, days: Days) -> Translated:
    """The text and from when to when it holds, the last day included."""
    last = days.before - timedelta(days=1) if days.before else None
    told = f"{days.first:%-d.%-m.%Y}–" + (f"{last:%-d.%-m.%Y}" if last else "")

    def told_in(language: Language) -> str:
        return f"{text.in_language(language)}, {told}"

    return Translated(fi=told_in(Language.FI), sv=told_in(Language.SV), en=told_in(Language.EN))
