"""Knows how one application is acted on: what one clerk can do to one, done with the same commands."""

from dataclasses import dataclass
from datetime import datetime

from harbors.access.records import PersonId
from harbors.applications.handling import note_asked, resolve_duplicate, set_class, withdraw
from harbors.applications.records import Application, ApplicationId, ApplicationStatus, DuplicateId, PairStatus
from harbors.applications.rules import require_editable, require_handled
from harbors.chance import Chance
from harbors.customers.commands import attest_residence
from harbors.customers.reads import profile_of
from harbors.customers.records import Profile, ResidenceSource
from harbors.handlings.letters import tell_of_question, tell_of_withdrawal
from harbors.handlings.reads import STATEMENTS
from harbors.handlings.records import Act, ApplicantQuestion, Change, DuplicateResolution, Handling, HandlingAct
from harbors.handlings.refusals import without_account, without_claim, without_mail, without_municipality
from harbors.organisations.commands import refuse_representation, verify_representation
from harbors.organisations.records import RepresentationId, RepresentationStatus
from harbors.rounds.records import Round
from harbors.rounds.rules import class_of
from harbors.sql import Connection

# By the resolution, the column of a pair that names the application which stays.
_KEPT = {DuplicateResolution.KEEP_OLDEST: "oldest", DuplicateResolution.KEEP_NEWEST: "newest"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """What an act is given beside the application; ``waiting`` are those that still lack what is asked for."""

    connection: Connection
    handling: Handling
    round: Round
    now: datetime
    chance: Chance
    waiting: frozenset[ApplicationId] = frozenset()

    @property
    def reason(self) -> str:
        """Why, in the words of the clerk."""
        return self.handling.reason


async def act_on(acting: Acting, act: Act, application: Application) -> Change | None:
    """What was changed; ``None`` where it was so already. Raises ``HarborError``: then nothing was.

    A job may come to it when the round has been frozen meanwhile.
    """
    require_handled(acting.round, now=acting.now)
    match act.kind, act.detail:
        case HandlingAct.SET_CLASS, int(number):
            return await _set_class(acting, application, number)
        case HandlingAct.RESOLVE_DUPLICATES, DuplicateResolution() as resolution:
            return await _resolve(acting, application, resolution)
        case HandlingAct.ATTEST_RESIDENCE, bool(resides):
            return await _attest(acting, application, resides=resides)
        case HandlingAct.DECIDE_REPRESENTATION, bool(verified):
            return await _decide(acting, application, verified=verified)
        case HandlingAct.ASK, ApplicantQuestion() as question:
            return await _ask(acting, application, question)
        case HandlingAct.WITHDRAW, None:
            return await _withdraw(acting, application)
        case _:
            raise TypeError(f"{act} is no act")


async def _set_class(acting: Acting, application: Application, number: int) -> Change | None:
    if (application.class_number, application.class_reason) == (number, acting.reason):
        return None
    before, after = await set_class(
        acting.connection, application.id, number=number, reason=acting.reason, now=acting.now
    )
    return Change({"classNumber": before.class_number}, {"classNumber": after.class_number})


async def _resolve(acting: Acting, application: Application, resolution: DuplicateResolution) -> Change | None:
    """Every open pair of the application: merged one after the other, as long as it is there itself."""
    pairs = await STATEMENTS.open_pairs.rows(acting.connection, id=application.id)
    verdict = PairStatus.NOT_THE_SAME if resolution is DuplicateResolution.NOT_THE_SAME else PairStatus.MERGED
    decided = []
    for pair in pairs:
        if not await STATEMENTS.is_open.value(acting.connection, id=pair["id"]):
            continue
        kept = None if verdict is PairStatus.NOT_THE_SAME else pair[_KEPT[resolution]]
        await resolve_duplicate(
            acting.connection,
            DuplicateId(pair["id"]),
            verdict=verdict,
            kept=kept,
            reason=acting.reason,
            now=acting.now,
        )
        decided.append(str(pair["id"]))
    return Change(after={"duplicates": decided, "status": verdict}) if decided else None


async def _attest(acting: Acting, application: Application, *, resides: bool) -> Change | None:
    """What a handler saw of the residence that is told; who does not live there has the class of everybody else."""
    require_editable(application.status)
    profile = await _profile(acting, application)
    municipality = application.applicant.municipality
    if municipality is None:
        raise without_municipality()
    if resides and _is_vouched_for(profile, municipality):
        return None
    await attest_residence(
        acting.connection,
        person_id=profile.person_id,
        municipality=municipality,
        resides=resides,
        now=acting.now,
    )
    others = class_of(acting.round.rules, residences=())
    if not resides and application.class_number != others:
        await set_class(acting.connection, application.id, number=others, reason=acting.reason, now=acting.now)
        return Change({"classNumber": application.class_number}, {"residenceAttested": False, "classNumber": others})
    return Change(after={"residenceAttested": resides})


def _is_vouched_for(profile: Profile, municipality: str) -> bool:
    vouched = profile.municipality_source in (ResidenceSource.ATTESTED, ResidenceSource.REGISTER)
    return municipality in profile.residences or (vouched and profile.told.municipality == municipality)


async def _profile(acting: Acting, application: Application) -> Profile:
    person_id = application.person_id
    profile = None if person_id is None else await profile_of(acting.connection, PersonId(person_id))
    if profile is None:
        raise without_account()
    return profile


async def _decide(acting: Acting, application: Application, *, verified: bool) -> Change | None:
    """What the applicant says of the organisation is found true, or not."""
    require_editable(application.status)
    claim = await STATEMENTS.claim_of.row(
        acting.connection, organisation_id=application.organisation_id, person_id=application.person_id
    )
    if claim is None:
        raise without_claim()
    wanted = RepresentationStatus.VERIFIED if verified else RepresentationStatus.REFUSED
    if claim["status"] == wanted:
        return None
    decide = verify_representation if verified else refuse_representation
    id = RepresentationId(claim["id"])
    await decide(acting.connection, representation_id=id, reason=acting.reason, now=acting.now)
    return Change({"representation": claim["status"]}, {"representation": wanted})


async def _ask(acting: Acting, application: Application, question: ApplicantQuestion) -> Change | None:
    """Nobody is asked for what is there by now."""
    if application.id not in acting.waiting:
        return None
    require_editable(application.status)
    if application.applicant.email is None:
        raise without_mail()
    await note_asked(acting.connection, application.id, question=question, now=acting.now)
    await tell_of_question(
        acting.connection,
        application,
        question,
        a_round=acting.round,
        handling=acting.handling,
        now=acting.now,
        chance=acting.chance,
    )
    return Change(after={"asked": question})


async def _withdraw(acting: Acting, application: Application) -> Change | None:
    """Taken out of the round for the applicant, who is told where there is an address."""
    if application.status is ApplicationStatus.WITHDRAWN:
        return None
    await withdraw(acting.connection, application.id, reason=acting.reason, now=acting.now)
    if application.applicant.email is not None:
        await tell_of_withdrawal(
            acting.connection,
            application,
            a_round=acting.round,
            handling=acting.handling,
            now=acting.now,
            chance=acting.chance,
        )
    return Change({"status": application.status}, {"status": ApplicationStatus.WITHDRAWN})
