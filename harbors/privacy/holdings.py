"""Knows where anything about a person is kept, under which name it is told, and what an erasure does with it."""

from dataclasses import dataclass
from enum import StrEnum

from harbors.text import Translated


class Fate(StrEnum):
    """What an erasure does with rows that name a person."""

    # They go.
    GOES = "GOES"
    # They stay without anything that tells of the person: the draw is proven by them, statistics count them.
    FORGETS = "FORGETS"
    # They name the bare key, which tells of nobody once the person is erased: who decided, who uploaded.
    KEEPS_KEY = "KEEPS_KEY"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of what is told to a person of themselves: the rows of one statement, each under the name ``one``."""

    statement: str
    key: str
    one: str
    label: Translated


# By table and column, every place where the database names a person.
HOLDINGS = {
    ("api_keys", "made_by"): Fate.KEEPS_KEY,
    ("application_drafts", "person_id"): Fate.GOES,
    ("application_duplicates", "decided_by"): Fate.KEEPS_KEY,
    ("application_events", "by"): Fate.KEEPS_KEY,
    ("applications", "class_set_by"): Fate.KEEPS_KEY,
    ("applications", "entered_by"): Fate.KEEPS_KEY,
    ("applications", "person_id"): Fate.FORGETS,
    ("audit_entries", "person_id"): Fate.GOES,
    ("authorization_requests", "person_id"): Fate.GOES,
    ("boats", "person_id"): Fate.GOES,
    ("circulars", "asked_by"): Fate.KEEPS_KEY,
    ("clients", "person_id"): Fate.GOES,
    ("clients", "registered_by"): Fate.KEEPS_KEY,
    ("grants", "person_id"): Fate.GOES,
    ("handlings", "asked_by"): Fate.KEEPS_KEY,
    ("images", "uploaded_by"): Fate.KEEPS_KEY,
    ("leases", "person_id"): Fate.FORGETS,
    ("listings", "decided_by"): Fate.KEEPS_KEY,
    ("listings", "submitted_by"): Fate.KEEPS_KEY,
    ("mail_confirmations", "person_id"): Fate.GOES,
    ("messages", "person_id"): Fate.FORGETS,
    ("offers", "person_id"): Fate.FORGETS,
    ("orders", "person_id"): Fate.FORGETS,
    ("person_identities", "person_id"): Fate.GOES,
    ("person_profiles", "person_id"): Fate.GOES,
    ("person_residences", "person_id"): Fate.GOES,
    ("provider_invitations", "accepted_by"): Fate.GOES,
    ("provider_invitations", "invited_by"): Fate.KEEPS_KEY,
    ("provider_members", "person_id"): Fate.GOES,
    ("provider_sign_ups", "decided_by"): Fate.KEEPS_KEY,
    ("provider_sign_ups", "person_id"): Fate.GOES,
    ("queue_entries", "person_id"): Fate.GOES,
    ("storage_notices", "person_id"): Fate.FORGETS,
    ("representations", "person_id"): Fate.GOES,
}

SECTIONS = (
    Section("export_profile", "PROFILE", "PERSON", Translated(fi="Profiili", sv="Profil", en="Profile")),
    Section(
        "export_residences",
        "RESIDENCES",
        "RESIDENCE",
        Translated(fi="Vahvistetut kotikunnat", sv="Intygade hemkommuner", en="Attested residences"),
    ),
    Section("export_identities", "IDENTITIES", "IDENTITY", Translated(fi="Tunnukset", sv="Identiteter", en="Sign-ins")),
    Section("export_boats", "BOATS", "BOAT", Translated(fi="Veneet", sv="Båtar", en="Boats")),
    Section(
        "export_certificates", "CERTIFICATES", "CERTIFICATE", Translated(fi="Todistukset", sv="Intyg", en="Papers")
    ),
    Section("export_owners", "CO_OWNERS", "CO_OWNER", Translated(fi="Yhteisomistajat", sv="Samägare", en="Co-owners")),
    Section(
        "export_representations",
        "REPRESENTATIONS",
        "REPRESENTATION",
        Translated(fi="Edustetut organisaatiot", sv="Företrädda organisationer", en="Organisations acted for"),
    ),
    Section(
        "export_applications",
        "APPLICATIONS",
        "APPLICATION",
        Translated(fi="Hakemukset", sv="Ansökningar", en="Applications"),
    ),
    Section("export_choices", "CHOICES", "CHOICE", Translated(fi="Toiveet", sv="Önskemål", en="Choices")),
    Section(
        "export_events",
        "APPLICATION_EVENTS",
        "APPLICATION_EVENT",
        Translated(fi="Hakemusten vaiheet", sv="Ansökningarnas skeden", en="History of applications"),
    ),
    Section(
        "export_drafts",
        "APPLICATION_DRAFTS",
        "APPLICATION_DRAFT",
        Translated(fi="Hakemusluonnokset", sv="Utkast till ansökningar", en="Drafts of applications"),
    ),
    Section("export_awards", "AWARDS", "AWARD", Translated(fi="Saadut paikat", sv="Tilldelade platser", en="Awards")),
    Section(
        "export_sealed",
        "SEALED_RECORDS",
        "SEALED_RECORD",
        Translated(fi="Arvontaan lukitut tiedot", sv="Låsta uppgifter", en="What was sealed for draws"),
    ),
    Section("export_results", "RESULTS", "RESULT", Translated(fi="Tulokset", sv="Resultat", en="Results of draws")),
    Section(
        "export_refusals",
        "REFUSED_CHOICES",
        "REFUSED_CHOICE",
        Translated(fi="Toteutumattomat toiveet", sv="Önskemål som inte uppfylldes", en="Choices not received"),
    ),
    Section(
        "export_cycles",
        "EXCHANGES_IN_DRAWS",
        "EXCHANGE_IN_DRAW",
        Translated(fi="Vaihdot arvonnassa", sv="Byten i lottningar", en="Exchanges in draws"),
    ),
    Section(
        "export_notices",
        "NOTIFICATIONS",
        "NOTIFICATION",
        Translated(fi="Ilmoitukset tuloksista", sv="Meddelanden om resultat", en="Notifications of results"),
    ),
    Section(
        "export_corrections",
        "CORRECTIONS",
        "CORRECTION",
        Translated(fi="Oikaisupyynnöt", sv="Begäranden om rättelse", en="Requests for corrections"),
    ),
    Section(
        "export_declines",
        "DECLINED_AWARDS",
        "DECLINED_AWARD",
        Translated(fi="Palautetut paikat", sv="Återlämnade platser", en="Places given back"),
    ),
    Section(
        "export_upgrade_refusals",
        "UPGRADE_REFUSALS",
        "UPGRADE_REFUSAL",
        Translated(fi="Pysyvät valinnat", sv="Val att behålla platsen", en="Places to be kept"),
    ),
    Section("export_odds", "ODDS", "ODDS_OF_APPLICATION", Translated(fi="Todennäköisyydet", sv="Utsikter", en="Odds")),
    Section("export_leases", "LEASES", "LEASE", Translated(fi="Vuokrasopimukset", sv="Hyresavtal", en="Leases")),
    Section(
        "export_offers", "OFFERS", "OFFER", Translated(fi="Tarjotut paikat", sv="Erbjudna platser", en="Places offered")
    ),
    Section("export_orders", "ORDERS", "ORDER", Translated(fi="Tilaukset", sv="Beställningar", en="Orders")),
    Section(
        "export_storage_notices",
        "STORAGE_NOTICES",
        "STORAGE_NOTICE",
        Translated(fi="Talvisäilytysilmoitukset", sv="Anmälningar om vinterförvaring", en="Notices of winter storage"),
    ),
    Section(
        "export_stickers",
        "STICKERS",
        "STICKER",
        Translated(fi="Tarrat", sv="Dekaler", en="Stickers"),
    ),
    Section(
        "export_order_lines",
        "ORDER_LINES",
        "ORDER_LINE",
        Translated(fi="Tilausrivit", sv="Beställningsrader", en="Lines of orders"),
    ),
    Section("export_invoices", "INVOICES", "INVOICE", Translated(fi="Laskut", sv="Fakturor", en="Invoices")),
    Section("export_payments", "PAYMENTS", "PAYMENT", Translated(fi="Maksut", sv="Betalningar", en="Payments")),
    Section("export_refunds", "REFUNDS", "REFUND", Translated(fi="Palautukset", sv="Återbetalningar", en="Refunds")),
    Section(
        "export_queue_entries",
        "QUEUE_ENTRIES",
        "QUEUE_ENTRY",
        Translated(fi="Jonopaikat", sv="Köplatser", en="Entries in queues"),
    ),
    Section(
        "export_queue_choices",
        "QUEUE_CHOICES",
        "QUEUE_CHOICE",
        Translated(fi="Toiveet jonossa", sv="Önskemål i kön", en="Choices in queues"),
    ),
    Section(
        "export_exchanges",
        "EXCHANGES",
        "EXCHANGE",
        Translated(fi="Ehdotetut vaihdot", sv="Föreslagna byten", en="Exchanges that were proposed"),
    ),
    Section(
        "export_confirmations",
        "MAIL_CONFIRMATIONS",
        "MAIL_CONFIRMATION",
        Translated(fi="Osoitteiden vahvistukset", sv="Bekräftelser av adresser", en="Confirmations of addresses"),
    ),
    Section(
        "export_members", "MEMBERSHIPS", "MEMBERSHIP", Translated(fi="Roolit", sv="Roller", en="Roles at providers")
    ),
    Section(
        "export_sign_ups",
        "SIGN_UPS",
        "SIGN_UP",
        Translated(fi="Ilmoittautumiset", sv="Anmälningar", en="Sign-ups of providers"),
    ),
    Section(
        "export_invitations", "INVITATIONS", "INVITATION", Translated(fi="Kutsut", sv="Inbjudningar", en="Invitations")
    ),
    Section(
        "export_grants", "GRANTS", "GRANT", Translated(fi="Luvat ohjelmille", sv="Tillstånd", en="Programs allowed")
    ),
    Section(
        "export_clients", "PROGRAMS", "PROGRAM", Translated(fi="Omat ohjelmat", sv="Egna program", en="Own programs")
    ),
    Section(
        "export_requests",
        "SIGN_INS",
        "SIGN_IN",
        Translated(fi="Kirjautumiset", sv="Inloggningar", en="Sign-ins under way"),
    ),
    Section("export_messages", "MESSAGES", "MESSAGE", Translated(fi="Viestit", sv="Meddelanden", en="Messages")),
    Section(
        "export_audit", "AUDIT", "AUDIT_ENTRY", Translated(fi="Käsittelyloki", sv="Logg", en="Who did or saw what")
    ),
)
