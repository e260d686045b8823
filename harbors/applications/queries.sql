-- name: present_capability!
-- Tells row security, until the transaction ends, with which edit token we come.
SELECT set_config('ahti.capability', :edit_token, true);

-- name: act_as_staff!
-- Tells row security, until the transaction ends, that this is an act of staff: the command line's.
SELECT set_config('ahti.act', 'staff', true);

-- name: load_offer^
-- The round, and for every choice of a form, told as kind and id, whether it is in use by the round's provider; null
-- for one that is not there; winter areas of which nothing is marked. Until this transaction ends the round cannot be
-- closed or drawn. Every look-up of a berth is by primary key, so that the plan is good for a catalogue of which the
-- database has no statistics yet; and how many choices there are is hidden from the planner, who would otherwise plan
-- anew for each form.
SELECT round.id, round.provider_id, round.code, round.name_fi, round.name_sv, round.name_en, round.kind,
       round.season_starts, round.season_ends, round.opens_at, round.closes_at, round.publishes_at,
       round.upgrades_until, round.policy, round.rules::text AS rules, round.rules_version, round.previous_round_id,
       round.closed_at, round.frozen_at, round.drawn_at, round.released_at, round.published_at,
       ARRAY(SELECT CASE wanted.kind
                 WHEN 'HARBOR' THEN (
                     SELECT CASE WHEN retired_at IS NULL THEN is_active AND provider_id = round.provider_id END
                     FROM harbors WHERE id = wanted.id)
                 WHEN 'PIER' THEN (
                     SELECT CASE WHEN retired_at IS NULL THEN is_active AND (
                                SELECT is_active AND retired_at IS NULL AND provider_id = round.provider_id
                                FROM harbors WHERE id = harbor_id) END
                     FROM piers WHERE id = wanted.id)
                 WHEN 'BERTH' THEN (
                     SELECT CASE WHEN retired_at IS NULL AND kind = 'BERTH' THEN
                                is_active AND provider_id = round.provider_id
                                AND (SELECT is_active AND retired_at IS NULL FROM piers WHERE id = pier_id)
                                AND (SELECT is_active AND retired_at IS NULL FROM harbors WHERE id = harbor_id) END
                     FROM places WHERE id = wanted.id)
                 WHEN 'AREA' THEN (
                     SELECT CASE WHEN retired_at IS NULL THEN is_active AND provider_id = round.provider_id END
                     FROM winter_storage_areas WHERE id = wanted.id)
                 WHEN 'SECTION' THEN (
                     SELECT CASE WHEN retired_at IS NULL THEN is_active AND (
                                SELECT is_active AND retired_at IS NULL AND provider_id = round.provider_id
                                FROM winter_storage_areas WHERE id = area_id) END
                     FROM winter_storage_sections WHERE id = wanted.id)
                 WHEN 'STORAGE_PLACE' THEN (
                     SELECT CASE WHEN retired_at IS NULL AND kind = 'WINTER_STORAGE_PLACE' THEN
                                is_active AND provider_id = round.provider_id
                                AND (SELECT is_active AND retired_at IS NULL FROM winter_storage_sections
                                     WHERE id = section_id)
                                AND (SELECT is_active AND retired_at IS NULL FROM winter_storage_areas
                                     WHERE id = area_id) END
                     FROM places WHERE id = wanted.id) END
             FROM unnest((SELECT :choice_kinds::text[]), (SELECT :choice_ids::uuid[]))
                 WITH ORDINALITY AS wanted (kind, id, number)
             ORDER BY wanted.number) AS in_use,
       ARRAY(SELECT wanted.id
             FROM unnest((SELECT :choice_kinds::text[]), (SELECT :choice_ids::uuid[])) AS wanted (kind, id)
             WHERE CASE WHEN wanted.kind = 'AREA' THEN NOT EXISTS (
                 SELECT FROM places WHERE area_id = wanted.id AND kind = 'WINTER_STORAGE_PLACE'
                 AND is_active AND retired_at IS NULL)
             AND EXISTS (
                 SELECT FROM places WHERE area_id = wanted.id AND kind = 'UNMARKED_WINTER_STORAGE'
                 AND retired_at IS NULL) END) AS by_notice,
       :boat_type_id::uuid IS NULL
       OR coalesce((SELECT retired_at IS NULL FROM boat_types WHERE id = :boat_type_id), false) AS boat_type_known
