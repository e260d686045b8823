"""Knows the closed sets of words of applications, a sentence for each value."""

from collections.abc import Mapping

import graphene

from harbors.applications import records
from schema.enums import described

ApplicationStatus = described(
    records.ApplicationStatus,
    "Where an application stands.",
    SUBMITTED="It takes part in its round.",
    HANDLED="The place that was offered is let to the applicant.",
    EXPIRED="The place that was offered was not paid for in time: it takes no part any more.",
    WITHDRAWN="The applicant took it back, or staff did: it is the same as another, or for a reason that is kept.",
)
Confirmation = described(
    records.Confirmation,
    "Whether it is known that the mail address is the applicant's; an application counts either way.",
    UNCONFIRMED="The link that was mailed has not been followed.",
    CONFIRMED="The link was followed, or the applicant was signed in.",
)
Mode = described(
    records.Mode,
    "What is applied for.",
    NEW="A place.",
    RENEW="The place that one has, for another season.",
    EXCHANGE="Another place in exchange for the one that one has, which is kept if there is no better one.",
)
Channel = described(
    records.Channel,
    "How an application came in.",
    ONLINE="Over the API.",
    PAPER="On paper; a clerk entered it.",
)
Ground = described(
    records.Ground,
    "By what two applications seem to be the same.",
    PERSON="They are of one person or organisation, as far as names, mail, telephone and year of birth tell.",
    BOAT="They are for one boat.",
)
PairStatus = described(
    records.PairStatus,
    "What staff found of two applications.",
    OPEN="Nothing yet: while a pair is open, its round is not frozen.",
    NOT_THE_SAME="They are of different people, or for different boats.",
    MERGED="They are the same: one is withdrawn.",
)
_VERDICTS: Mapping[str, str] = {
    "NOT_THE_SAME": "Different people, or different boats.",
    "MERGED": "The same: one is withdrawn.",
}
Verdict = graphene.Enum(
    "DuplicateVerdict",
    [("NOT_THE_SAME", records.PairStatus.NOT_THE_SAME), ("MERGED", records.PairStatus.MERGED)],
    description=lambda value: _VERDICTS[value.name] if value else "What two applications are found to be.",
)
