"""Knows the words for pictures that cannot be taken or shown."""

from collections.abc import Mapping

from harbors.errors import Conflict, Invalid, NotFound, Problem, Refused
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    "IMAGE_UNREADABLE": Translated(
        fi="Tämä ei ole ehjä JPEG-, PNG- tai WebP-kuva.",
        sv="Detta är inte en hel JPEG-, PNG- eller WebP-bild.",
        en="This is not a whole JPEG, PNG or WebP picture.",
    ),
    "IMAGE_TOO_LARGE": Translated(
        fi="Kuvassa on liikaa pisteitä: enintään {most} miljoonaa.",
        sv="Bilden har för många bildpunkter: högst {most} miljoner.",
        en="The picture has too many pixels: {most} million at most.",
    ),
    "TOO_MANY_UPLOADS": Translated(
        fi="Liitä ensin jo lähettämäsi kuvat: odottamassa voi olla enintään {most}.",
        sv="Använd först bilderna som du redan har skickat: högst {most} kan vänta.",
        en="Use the pictures that you have sent already: {most} at most can wait.",
    ),
    "TOO_MANY_IMAGES": Translated(
        fi="Kuvia voi olla enintään {most}. Poista ensin jokin.",
        sv="Det kan finnas högst {most} bilder. Ta först bort någon.",
        en="There can be at most {most} pictures. Remove one first.",
    ),
    "LICENCE_UNKNOWN": Translated(
        fi="Anna jokin näistä lisensseistä: {known}.",
        sv="Ange någon av dessa licenser: {known}.",
        en="Give one of these licences: {known}.",
    ),
    "IMAGE_UNKNOWN": Translated(fi="Kuvaa ei ole.", sv="Bilden finns inte.", en="There is no such picture."),
    "IMAGE_ATTACHED": Translated(
        fi="Kuva on jo käytössä. Lähetä se uudelleen, jos haluat näyttää sen muuallakin.",
        sv="Bilden används redan. Skicka den på nytt om du vill visa den på fler ställen.",
        en="The picture is in use already. Send it again to show it elsewhere, too.",
    ),
}


def image_problem(code: str, *, field: str | None, **figures: object) -> Problem:
    """Something that is wrong with a picture."""
    return Problem(code, field, _FAULTS[code].with_figures(**figures))


def unreadable() -> Invalid:
    """No picture, half a picture, or one of another kind than was said."""
    return Invalid(image_problem("IMAGE_UNREADABLE", field=None))


def too_large(*, most: int) -> Invalid:
    """More pixels than we care to read, in millions."""
    return Invalid(image_problem("IMAGE_TOO_LARGE", field=None, most=most))


def too_many_uploads(*, most: int) -> Refused:
    """Pictures that nobody shows would fill the house."""
    return Refused(image_problem("TOO_MANY_UPLOADS", field=None, most=most))


def too_many_images(*, most: int) -> Refused:
    """More pictures of one thing than anybody looks at."""
    return Refused(image_problem("TOO_MANY_IMAGES", field="subjectId", most=most))


def image_unknown(*, field: str = "imageId") -> NotFound:
    """No such picture, or one that somebody else sent."""
    return NotFound(image_problem("IMAGE_UNKNOWN", field=field))


def image_attached() -> Conflict:
    """A picture is shown once."""
    return Conflict(image_problem("IMAGE_ATTACHED", field="imageId"))