FROM rounds AS round
WHERE round.id = :round_id
FOR KEY SHARE OF round;

-- name: add_application!
-- A new application with its person, its choices and the first line of its history, of the acting person, of a clerk
-- or under the capability that the same statement presents. Choices are told as kind and id.
WITH presented AS MATERIALIZED (
    SELECT set_config('ahti.capability', :edit_token, true)
),
application AS (
    INSERT INTO applications (id, round_id, public_id, reference, status, class_number, mode, lease_id,
                              organisation_id, boat_id, boat_type_id, boat_registration, boat_name, boat_estimated,
                              beam_mm, length_mm, draught_mm, mass_kg, accessibility_required, language, consents,
                              channel, entered_by, submitted_at, waiting_since, edit_token_hash, person_id,
                              confirmed_at, carried_from)
    SELECT :id, :round_id, :public_id, :reference, 'SUBMITTED', :class_number, :mode, :lease_id, :organisation_id,
           :boat_id, :boat_type_id, :boat_registration, :boat_name, :boat_estimated, :beam_mm, :length_mm,
           :draught_mm, :mass_kg, :accessibility_required, :language, :consents::text::jsonb, :channel, :entered_by,
           :now, :waiting_since, :edit_token_hash, :person_id, :confirmed_at, :carried_from
    FROM presented
    RETURNING id
),
applicant AS (
    INSERT INTO applicants (application_id, first_name, last_name, email, phone, address, zip_code, municipality,
                            non_disclosure, birth_year)
    SELECT id, :first_name, :last_name, :email, :phone, :address, :zip_code, :municipality, :non_disclosure,
           :birth_year
    FROM application
),
event AS (
    INSERT INTO application_events (application_id, number, at, event, by, actor)
    SELECT id, 1, :now, :event, acting_person(), :actor FROM application
)
INSERT INTO application_choices (application_id, rank, harbor_id, pier_id, area_id, section_id, place_id)
SELECT application.id, choice.number - 1,
       CASE WHEN choice.kind = 'HARBOR' THEN choice.id END, CASE WHEN choice.kind = 'PIER' THEN choice.id END,
       CASE WHEN choice.kind = 'AREA' THEN choice.id END, CASE WHEN choice.kind = 'SECTION' THEN choice.id END,
       CASE WHEN choice.kind IN ('BERTH', 'STORAGE_PLACE') THEN choice.id END
FROM application
CROSS JOIN unnest(:choice_kinds::text[], :choice_ids::uuid[]) WITH ORDINALITY AS choice (kind, id, number);

-- name: load_application^
-- An application with its person and its choices, each as kind and id.
SELECT application.id, application.round_id, application.public_id, application.reference, application.status,
       application.class_number, application.boat_type_id, application.boat_registration, application.boat_name,
       application.boat_estimated, application.beam_mm, application.length_mm, application.draught_mm,
       application.mass_kg, application.accessibility_required, application.language, application.submitted_at,
       application.waiting_since, application.mode, application.lease_id, application.organisation_id,
       application.boat_id, application.channel, application.entered_by, application.carried_from,
       application.class_reason, application.consents::text AS consents,
       application.edited_at, application.withdrawn_at, application.person_id, application.claimed_at,
       application.confirmed_at,
       applicant.first_name, applicant.last_name, applicant.email, applicant.phone, applicant.address,
       applicant.zip_code, applicant.municipality, applicant.non_disclosure, applicant.birth_year,
       ARRAY(SELECT CASE WHEN harbor_id IS NOT NULL THEN 'HARBOR' WHEN pier_id IS NOT NULL THEN 'PIER'
                         WHEN area_id IS NOT NULL THEN 'AREA' WHEN section_id IS NOT NULL THEN 'SECTION'
                         WHEN (SELECT kind FROM places WHERE id = place_id) = 'BERTH' THEN 'BERTH'
                         ELSE 'STORAGE_PLACE' END
             FROM application_choices WHERE application_id = application.id ORDER BY rank) AS choice_kinds,
       ARRAY(SELECT coalesce(harbor_id, pier_id, area_id, section_id, place_id)
             FROM application_choices WHERE application_id = application.id ORDER BY rank) AS choice_ids
