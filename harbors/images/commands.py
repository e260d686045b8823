"""Knows how a picture is kept, shown of something, and shown no longer; nothing is committed here."""

from datetime import datetime

from harbors.access.records import PersonId
from harbors.chance import Chance, draw_id
from harbors.images.records import AttachmentId, Credits, ImageId, Prepared
from harbors.images.refusals import image_unknown
from harbors.images.rules import (
    UPLOAD_HOLDS,
    check_credits,
    require_room_for_image,
    require_room_for_upload,
    tidy_credits,
)
from harbors.places.records import ProviderId
from harbors.sql import Connection, Statements
from harbors.subjects.reads import hold_subject
from harbors.subjects.records import Subject

STATEMENTS = Statements(__package__)


async def keep_image(
    connection: Connection, prepared: Prepared, *, by: PersonId, now: datetime, chance: Chance
) -> ImageId:
    """Keep a picture that a person sent, for a day unless it is shown. Raises ``Refused`` for one too many."""
    await STATEMENTS.hold_uploads.run(connection, person_id=by)
    await STATEMENTS.forget_uploads.run(connection, person_id=by, before=now - UPLOAD_HOLDS)
    require_room_for_upload(await STATEMENTS.waiting_uploads.value(connection, person_id=by))
    id = ImageId(draw_id(chance))
    await STATEMENTS.add_image.run(
        connection,
        id=id,
        hash=prepared.hash,
        width=prepared.large.width,
        height=prepared.large.height,
        small_width=prepared.small.width,
        small_height=prepared.small.height,
        content=prepared.large.content,
        small=prepared.small.content,
        person_id=by,
        now=now,
    )
    return id


async def attach_image(
    connection: Connection,
    image_id: ImageId,
    credits: Credits,
    *,
    subject: Subject,
    provider_id: ProviderId,
    by: PersonId | None,
    now: datetime,
    chance: Chance,
) -> AttachmentId:
    """Show a picture of something of the provider's. Raises ``Invalid``, ``NotFound``, ``Refused``.

    The database refuses a picture that is shown already.
    """
    credits = tidy_credits(credits)
    check_credits(credits)
    await hold_subject(connection, subject)
    require_room_for_image(await STATEMENTS.shown_images.value(connection, subject_id=subject.id))
    id = AttachmentId(draw_id(chance))
    attached = await STATEMENTS.attach_image.run(
        connection,
        id=id,
        image_id=image_id,
        person_id=by,
        subject_type=subject.kind,
        subject_id=subject.id,
        provider_id=provider_id,
        licence=credits.licence,
        author=credits.author,
        caption_fi=credits.caption.fi,
        caption_sv=credits.caption.sv,
        caption_en=credits.caption.en,
        now=now,
    )
    if attached != "INSERT 0 1":
        raise image_unknown()
    return id


async def detach_image(connection: Connection, id: AttachmentId) -> None:
    """Show a picture no longer, and forget it. Raises ``NotFound`` for one that this transaction may not touch."""
    image_id = await STATEMENTS.detach_image.value(connection, id=id)
    if image_id is None:
        raise image_unknown(field="imageId")
    await STATEMENTS.forget_image.run(connection, image_id=image_id)


async def provider_of_attachment(connection: Connection, id: AttachmentId) -> ProviderId | None:
    """Whose a picture is that is shown."""
    found = await STATEMENTS.provider_of_attachment.value(connection, id=id)
    return None if found is None else ProviderId(found)


async def find_content(connection: Connection, *, hash: str, width: int) -> bytes | None:
    """A picture as WebP, in the size of this width."""
    found: bytes | None = await STATEMENTS.find_content.value(connection, hash=hash, width=width)
    return found
