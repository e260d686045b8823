"""Knows what the columns of personal records are called by people, in fi, sv and en."""

from collections.abc import Mapping
from types import MappingProxyType

from harbors.text import Translated

_WORDS = """
accepted_at | Lasku pyydetty | Faktura begärd | Invoice asked for
accepted_by | Hyväksyjä | Godkänd av | Accepted by
accessibility_required | Esteettömyystarve | Behov av tillgänglighet | Accessible place needed
actor | Tekijän laji | Slag av utförare | Kind of actor
actor_id | Tekijä | Utförare | Actor
actor_kind | Tekijän laji | Slag av utförare | Kind of actor
added_at | Lisätty | Tillagd | Added
added_by | Lisääjä | Tillagd av | Added by
address | Osoite | Adress | Address
after | Jälkeen | Efter | After
amount | Summa | Belopp | Amount
answer | Vastaus | Svar | Answer
answer_reason | Vastauksen syy | Orsak till svaret | Reason of the answer
answered_at | Vastattu | Besvarad | Answered
answers | Vastaa veneestä | Ansvarar för båten | Answers for the boat
application_id | Hakemus | Ansökan | Application
area_id | Talvisäilytysalue | Vinterförvaringsområde | Winter storage area
asked_at | Pyydetty | Begärd | Asked for
assurance | Tunnistuksen taso | Identifieringens nivå | Level of assurance
assured | Vahva tunnistautuminen | Stark identifiering | Strongly identified
at | Aika | Tid | Time
attempts | Yritykset | Försök | Attempts
attested_on | Vahvistettu | Intygad | Attested on
batch_id | Jako | Utdelning | Batch
beam_mm | Leveys (mm) | Bredd (mm) | Beam (mm)
before | Ennen | Före | Before
birth_year | Syntymävuosi | Födelseår | Year of birth
boat_estimated | Mitat arvioitu | Måtten uppskattade | Dimensions estimated
boat_id | Vene | Båt | Boat
boat_name | Veneen nimi | Båtens namn | Name of the boat
boat_registration | Veneen rekisteritunnus | Båtens registerbeteckning | Registration of the boat
boat_type_id | Venetyyppi | Båttyp | Type of boat
business_id | Y-tunnus | FO-nummer | Business id
by | Tekijä | Utförare | Done by
by_hand | Annettu käteen | Getts i handen | Handed over
by_invoice | Laskulla | Mot faktura | By invoice
captured_at | Rahat saatu | Pengarna mottagna | Money taken
carried_from | Siirtynyt hakemuksesta | Förd vidare från | Carried over from
channel | Saapumistapa | Kanal | How it came in
choice | Toive | Önskemål | Choice
claimed_at | Otettu omaksi | Övertagen | Claimed
class_number | Etusijaluokka | Prioritetsklass | Priority class
class_reason | Luokan perustelu | Motivering av klassen | Reason for the class
class_set_at | Luokka määrätty | Klassen bestämd | Class set
class_set_by | Luokan määrääjä | Klassen bestämd av | Class set by
client_id | Ohjelma | Program | Program
closed_at | Päättynyt | Avslutad | Closed
codes | Koodit | Koder | Codes
confidential | Luottamuksellinen | Konfidentiellt | Confidential
confirmed_at | Vahvistettu | Bekräftad | Confirmed
consents | Suostumukset | Samtycken | Consents
country | Maa | Land | Country
created_at | Luotu | Skapad | Created
credits_id | Hyvittää laskua | Krediterar fakturan | Credits invoice
decided_at | Ratkaistu | Avgjord | Decided
decided_by | Ratkaisija | Avgjord av | Decided by
declined | Hylännyt tarjotun | Har avböjt ett erbjudande | Declined an offer
description | Kuvaus | Beskrivning | Description
details | Lisätiedot | Närmare uppgifter | Details
done_at | Valmis | Klar | Done
draught_mm | Syväys (mm) | Djupgående (mm) | Draught (mm)
draw_id | Arvonta | Lottning | Draw
due_at | Eräpäivä | Förfallodag | Due
due_on | Eräpäivä | Förfallodag | Due date
edited_at | Muokattu | Ändrad | Edited
email | Sähköposti | E-post | E-mail
email_verified_at | Sähköposti vahvistettu | E-posten bekräftad | E-mail confirmed
end_reason | Päättymisen syy | Orsak till avslut | Why it ended
ended_at | Päättynyt | Avslutat | Ended
ending | Päättymisen laji | Slag av avslut | How it ended
ends_at | Päättyy | Slutar | Ends
engine_kw | Moottorin teho (kW) | Motoreffekt (kW) | Engine (kW)
entered_by | Kirjaaja | Införd av | Entered by
entry_id | Jonopaikka | Köplats | Entry in the queue
erased_at | Poistettu | Raderad | Erased
event | Tapahtuma | Händelse | Event
exchange_id | Vaihto | Byte | Exchange
expires_at | Vanhenee | Går ut | Expires
expires_on | Voimassa | Giltig till | Good until
failure | Epäonnistumisen syy | Orsak till misslyckandet | Why it failed
figures | Tiedot | Uppgifter | Figures
first_line | Ensimmäinen rivi | Första raden | First line
first_name | Etunimi | Förnamn | First name
follows_id | Aiempi sopimus | Tidigare avtal | Lease before it
forgotten_at | Unohdettu | Glömd | Forgotten
form | Lomake | Blankett | Form
freeze_id | Lukitus | Låsning | Freeze
gave_place_id | Annettu paikka | Given plats | Place given
given_at | Annettu | Gett | Given
got_place_id | Saatu paikka | Fången plats | Place got
grace_days | Armonaika (pv) | Respit (dagar) | Days of grace
ground_en | Peruste (englanti) | Grund (engelska) | Ground (English)
ground_fi | Peruste (suomi) | Grund (finska) | Ground (Finnish)
ground_sv | Peruste (ruotsi) | Grund (svenska) | Ground (Swedish)
harbor_id | Satama | Hamn | Harbor
has_frame | Mitat kehikon kanssa | Mått med ställning | Measures with a frame
height_mm | Korkeus (mm) | Höjd (mm) | Air draught (mm)
holder_address | Tuojan osoite | Adress | Address
holder_email | Tuojan sähköposti | E-post | E-mail
holder_language | Tuojan kieli | Språk | Language
holder_name | Tuojan nimi | Namn | Name
homepage | Kotisivu | Hemsida | Home page
hull_material | Rungon materiaali | Skrovmaterial | Hull material
id | Tunniste | Identifierare | Identifier
issued_at | Annettu | Given | Issued
issuer | Myöntäjä | Utfärdare | Issuer
joined_at | Liittynyt | Anslutit sig | Joined
key | Avain | Nyckel | Key
kind | Laji | Slag | Kind
language | Kieli | Språk | Language
last_error | Viimeisin virhe | Senaste fel | Last error
last_line | Viimeinen rivi | Sista raden | Last line
last_name | Sukunimi | Efternamn | Last name
last_used_on | Käytetty viimeksi | Senast använt | Last used
leaf | Julkinen osa | Offentlig del | Public half
lease_id | Nykyinen paikka | Nuvarande plats | Current place
lease_id | Vuokrasopimus | Hyresavtal | Lease
left_at | Poistunut | Lämnat | Left
length_mm | Pituus (mm) | Längd (mm) | Length (mm)
m2 | Ala (m²) | Yta (m²) | Area (m²)
mass_kg | Massa (kg) | Massa (kg) | Mass (kg)
method | Maksutapa | Betalningssätt | Way to pay
mode | Hakemuksen laji | Slag av ansökan | What is applied for
mode | Laji | Slag | Mode
modified_at | Muutettu | Ändrad | Changed
municipality | Kotikunta | Hemkommun | Municipality
municipality_on | Kotikunta ilmoitettu | Hemkommunen uppgiven | Municipality told on
municipality_source | Kotikunnan lähde | Hemkommunens källa | Source of the municipality
name | Nimi | Namn | Name
name_en | Nimi englanniksi | Namn på engelska | Name in English
name_fi | Nimi suomeksi | Namn på finska | Name in Finnish
name_key | Nimi vertailua varten | Namnet för jämförelse | Name for comparison
name_sv | Nimi ruotsiksi | Namn på svenska | Name in Swedish
names_identified_at | Nimet tunnistettu | Namnen identifierade | Names identified
non_disclosure | Turvakielto | Spärrmarkering | Non-disclosure
note | Merkintä | Anteckning | Note
notice_id | Talvisäilytysilmoitus | Anmälan om vinterförvaring | Notice of winter storage
notified_at | Ilmoitettu | Meddelad | Notified
number | Numero | Nummer | Number
occupancy_id | Varaus | Beläggning | Occupancy
of_age_attested_on | Täysi-ikäisyys vahvistettu | Myndighetsåldern intygad | Attested to be of age
on_behalf_id | Kenen puolesta | På vems vägnar | On behalf of
on_behalf_kind | Puolesta, laji | På vägnar av, slag | On behalf of, kind
operation | Toimi | Åtgärd | Operation
order_id | Tilaus | Beställning | Order
organisation_id | Organisaatio | Organisation | Organisation
origin | Alkuperä | Ursprung | Origin
outcome | Tulos | Utfall | Outcome
paid | Tämän palvelun kautta maksettu | Betalt via denna tjänst | Paid through this service
paid_at | Maksettu | Betald | Paid
payee_id | Maksunsaaja | Betalningsmottagare | Payee
payer_email | Maksajan sähköposti | Betalarens e-post | Payer's e-mail
payer_group | Maksajaryhmä | Betalargrupp | Group of payers
payer_language | Maksajan kieli | Betalarens språk | Payer's language
payer_name | Maksaja | Betalare | Payer
payment_id | Maksu | Betalning | Payment
period | Ajanjakso | Period | Period
person_id | Henkilön tunniste | Personens identifierare | Identifier of the person
phone | Puhelin | Telefon | Phone
phone_key | Puhelin vertailua varten | Telefon för jämförelse | Telephone for comparison
pier_id | Laituri | Brygga | Pier
place_id | Paikka | Plats | Place
place_ids | Sopivat paikat | Passande platser | Fitting places
position | Järjestys | Ordning | Position
posted_at | Postitettu | Postad | Posted
previous_lease_id | Aiempi sopimus | Tidigare avtal | Lease before it
privacy_policy | Tietosuojaseloste | Dataskyddsbeskrivning | Privacy policy
product | Tuote | Produkt | Product
propulsion | Käyttövoima | Framdrivning | Propulsion
provider_id | Palveluntarjoaja | Tillhandahållare | Provider
provider_message_id | Viestin tunniste palvelimella | Meddelandets identifierare på servern | Identifier at the server
public_id | Julkinen tunnus | Offentlig beteckning | Public id
purpose | Tarkoitus | Syfte | Purpose
quantity | Määrä | Antal | Quantity
query | Pyyntö | Begäran | Request
queue_entry_id | Jonopaikka | Köplats | Entry in the queue
rank | Sija | Rang | Rank
reason | Syy | Orsak | Reason
received_at | Vastaanotettu | Mottagen | Received
record | Lukittu yksityinen osa | Låst privat del | Sealed private half
redirect_uris | Paluuosoitteet | Returadresser | Redirect addresses
reference | Viitetunnus | Referens | Reference
registered_by | Rekisteröijä | Registrerad av | Registered by
registration | Rekisteritunnus | Registerbeteckning | Registration
registration_key | Rekisteritunnus vertailua varten | Beteckning för jämförelse | Registration for comparison
reminded_days | Viimeisin muistutus (pv) | Senaste påminnelse (dagar) | Last reminder (days)
reminder_days | Muistutukset (pv ennen) | Påminnelser (dagar före) | Reminders (days before)
replaces_id | Korvattu tarjous | Ersatt erbjudande | Offer that it replaces
request | Pyyntö | Begäran | Request
request_id | Pyynnön tunniste | Begärans identifierare | Request
resides | Asuu kunnassa | Bor i kommunen | Lives there
revoked_at | Peruttu | Återkallat | Revoked
role | Rooli | Roll | Role
round_id | Hakukierros | Ansökningsomgång | Round
salt | Suola | Salt | Salt
scopes | Valtuudet | Behörigheter | Scopes
season_ends | Kausi päättyy | Säsongen slutar | Season ends
season_starts | Kausi alkaa | Säsongen börjar | Season starts
section_id | Alueen osa | Del av området | Section
sent_at | Lähetetty | Skickad | Sent
sequence | Järjestysnumero | Löpnummer | Running number
share_percent | Osuus (%) | Andel (%) | Share (%)
size | Vaihtoketjun koko | Bytets storlek | Size of the exchange
stands | Säilytystapa | Förvaringssätt | How it stands
starts_at | Alkaa | Börjar | Starts
state | Tila | Läge | State
status | Tila | Läge | State
subject | Tunnus | Identitet | Subject
subject_id | Kohde | Objekt | Subject
subject_type | Kohteen laji | Slag av objekt | Kind of subject
submitted_at | Lähetetty | Inlämnad | Submitted
sufficient | Riittänyt sija | Tillräcklig plats i kön | Position that would have sufficed
suspended_reason | Keskeytyksen syy | Orsak till avbrott | Why suspended
template | Viestin aihe | Meddelandets ämne | About
tenant_email | Vuokralaisen sähköposti | Hyresgästens e-post | E-mail of the tenant
tenant_language | Vuokralaisen kieli | Hyresgästens språk | Language of the tenant
tenant_name | Vuokralainen | Hyresgäst | Tenant
test_mode | Testikäyttö | Testläge | Test mode
text_en | Teksti (englanti) | Text (engelska) | Text (English)
text_fi | Teksti (suomi) | Text (finska) | Text (Finnish)
text_sv | Teksti (ruotsi) | Text (svenska) | Text (Swedish)
ticket | Lippu | Lott | Ticket
title | Hallintaoikeus | Besittningsrätt | Title
title_since | Hallinta alkanut | Besittning sedan | Title since
told_at | Muistutettu | Påmind | Reminded
turned | Peruu rivit | Återtar raderna | Takes lines back
transaction_id | Maksutapahtuma | Transaktion | Transaction
trailer_registration | Trailerin rekisteritunnus | Trailerns registerbeteckning | Registration of the trailer
unit | Yksikkö | Enhet | Unit
vat_amount | Veron osuus | Skattens andel | VAT contained
vat_rate | Verokanta (%) | Skattesats (%) | VAT rate (%)
verdict | Havainto | Iakttagelse | What was found
verdict | Ratkaisu | Avgörande | Verdict
verdict_reason | Havainnon syy | Skäl till iakttagelsen | Why it was found
verdict_reason | Ratkaisun perustelu | Avgörandets motivering | Reason of the verdict
version | Versio | Version | Version
waiting_since | Jonottanut alkaen | Väntat sedan | Waiting since
withdrawn_at | Peruttu | Återtagen | Withdrawn
www_url | Verkkosivu | Webbplats | Web page
year | Vuosi | År | Year
worth | Koko ajan hinta | Priset för hela tiden | Price of the whole time
zip_code | Postinumero | Postnummer | Postal code
"""


def _read(line: str) -> tuple[str, Translated]:
    column, fi, sv, en = (part.strip() for part in line.split("|"))
    return column, Translated(fi=fi, sv=sv, en=en)


LABELS: Mapping[str, Translated] = MappingProxyType(dict(map(_read, _WORDS.strip().splitlines())))