FROM applications AS application
JOIN applicants AS applicant ON applicant.application_id = application.id
WHERE application.id = :id;

-- name: load_applications
-- Applications with their people and choices, those that this transaction may see.
SELECT application.id, application.round_id, application.public_id, application.reference, application.status,
       application.class_number, application.boat_type_id, application.boat_registration, application.boat_name,
       application.boat_estimated, application.beam_mm, application.length_mm, application.draught_mm,
       application.mass_kg, application.accessibility_required, application.language, application.submitted_at,
       application.waiting_since, application.mode, application.lease_id, application.organisation_id,
       application.boat_id, application.channel, application.entered_by, application.carried_from,
       application.class_reason, application.consents::text AS consents,
       application.edited_at, application.withdrawn_at, application.person_id, application.claimed_at,
       application.confirmed_at,
       applicant.first_name, applicant.last_name, applicant.email, applicant.phone, applicant.address,
       applicant.zip_code, applicant.municipality, applicant.non_disclosure, applicant.birth_year,
       ARRAY(SELECT CASE WHEN harbor_id IS NOT NULL THEN 'HARBOR' WHEN pier_id IS NOT NULL THEN 'PIER'
                         WHEN area_id IS NOT NULL THEN 'AREA' WHEN section_id IS NOT NULL THEN 'SECTION'
                         WHEN (SELECT kind FROM places WHERE id = place_id) = 'BERTH' THEN 'BERTH'
                         ELSE 'STORAGE_PLACE' END
             FROM application_choices WHERE application_id = application.id ORDER BY rank) AS choice_kinds,
       ARRAY(SELECT coalesce(harbor_id, pier_id, area_id, section_id, place_id)
             FROM application_choices WHERE application_id = application.id ORDER BY rank) AS choice_ids
FROM applications AS application
JOIN applicants AS applicant ON applicant.application_id = application.id
WHERE application.id = ANY(:ids::uuid[]);

-- name: lock_application$
-- Whether the application is the acting person's, that of an organisation of theirs or of the token; nobody else edits
-- or withdraws it until the transaction ends. Others may name it meanwhile, as a pair of duplicates does.
SELECT EXISTS (
    SELECT FROM applications
    WHERE id = :id AND (person_id = acting_person() OR edit_token_hash = presented_capability()
                        OR organisation_id = ANY((SELECT acting_organisations())::uuid[]))
    FOR NO KEY UPDATE);

-- name: lock_handled
-- Those of these applications that are of rounds which the transaction handles, in one order: nobody else changes them.
SELECT application.id FROM applications AS application
JOIN rounds AS round ON round.id = application.round_id AND round.provider_id = ANY(acting_for('CLERK'))
WHERE application.id = ANY(:ids::uuid[])
ORDER BY application.id
FOR NO KEY UPDATE OF application;

-- name: provider_of_application$
-- Whose round the application is in, as far as this transaction sees it.
SELECT round.provider_id FROM applications AS application JOIN rounds AS round ON round.id = application.round_id
WHERE application.id = :id;

-- name: provider_of_pair$
-- Whose round two applications are in, as far as this transaction sees the pair.
SELECT round.provider_id FROM application_duplicates AS pair JOIN rounds AS round ON round.id = pair.round_id
WHERE pair.id = :id;

-- name: find_pair^
-- Two applications that may be the same, as far as this transaction sees them.
SELECT id, round_id, first_id, second_id, ground, status FROM application_duplicates WHERE id = :id;

