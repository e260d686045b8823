"""Knows what the picture of a place says, to those who see it and to those who have it read out."""

from harbors.maps.records import Scene
from harbors.text import Language, Translated

_PLACE = Translated(fi="paikka {number}", sv="plats {number}", en="place {number}")
_DESCRIPTION = Translated(
    fi="Kartta: {place} on merkitty tummansinisellä. Lähellä on {count} muuta paikkaa: {near}. Pohjoinen on ylhäällä.",
    sv="Karta: {place} är markerad med mörkblått. I närheten finns {count} andra platser: {near}. Norr är uppåt.",
    en="A map: {place} is marked in dark blue. Near it are {count} other places: {near}. North is up.",
)
_NONE = Translated(fi="ei yhtään", sv="inga", en="none")
NORTH = Translated(fi="P", sv="N", en="N")
_MOST_NAMED = 8


def title_of(scene: Scene, language: Language) -> str:
    """As ``Merisatama A, place 12``."""
    site = " ".join(filter(None, (scene.site.in_language(language), scene.part)))
    number = _PLACE.with_figures(number=scene.place.label).in_language(language)
    return ", ".join(filter(None, (site, number)))


def description_of(scene: Scene, language: Language) -> str:
    """What is to be seen, with the numbers of those that are nearest."""
    nearest = sorted(
        scene.neighbours, key=lambda other: (round(other.shape.distance(scene.place.shape), 3), other.label)
    )
    near = ", ".join(other.label for other in nearest[:_MOST_NAMED]) or _NONE.in_language(language)
    figures = {"place": title_of(scene, language), "count": len(nearest), "near": near}
    return _DESCRIPTION.with_figures(**figures).in_language(language) or ""