-- name: lock_pair^
-- Two applications that may be the same, for whoever decides; nobody else does until the transaction ends.
SELECT id, round_id, first_id, second_id, ground, status FROM application_duplicates WHERE id = :id FOR UPDATE;

-- name: decide_pair!
-- What staff found of a pair.
UPDATE application_duplicates SET status = :status, decided_by = acting_person(), decided_at = :now, reason = :reason
WHERE id = :id;

-- name: note_decided!
-- The history of both applications tells what staff found.
INSERT INTO application_events (application_id, number, at, event, by, actor, details)
SELECT told.id, 1 + (SELECT count(*) FROM application_events WHERE application_id = told.id), :now,
       'DUPLICATE_RESOLVED', acting_person(), 'STAFF', jsonb_build_object('verdict', :status::text)
FROM unnest(:ids::uuid[]) AS told (id);

-- name: keep_waiting!
-- Who applied twice has waited since the first time.
UPDATE applications SET waiting_since = least(waiting_since, (SELECT waiting_since FROM applications WHERE id = :other))
WHERE id = :id;

-- name: set_class!
-- Staff set the class, and why.
WITH event AS (
    INSERT INTO application_events (application_id, number, at, event, by, actor, details)
    SELECT :id, 1 + count(*), :now, 'CLASS_SET', acting_person(), 'STAFF',
           jsonb_build_object('classNumber', :class_number::integer, 'reason', :reason::text)
    FROM application_events WHERE application_id = :id
)
UPDATE applications
SET class_number = :class_number, class_reason = :reason, class_set_by = acting_person(), class_set_at = :now
WHERE id = :id;

-- name: acts_for$
-- Whether it is verified that the acting person acts for an organisation.
SELECT coalesce(:organisation_id::uuid = ANY(acting_organisations()), false);

-- name: own_boat^
-- One of the own boats, or of the boats of an organisation for which it is verified that the person acts.
SELECT id, boat_type_id, registration, name, beam_mm, length_mm, draught_mm, mass_kg FROM boats
WHERE id = :id AND (person_id = acting_person() OR organisation_id = ANY((SELECT acting_organisations())::uuid[]));

-- name: change_application!
-- What an edit changes of an application and of its person; the list of choices is emptied, so that it can be written.
WITH application AS (
    UPDATE applications
    SET class_number = :class_number, lease_id = :lease_id, mode = :mode, organisation_id = :organisation_id,
        boat_id = :boat_id, boat_type_id = :boat_type_id, boat_registration = :boat_registration,
        boat_name = :boat_name, boat_estimated = :boat_estimated, beam_mm = :beam_mm, length_mm = :length_mm,
        draught_mm = :draught_mm, mass_kg = :mass_kg, accessibility_required = :accessibility_required,
        language = :language, consents = :consents::text::jsonb, edited_at = :now, confirmed_at = :confirmed_at
    WHERE id = :id
),
applicant AS (
    UPDATE applicants
    SET first_name = :first_name, last_name = :last_name, email = :email, phone = :phone, address = :address,
        zip_code = :zip_code, municipality = :municipality, non_disclosure = :non_disclosure, birth_year = :birth_year
    WHERE application_id = :id
)
DELETE FROM application_choices WHERE application_id = :id;

-- name: add_choices!
-- The list of choices, told as kind and id, and a line in the history: the application was edited.
WITH event AS (
    INSERT INTO application_events (application_id, number, at, event, by, actor, details)
    SELECT :id, 1 + count(*), :now, 'EDITED', acting_person(), :actor, jsonb_build_object('fields', :fields::text[])
    FROM application_events WHERE application_id = :id
)
INSERT INTO application_choices (application_id, rank, harbor_id, pier_id, area_id, section_id, place_id)
SELECT :id, choice.number - 1,
       CASE WHEN choice.kind = 'HARBOR' THEN choice.id END, CASE WHEN choice.kind = 'PIER' THEN choice.id END,
       CASE WHEN choice.kind = 'AREA' THEN choice.id END, CASE WHEN choice.kind = 'SECTION' THEN choice.id END,
       CASE WHEN choice.kind IN ('BERTH', 'STORAGE_PLACE') THEN choice.id END
FROM unnest(:choice_kinds::text[], :choice_ids::uuid[]) WITH ORDINALITY AS choice (kind, id, number);

-- name: mark_withdrawn!
-- The applicant wants nothing any more; or staff took the application out, and why.
WITH event AS (
    INSERT INTO application_events (application_id, number, at, event, by, actor, details)
    SELECT :id, 1 + count(*), :now, 'WITHDRAWN', acting_person(), :actor,
           jsonb_strip_nulls(jsonb_build_object('reason', :reason::text))
    FROM application_events WHERE application_id = :id
)
UPDATE applications SET status = 'WITHDRAWN', withdrawn_at = :now WHERE id = :id;

-- name: note_asked!
-- The history tells that staff asked the applicant for something.
INSERT INTO application_events (application_id, number, at, event, by, actor, details)
SELECT :id, 1 + count(*), :now, 'ASKED', acting_person(), 'STAFF', jsonb_build_object('question', :question::text)
FROM application_events WHERE application_id = :id;

-- name: mark_claimed!
-- The application belongs to a person from now on, and its capability is no more.
WITH event AS (
    INSERT INTO application_events (application_id, number, at, event, by, actor)
    SELECT :id, 1 + count(*), :now, 'CLAIMED', acting_person(), 'APPLICANT'
    FROM application_events WHERE application_id = :id
)
UPDATE applications
SET person_id = :person_id, claimed_at = :now, edit_token_hash = NULL, confirmed_at = coalesce(confirmed_at, :now)
WHERE id = :id;

-- name: hide_applicants!
-- Nothing that may not be disclosed stays in the applications of a person.
UPDATE applicants SET non_disclosure = true, address = NULL, zip_code = NULL, municipality = NULL
WHERE application_id IN (SELECT id FROM applications WHERE person_id = :person_id);

-- name: mark_confirmed$
-- The mail address of the application is the applicant's; nothing where it is another by now.
UPDATE applications AS application SET confirmed_at = coalesce(confirmed_at, :now)
WHERE id = :id
AND EXISTS (SELECT FROM applicants WHERE application_id = application.id AND email = :email)
RETURNING id;

-- name: carried_to$
-- The application that this one became in the next round, as far as this transaction sees it.
SELECT id FROM applications WHERE carried_from = :id;

-- name: rounds_that_take_over
-- Rounds that are open, before which lies one whose rules carry the unlucky over and whose results are told.
SELECT round.id
FROM rounds AS round
JOIN rounds AS last ON last.id = round.previous_round_id
WHERE round.opens_at <= :now AND :now < round.closes_at AND round.closed_at IS NULL
AND last.published_at IS NOT NULL AND (last.rules ->> 'carryOver')::boolean
AND last.kind = round.kind AND last.provider_id = round.provider_id
ORDER BY round.id;

-- name: unlucky
-- Of the round before: who asked for a new place, stands there still, and was given none by a draw, by what came free
-- later, or for a correction; also not one that was declined. Without those of whom it is noted that they were carried
-- into this round, or could not be. All of them, or the one with this id.
SELECT application.id, application.edit_token_hash
FROM rounds AS round
JOIN rounds AS last ON last.id = round.previous_round_id
JOIN applications AS application ON application.round_id = last.id
WHERE round.id = :round_id AND (:id::uuid IS NULL OR application.id = :id)
AND last.kind = round.kind AND last.provider_id = round.provider_id AND (last.rules ->> 'carryOver')::boolean
AND application.status = 'SUBMITTED' AND application.erased_at IS NULL AND application.mode = 'NEW'
AND EXISTS (
    SELECT FROM draw_results AS result JOIN draws AS draw ON draw.id = result.draw_id
    WHERE result.public_id = application.public_id AND draw.round_id = last.id AND draw.kind <> 'REHEARSAL'
    AND draw.published_at IS NOT NULL AND draw.superseded_at IS NULL)
AND NOT EXISTS (
    SELECT FROM draw_awards AS award JOIN draws AS draw ON draw.id = award.draw_id
    WHERE award.application_id = application.id AND draw.undone_at IS NULL AND draw.superseded_at IS NULL)
AND NOT EXISTS (SELECT FROM correction_offers AS offer WHERE offer.application_id = application.id)
AND NOT EXISTS (
    SELECT FROM application_events AS event
    WHERE event.application_id = application.id AND event.event IN ('CARRIED', 'NOT_CARRIED')
    AND event.details ->> 'round' = :round_id::uuid::text)
ORDER BY application.submitted_at, application.id;

-- name: own_in_round^
-- What somebody who was unlucky has sent to this round already, as the same person or by the same name and mail address,
-- withdrawn or not; the one that stands first.
SELECT other.id, other.status
FROM applications AS own
JOIN applicants AS who ON who.application_id = own.id
JOIN applications AS other ON other.round_id = :round_id AND other.mode = 'NEW' AND other.erased_at IS NULL
     AND other.organisation_id IS NOT DISTINCT FROM own.organisation_id
JOIN applicants AS them ON them.application_id = other.id
WHERE own.id = :id
AND (other.person_id = own.person_id OR them.name_key = who.name_key AND lower(them.email) = lower(who.email))
ORDER BY other.status = 'SUBMITTED' DESC, other.submitted_at, other.id
LIMIT 1;

-- name: note_carried!
-- In the history of an application of the round before: whether the next one took it over.
INSERT INTO application_events (application_id, number, at, event, actor, details)
SELECT :id, coalesce(max(number), 0) + 1, :now, :event, 'SYSTEM', jsonb_build_object('round', :round_id::uuid::text)
FROM application_events
WHERE application_id = :id;

-- name: hold_draft!
-- Until the transaction ends nobody else saves or submits what this person drafts for the round.
SELECT pg_advisory_xact_lock(hashtextextended('draft ' || :person_id::uuid || ' ' || :round_id::uuid, 0));

-- name: own_draft^
-- What a person has saved for a round.
SELECT id, round_id, version, form::text AS form, created_at, edited_at
FROM application_drafts
WHERE person_id = :person_id AND round_id = :round_id;

-- name: own_drafts
-- What a person has saved, the last first; of a round that cannot take it any more, too, until it goes.
SELECT id, round_id, version, form::text AS form, created_at, edited_at
FROM application_drafts
WHERE person_id = :person_id
ORDER BY edited_at DESC, id;

-- name: save_draft^
-- Keeps what a person has filled in for a round so far, in the place of what was there.
INSERT INTO application_drafts AS kept (id, round_id, person_id, form, created_at, edited_at)
VALUES (:id, :round_id, :person_id, :form::text::jsonb, :now, :now)
ON CONFLICT (person_id, round_id) DO UPDATE
SET form = excluded.form, version = kept.version + 1, edited_at = excluded.edited_at
RETURNING id, round_id, version, form::text AS form, created_at, edited_at;

-- name: discard_draft$
-- A draft goes; whether it was there.
DELETE FROM application_drafts WHERE id = :id AND person_id = :person_id RETURNING true;

-- name: end_draft!
-- What was drafted is submitted.
DELETE FROM application_drafts WHERE person_id = :person_id AND round_id = :round_id;

-- name: drafts_to_tell
-- Marks as told, and tells, the drafts of people who have not applied in an open round that closes before a time.
UPDATE application_drafts AS draft SET told_at = :now
FROM rounds AS round
WHERE round.id = draft.round_id AND draft.told_at IS NULL AND draft.person_id IS NOT NULL
AND round.closed_at IS NULL AND round.opens_at <= :now AND round.closes_at > :now AND round.closes_at <= :until
AND NOT EXISTS (SELECT FROM applications AS sent WHERE sent.round_id = draft.round_id
                AND sent.person_id = draft.person_id AND sent.status = 'SUBMITTED')
RETURNING draft.person_id, draft.round_id, round.name_fi, round.name_sv, round.name_en, round.closes_at;
