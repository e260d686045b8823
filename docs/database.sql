CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';

CREATE TYPE public.pgqueuer_status AS ENUM (
    'queued',
    'picked',
    'successful',
    'exception',
    'canceled',
    'deleted',
    'failed'
);

ALTER TYPE public.pgqueuer_status OWNER TO ahti_owner;

CREATE FUNCTION public.acting_as_city() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
        SELECT coalesce(current_setting('ahti.city', true) = 'handler', false)
    $$;

ALTER FUNCTION public.acting_as_city() OWNER TO ahti_owner;

COMMENT ON FUNCTION public.acting_as_city() IS 'whether this transaction is an act of somebody who handles for the city';

CREATE FUNCTION public.acting_as_staff() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
        SELECT coalesce(current_setting('ahti.act', true) = 'staff', false)
    $$;

ALTER FUNCTION public.acting_as_staff() OWNER TO ahti_owner;

COMMENT ON FUNCTION public.acting_as_staff() IS 'whether this transaction is an act of staff';

CREATE FUNCTION public.acting_for(role text) RETURNS uuid[]
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
        SELECT string_to_array(nullif(current_setting('ahti.' || lower(role) || '_of', true), ''), ',')::uuid[]
    $$;

ALTER FUNCTION public.acting_for(role text) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.acting_for(role text) IS 'the providers for which this transaction acts in at least that role; or null';

CREATE FUNCTION public.acting_organisations() RETURNS uuid[]
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
        SELECT array_agg(organisation_id) FROM representations
        WHERE person_id = acting_person() AND status = 'VERIFIED'
    $$;

ALTER FUNCTION public.acting_organisations() OWNER TO ahti_owner;

COMMENT ON FUNCTION public.acting_organisations() IS 'those for which the acting person may act, as was verified; or null';

CREATE FUNCTION public.acting_person() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
        SELECT nullif(current_setting('ahti.person', true), '')::uuid
    $$;

ALTER FUNCTION public.acting_person() OWNER TO ahti_owner;

COMMENT ON FUNCTION public.acting_person() IS 'the person for whom this transaction acts, if any';

CREATE FUNCTION public.audit_link(previous bytea, number bigint, entry_id uuid, at timestamp with time zone, operation text, subject_type text, subject_id uuid, digest bytea) RETURNS bytea
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
        SELECT sha256(convert_to(concat_ws(
            E'\n', 'ahti-audit/1', encode(previous, 'hex'), number, entry_id,
            to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), operation, coalesce(subject_type, '-'),
            coalesce(subject_id::text, '-'), encode(digest, 'hex')), 'UTF8'))
    $$;

ALTER FUNCTION public.audit_link(previous bytea, number bigint, entry_id uuid, at timestamp with time zone, operation text, subject_type text, subject_id uuid, digest bytea) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.audit_link(previous bytea, number bigint, entry_id uuid, at timestamp with time zone, operation text, subject_type text, subject_id uuid, digest bytea) IS 'the hash of an entry: SHA-256 over these lines';

CREATE FUNCTION public.auditing() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
        SELECT nullif(current_setting('ahti.audit', true), '')
    $$;

ALTER FUNCTION public.auditing() OWNER TO ahti_owner;

COMMENT ON FUNCTION public.auditing() IS 'what the function that keeps the trail is about just now, if it is at work';

CREATE FUNCTION public.begin_profile() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        INSERT INTO person_profiles (person_id, created_at, modified_at)
        VALUES (NEW.id, NEW.created_at, NEW.created_at);
        RETURN NULL;
    END $$;

ALTER FUNCTION public.begin_profile() OWNER TO ahti_owner;

COMMENT ON FUNCTION public.begin_profile() IS 'a person has a profile from the start, with nothing in it';

CREATE FUNCTION public.client_changes_by_whom_it_may() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    DECLARE
        owned boolean := acting_as_staff() OR coalesce(OLD.person_id = acting_person(), false)
                         OR coalesce(OLD.provider_id = ANY(acting_for('MANAGER')), false);
        possible boolean := CASE
            WHEN OLD.state = NEW.state THEN true
            WHEN OLD.state = 'ACTIVE' AND NEW.state = 'SUSPENDED' THEN acting_as_staff() OR acting_as_city()
            WHEN OLD.state = 'SUSPENDED' AND NEW.state = 'ACTIVE' THEN acting_as_staff() OR acting_as_city()
            WHEN OLD.state IN ('ACTIVE', 'SUSPENDED') AND NEW.state = 'RETIRED' THEN owned
            ELSE false END;
    BEGIN
        IF NOT possible THEN
            RAISE EXCEPTION 'client % does not become % like that', OLD.id, NEW.state
                USING ERRCODE = 'check_violation', CONSTRAINT = 'clients_state_moves';
        END IF;
        IF NOT owned AND (NEW.name, NEW.homepage, NEW.privacy_policy, NEW.redirect_uris, NEW.scopes, NEW.test_mode,
                          NEW.secret_hash)
           IS DISTINCT FROM (OLD.name, OLD.homepage, OLD.privacy_policy, OLD.redirect_uris, OLD.scopes, OLD.test_mode,
                             OLD.secret_hash) THEN
            RAISE EXCEPTION 'client % is another''s', OLD.id USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END $$;

ALTER FUNCTION public.client_changes_by_whom_it_may() OWNER TO ahti_owner;

CREATE FUNCTION public.contract_id(type_name text, key uuid) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
        SELECT rtrim(translate(
            encode(convert_to(type_name || ':' || key, 'UTF8'), 'base64'), '+/' || chr(10), '-_'), '=')
    $$;

ALTER FUNCTION public.contract_id(type_name text, key uuid) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.contract_id(type_name text, key uuid) IS 'an id as the API has it: base64url without padding';

CREATE FUNCTION public.count_places() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
    DECLARE
        of_harbors uuid[]; of_piers uuid[]; of_winter_storage_areas uuid[]; of_winter_storage_sections uuid[];
    BEGIN
        CASE TG_OP
            WHEN 'INSERT' THEN
                SELECT array_agg(DISTINCT harbor_id) FILTER (WHERE harbor_id IS NOT NULL), array_agg(DISTINCT pier_id) FILTER (WHERE pier_id IS NOT NULL), array_agg(DISTINCT area_id) FILTER (WHERE area_id IS NOT NULL), array_agg(DISTINCT section_id) FILTER (WHERE section_id IS NOT NULL) INTO of_harbors, of_piers, of_winter_storage_areas, of_winter_storage_sections FROM (SELECT harbor_id, pier_id, area_id, section_id, is_active, width_mm, length_mm, depth_mm, mooring FROM rows_after WHERE retired_at IS NULL) AS changed;
            WHEN 'DELETE' THEN
                SELECT array_agg(DISTINCT harbor_id) FILTER (WHERE harbor_id IS NOT NULL), array_agg(DISTINCT pier_id) FILTER (WHERE pier_id IS NOT NULL), array_agg(DISTINCT area_id) FILTER (WHERE area_id IS NOT NULL), array_agg(DISTINCT section_id) FILTER (WHERE section_id IS NOT NULL) INTO of_harbors, of_piers, of_winter_storage_areas, of_winter_storage_sections FROM (SELECT harbor_id, pier_id, area_id, section_id, is_active, width_mm, length_mm, depth_mm, mooring FROM rows_before WHERE retired_at IS NULL) AS changed;
            WHEN 'UPDATE' THEN
                SELECT array_agg(DISTINCT harbor_id) FILTER (WHERE harbor_id IS NOT NULL), array_agg(DISTINCT pier_id) FILTER (WHERE pier_id IS NOT NULL), array_agg(DISTINCT area_id) FILTER (WHERE area_id IS NOT NULL), array_agg(DISTINCT section_id) FILTER (WHERE section_id IS NOT NULL) INTO of_harbors, of_piers, of_winter_storage_areas, of_winter_storage_sections
                FROM ((SELECT harbor_id, pier_id, area_id, section_id, is_active, width_mm, length_mm, depth_mm, mooring FROM rows_before WHERE retired_at IS NULL EXCEPT ALL SELECT harbor_id, pier_id, area_id, section_id, is_active, width_mm, length_mm, depth_mm, mooring FROM rows_after WHERE retired_at IS NULL) UNION ALL (SELECT harbor_id, pier_id, area_id, section_id, is_active, width_mm, length_mm, depth_mm, mooring FROM rows_after WHERE retired_at IS NULL EXCEPT ALL SELECT harbor_id, pier_id, area_id, section_id, is_active, width_mm, length_mm, depth_mm, mooring FROM rows_before WHERE retired_at IS NULL)) AS changed;
            WHEN 'TRUNCATE' THEN
                of_harbors := ARRAY(SELECT id FROM harbors); of_piers := ARRAY(SELECT id FROM piers); of_winter_storage_areas := ARRAY(SELECT id FROM winter_storage_areas); of_winter_storage_sections := ARRAY(SELECT id FROM winter_storage_sections);
        END CASE;
        PERFORM recount_harbors(of_harbors); PERFORM recount_piers(of_piers); PERFORM recount_winter_storage_areas(of_winter_storage_areas); PERFORM recount_winter_storage_sections(of_winter_storage_sections);
        RETURN NULL;
    END $$;

ALTER FUNCTION public.count_places() OWNER TO ahti_owner;

COMMENT ON FUNCTION public.count_places() IS 'keeps the figures of what places belong to, in the transaction of a change';

CREATE FUNCTION public.covers_point(shape path[], at point) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
    DECLARE
        part path;
        inside boolean := false;
    BEGIN
        FOREACH part IN ARRAY shape LOOP
            IF isclosed(part) AND npoints(part) > 2 THEN
                inside := inside <> (point(0, 0) <@ polygon((part - at) * point(1000000, 0)));
            END IF;
        END LOOP;
        RETURN inside;
    END $$;

ALTER FUNCTION public.covers_point(shape path[], at point) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.covers_point(shape path[], at point) IS 'whether an odd number of the rings of a shape hold the point';

CREATE FUNCTION public.destroy_private_half() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        DELETE FROM freeze_secrets WHERE application_id = NEW.id;
        UPDATE corrections SET request = NULL, reason = NULL WHERE application_id = NEW.id;
        RETURN NULL;
    END $$;

ALTER FUNCTION public.destroy_private_half() OWNER TO ahti_owner;

COMMENT ON FUNCTION public.destroy_private_half() IS 'an erased application cannot be opened by anybody any more';

CREATE FUNCTION public.distance_m(metric_shape path[], at point) RETURNS double precision
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
    DECLARE
        part path;
        nearest double precision := 'infinity';
    BEGIN
        IF covers_point(metric_shape, at) THEN
            RETURN 0;
        END IF;
        FOREACH part IN ARRAY metric_shape LOOP
            nearest := least(nearest, (part - at) <-> point(0, 0));
        END LOOP;
        RETURN nearest;
    END $$;

ALTER FUNCTION public.distance_m(metric_shape path[], at point) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.distance_m(metric_shape path[], at point) IS 'metres from the point to the nearest part of a shape, both in ETRS-TM35FIN';

CREATE FUNCTION public.duplicates_of(application uuid) RETURNS TABLE(other_id uuid, ground text)
    LANGUAGE sql STABLE
    AS $$
        WITH one AS MATERIALIZED (
            SELECT own.id, own.round_id, own.person_id, own.organisation_id, own.boat_id, own.registration_key,
                   own.mode, who.name_key, lower(who.email) AS email, who.phone_key, who.birth_year
            FROM applications AS own JOIN applicants AS who ON who.application_id = own.id
            WHERE own.id = application AND own.status = 'SUBMITTED'
        )
        SELECT other.id, 'PERSON'
        FROM one JOIN applications AS other ON other.round_id = one.round_id AND other.person_id = one.person_id
        WHERE other.id <> one.id AND other.status = 'SUBMITTED' AND 'RENEW' NOT IN (one.mode, other.mode)
        AND one.organisation_id IS NULL AND other.organisation_id IS NULL
        UNION
        SELECT other.id, 'PERSON'
        FROM one
        JOIN applicants AS who ON who.name_key = one.name_key
             AND (lower(who.email) = one.email OR who.phone_key = one.phone_key OR who.birth_year = one.birth_year)
        JOIN applications AS other ON other.id = who.application_id AND other.round_id = one.round_id
        WHERE other.id <> one.id AND other.status = 'SUBMITTED' AND 'RENEW' NOT IN (one.mode, other.mode)
        AND one.organisation_id IS NULL AND other.organisation_id IS NULL
        UNION
        SELECT other.id, 'PERSON'
        FROM one
        JOIN applications AS other ON other.round_id = one.round_id AND other.organisation_id = one.organisation_id
        WHERE other.id <> one.id AND other.status = 'SUBMITTED' AND 'RENEW' NOT IN (one.mode, other.mode)
        AND coalesce(other.registration_key = one.registration_key, other.boat_id = one.boat_id, true)
        UNION
        SELECT other.id, 'BOAT'
        FROM one
        JOIN applications AS other ON other.round_id = one.round_id AND other.registration_key = one.registration_key
        WHERE other.id <> one.id AND other.status = 'SUBMITTED'
        UNION
        SELECT other.id, 'BOAT'
        FROM one JOIN applications AS other ON other.boat_id = one.boat_id AND other.round_id = one.round_id
        WHERE other.id <> one.id AND other.status = 'SUBMITTED'
    $$;

ALTER FUNCTION public.duplicates_of(application uuid) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.duplicates_of(application uuid) IS 'what else stands in the round for the same person or boat, and why so';

CREATE FUNCTION public.erase_audit_entries(person uuid, erasure uuid, OUT erased bigint, OUT digest bytea) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    BEGIN
        IF NOT (acting_as_staff() OR person IS NOT DISTINCT FROM acting_person()) THEN
            RAISE EXCEPTION 'entries are erased for the person or by the system'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        PERFORM set_config('ahti.audit', 'erasing', true);
        WITH gone AS (DELETE FROM audit_entries WHERE person_id = person RETURNING id),
        marked AS (INSERT INTO audit_erasures (entry_id, erasure_id) SELECT id, erasure FROM gone)
        SELECT count(*), sha256(convert_to(coalesce(string_agg(id::text, E'\n' ORDER BY id), ''), 'UTF8'))
        INTO erased, digest FROM gone;
        PERFORM set_config('ahti.audit', '', true);
    END
    $$;

ALTER FUNCTION public.erase_audit_entries(person uuid, erasure uuid, OUT erased bigint, OUT digest bytea) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.erase_audit_entries(person uuid, erasure uuid, OUT erased bigint, OUT digest bytea) IS 'destroys records and salts; the entry of this erasure has to follow';

CREATE FUNCTION public.fn_pgqueuer_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    to_emit BOOLEAN := false;  -- Flag to decide whether to emit a notification
BEGIN
    -- Check operation type and set the emit flag accordingly
    IF TG_OP = 'UPDATE' AND OLD IS DISTINCT FROM NEW THEN
        to_emit := true;
    ELSIF TG_OP = 'DELETE' THEN
        to_emit := true;
    ELSIF TG_OP = 'INSERT' THEN
        to_emit := true;
    ELSIF TG_OP = 'TRUNCATE' THEN
        to_emit := true;
    END IF;

-- Perform notification if the emit flag is set
    IF to_emit THEN
        PERFORM pg_notify(
            'ch_pgqueuer',
            json_build_object(
                'channel', 'ch_pgqueuer',
                'operation', lower(TG_OP),
                'sent_at', NOW(),
                'table', TG_TABLE_NAME,
                'type', 'table_changed_event'
            )::text
        );
    END IF;

-- Return appropriate value based on the operation
    IF TG_OP IN ('INSERT', 'UPDATE') THEN
        RETURN NEW;
    ELSIF TG_OP = 'DELETE' THEN
        RETURN OLD;
    ELSE
        RETURN NULL; -- For TRUNCATE and other non-row-specific contexts
    END IF;

END;
$$;

ALTER FUNCTION public.fn_pgqueuer_changed() OWNER TO ahti_owner;

CREATE FUNCTION public.forget_message_templates(VARIADIC fewer text[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
    DECLARE
        known text[];
    BEGIN
        ALTER TABLE messages NO FORCE ROW LEVEL SECURITY;
        DELETE FROM messages WHERE template = ANY (fewer);
        ALTER TABLE messages FORCE ROW LEVEL SECURITY;
        SELECT array_agg(named[1]) INTO known
        FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([A-Z_0-9]+)''', 'g') AS named
        WHERE conname = 'messages_template_known' AND named[1] <> ALL (fewer);
        PERFORM set_message_templates(known);
    END $$;

ALTER FUNCTION public.forget_message_templates(VARIADIC fewer text[]) OWNER TO ahti_owner;

CREATE FUNCTION public.gather_catalogue_statistics() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
    BEGIN
        ANALYZE providers, boat_types, harbors, piers, pier_boat_types, winter_storage_areas, winter_storage_sections,
                places, services, ferry_stops, ferry_routes, ferry_route_stops;
    END $$;

ALTER FUNCTION public.gather_catalogue_statistics() OWNER TO ahti_owner;

COMMENT ON FUNCTION public.gather_catalogue_statistics() IS 'tells the planner what a load has brought in';

CREATE FUNCTION public.ground_capacity_m2(ground uuid) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
        SELECT round(greatest(coalesce(place.ground_m2, place.units * terms.usual_m2) - ground_lots_m2(place.id), 0), 2)
        FROM places AS place
        LEFT JOIN storage_terms AS terms ON terms.provider_id = place.provider_id
        WHERE place.id = ground AND place.kind = 'UNMARKED_WINTER_STORAGE' AND place.retired_at IS NULL
    $$;

ALTER FUNCTION public.ground_capacity_m2(ground uuid) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.ground_capacity_m2(ground uuid) IS 'what is left for notices: as measured, or guessed by the usual size';

CREATE FUNCTION public.ground_is_never_overfilled() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    DECLARE
        room numeric;
        taken numeric;
    BEGIN
        IF TG_OP = 'UPDATE' AND OLD.state = 'COUNTED' AND NEW.place_id = OLD.place_id AND NEW.m2 <= OLD.m2
            AND NEW.period <@ OLD.period THEN
            RETURN NULL;
        END IF;
        PERFORM FROM places WHERE id = NEW.place_id FOR NO KEY UPDATE;
        room := ground_capacity_m2(NEW.place_id);
        taken := ground_taken_m2(NEW.place_id, NEW.period);
        IF taken > coalesce(room, 0) THEN
            RAISE EXCEPTION '% m2 on ground % with room for %', taken, NEW.place_id, room
                USING ERRCODE = 'check_violation', CONSTRAINT = 'ground_never_overfilled';
        END IF;
        RETURN NULL;
    END $$;

ALTER FUNCTION public.ground_is_never_overfilled() OWNER TO ahti_owner;

CREATE FUNCTION public.ground_lots_m2(ground uuid) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
        SELECT coalesce(sum(lot.width_mm::numeric * lot.length_mm / 1000000), 0)
        FROM winter_storage_sections AS section
        JOIN places AS lot ON lot.section_id = section.id AND lot.retired_at IS NULL
        WHERE section.cut_from = ground AND section.retired_at IS NULL
    $$;

ALTER FUNCTION public.ground_lots_m2(ground uuid) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.ground_lots_m2(ground uuid) IS 'what the lots take that ground is cut into';

CREATE FUNCTION public.ground_taken_m2(ground uuid, during tstzrange) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
        SELECT coalesce(max(level), 0)
        FROM (
            SELECT sum(change) OVER (ORDER BY at, change) AS level
            FROM occupancies AS held
            CROSS JOIN LATERAL (VALUES (greatest(lower(held.period), lower(during)), held.m2),
                                       (upper(held.period), -held.m2)) AS step (at, change)
            WHERE held.place_id = ground AND held.state = 'COUNTED' AND held.period && during
        ) AS levels
    $$;

ALTER FUNCTION public.ground_taken_m2(ground uuid, during tstzrange) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.ground_taken_m2(ground uuid, during tstzrange) IS 'what stands on ground at the fullest instant of a period';

CREATE FUNCTION public.held_until(period tstzrange, instant timestamp with time zone) RETURNS tstzrange
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
        SELECT CASE WHEN lower(period) < instant THEN tstzrange(lower(period), least(upper(period), instant))
                    ELSE period END
    $$;

ALTER FUNCTION public.held_until(period tstzrange, instant timestamp with time zone) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.held_until(period tstzrange, instant timestamp with time zone) IS 'a period as it ends early; whole where it has not begun, since none is empty';

CREATE FUNCTION public.invoice_comes_to_its_lines() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        IF NEW.amount <> (SELECT coalesce(sum(amount), 0) FROM order_lines
                          WHERE order_id = NEW.order_id AND number BETWEEN NEW.first_line AND NEW.last_line)
                         * (CASE WHEN NEW.turned THEN -1 ELSE 1 END) THEN
            RAISE EXCEPTION 'invoice % does not come to its lines', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'invoices_come_to_their_lines';
        END IF;
        RETURN NULL;
    END $$;

ALTER FUNCTION public.invoice_comes_to_its_lines() OWNER TO ahti_owner;

CREATE FUNCTION public.keep_vouched() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        IF acting_as_staff() OR acting_as_city() THEN
            RETURN NEW;
        END IF;
        IF NEW.municipality_source <> 'SELF_DECLARED'
                AND (TG_OP = 'INSERT' OR (NEW.municipality, NEW.municipality_source, NEW.municipality_on)
                     IS DISTINCT FROM (OLD.municipality, OLD.municipality_source, OLD.municipality_on))
            OR NEW.email_verified_at IS NOT NULL
                AND (TG_OP = 'INSERT' OR (NEW.email, NEW.email_verified_at)
                     IS DISTINCT FROM (OLD.email, OLD.email_verified_at))
            OR NEW.names_identified_at IS NOT NULL
                AND (TG_OP = 'INSERT' OR (NEW.first_name, NEW.last_name, NEW.names_identified_at)
                     IS DISTINCT FROM (OLD.first_name, OLD.last_name, OLD.names_identified_at))
            OR NEW.of_age_attested_on IS NOT NULL
                AND (TG_OP = 'INSERT' OR NEW.of_age_attested_on IS DISTINCT FROM OLD.of_age_attested_on) THEN
            RAISE EXCEPTION 'what others vouch for is not for the person to write'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END $$;

ALTER FUNCTION public.keep_vouched() OWNER TO ahti_owner;

CREATE FUNCTION public.know_message_templates(VARIADIC more text[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
    DECLARE
        known text[];
    BEGIN
        SELECT array_agg(named[1]) INTO known
        FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([A-Z_0-9]+)''', 'g') AS named
        WHERE conname = 'messages_template_known';
        PERFORM set_message_templates(known || more);
    END $$;

ALTER FUNCTION public.know_message_templates(VARIADIC more text[]) OWNER TO ahti_owner;

CREATE FUNCTION public.lease_keeps_to_its_place() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        IF NEW.place_id IS DISTINCT FROM (SELECT place_id FROM occupancies WHERE id = NEW.occupancy_id)
            OR NEW.provider_id IS DISTINCT FROM (SELECT provider_id FROM places WHERE id = NEW.place_id) THEN
            RAISE EXCEPTION 'lease % speaks of another place', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'leases_keep_to_their_place';
        END IF;
        RETURN NULL;
    END $$;

ALTER FUNCTION public.lease_keeps_to_its_place() OWNER TO ahti_owner;

CREATE TABLE public.leases (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    place_id uuid NOT NULL,
    occupancy_id uuid NOT NULL,
    season_starts date NOT NULL,
    season_ends date NOT NULL,
    person_id uuid,
    organisation_id uuid,
    tenant_name text,
    tenant_email text,
    tenant_language text,
    boat_type_id uuid,
    registration text,
    beam_mm integer NOT NULL,
    length_mm integer NOT NULL,
    draught_mm integer,
    mass_kg integer,
    status text NOT NULL,
    origin text NOT NULL,
    follows_id uuid,
    created_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ending text,
    end_reason text,
    erased_at timestamp with time zone,
    order_id uuid,
    worth numeric(12,2),
    paid numeric(12,2),
    CONSTRAINT leases_beam_of_a_boat CHECK (((beam_mm >= 500) AND (beam_mm <= 12000))),
    CONSTRAINT leases_charged_by_an_order CHECK ((num_nonnulls(order_id, worth, paid) = ANY (ARRAY[0, 3]))),
    CONSTRAINT leases_draught_of_a_boat CHECK (((draught_mm >= 0) AND (draught_mm <= 6000))),
    CONSTRAINT leases_end_reason_length CHECK (((length(end_reason) >= 1) AND (length(end_reason) <= 2000))),
    CONSTRAINT leases_ended_at_some_time CHECK ((num_nonnulls(ended_at, ending) =
CASE status
    WHEN 'ENDED'::text THEN 2
    ELSE 0
END)),
    CONSTRAINT leases_ended_for_a_reason CHECK (((ending = ANY (ARRAY['EXCHANGED'::text, 'GIVEN_UP'::text, 'SWITCHED'::text])) OR ((ending IS NULL) = (end_reason IS NULL)))),
    CONSTRAINT leases_ending_known CHECK ((ending = ANY (ARRAY['TERMINATED'::text, 'MOVED'::text, 'EXCHANGED'::text, 'GIVEN_UP'::text, 'SWITCHED'::text, 'TRANSFERRED'::text]))),
    CONSTRAINT leases_length_of_a_boat CHECK (((length_mm >= 2000) AND (length_mm <= 24000))),
    CONSTRAINT leases_mass_of_a_boat CHECK (((mass_kg >= 10) AND (mass_kg <= 200000))),
    CONSTRAINT leases_of_somebody CHECK (
CASE
    WHEN (erased_at IS NULL) THEN ((num_nonnulls(person_id, organisation_id) <= 1) AND (num_nonnulls(person_id, organisation_id, tenant_name) >= 1))
    ELSE (num_nonnulls(person_id, organisation_id, tenant_name, tenant_email, registration) = 0)
END),
    CONSTRAINT leases_origin_known CHECK ((origin = ANY (ARRAY['IMPORTED'::text, 'RECORDED'::text, 'AWARDED'::text, 'MOVED'::text, 'EXCHANGED'::text, 'OFFERED'::text, 'RENEWED'::text, 'SWITCHED'::text, 'TRANSFERRED'::text]))),
    CONSTRAINT leases_paid_at_most_their_worth CHECK (((paid >= (0)::numeric) AND (paid <= worth))),
    CONSTRAINT leases_registration_length CHECK (((length(registration) >= 2) AND (length(registration) <= 20))),
    CONSTRAINT leases_season_in_order CHECK ((season_starts <= season_ends)),
    CONSTRAINT leases_status_known CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'ENDED'::text]))),
    CONSTRAINT leases_tenant_email_length CHECK (((length(tenant_email) >= 3) AND (length(tenant_email) <= 254))),
    CONSTRAINT leases_tenant_language_known CHECK ((tenant_language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text]))),
    CONSTRAINT leases_tenant_name_length CHECK (((length(tenant_name) >= 1) AND (length(tenant_name) <= 201)))
);

ALTER TABLE ONLY public.leases FORCE ROW LEVEL SECURITY;

ALTER TABLE public.leases OWNER TO ahti_owner;

COMMENT ON TABLE public.leases IS 'who holds a place for a season; the occupancy says from when to when';

COMMENT ON COLUMN public.leases.tenant_name IS 'as the provider knows the tenant, with or without account';

COMMENT ON COLUMN public.leases.follows_id IS 'the lease that was moved, exchanged or renewed for this one';

COMMENT ON COLUMN public.leases.ended_at IS 'from when the place is free again before its season is over; may lie ahead';

COMMENT ON COLUMN public.leases.erased_at IS 'when all that tells of the tenant was taken out';

COMMENT ON COLUMN public.leases.order_id IS 'the last order that paid for it; those before are of the leases it follows';

COMMENT ON COLUMN public.leases.worth IS 'what its whole time costs, services aside';

COMMENT ON COLUMN public.leases.paid IS 'how much of that orders of this service pay; the rest was elsewhere, or waived';

CREATE TABLE public.orders (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    reference text NOT NULL,
    purpose text NOT NULL,
    status text NOT NULL,
    person_id uuid,
    organisation_id uuid,
    payer_name text,
    payer_email text,
    payer_language text NOT NULL,
    application_id uuid,
    access_hash bytea,
    expires_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    paid_at timestamp with time zone,
    closed_at timestamp with time zone,
    erased_at timestamp with time zone,
    CONSTRAINT orders_access_hashed CHECK ((length(access_hash) = 32)),
    CONSTRAINT orders_closed_has_time CHECK (((status = ANY (ARRAY['EXPIRED'::text, 'CANCELLED'::text])) = (closed_at IS NOT NULL))),
    CONSTRAINT orders_erased_tell_nothing CHECK (((erased_at IS NULL) OR (num_nonnulls(person_id, organisation_id, payer_email, access_hash) = 0))),
    CONSTRAINT orders_name_a_payer CHECK (((payer_name IS NULL) = (erased_at IS NOT NULL))),
    CONSTRAINT orders_of_one_payer CHECK ((num_nonnulls(person_id, organisation_id) <= 1)),
    CONSTRAINT orders_paid_has_time CHECK (((status <> 'PAID'::text) OR (paid_at IS NOT NULL))),
    CONSTRAINT orders_payer_email_length CHECK (((length(payer_email) >= 3) AND (length(payer_email) <= 254))),
    CONSTRAINT orders_payer_language_known CHECK ((payer_language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text]))),
    CONSTRAINT orders_payer_name_length CHECK (((length(payer_name) >= 1) AND (length(payer_name) <= 201))),
    CONSTRAINT orders_purpose_known CHECK ((purpose = ANY (ARRAY['OFFER'::text, 'STORAGE_NOTICE'::text, 'SWITCH'::text]))),
    CONSTRAINT orders_reference_spelled CHECK ((reference ~ '^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$'::text)),
    CONSTRAINT orders_status_known CHECK ((status = ANY (ARRAY['OPEN'::text, 'PAID'::text, 'EXPIRED'::text, 'CANCELLED'::text])))
);

ALTER TABLE ONLY public.orders FORCE ROW LEVEL SECURITY;

ALTER TABLE public.orders OWNER TO ahti_owner;

COMMENT ON TABLE public.orders IS 'what is to be paid, and what for; the sums are those of its lines';

COMMENT ON COLUMN public.orders.payer_name IS 'as invoices name the payer; books are kept longer than accounts';

COMMENT ON COLUMN public.orders.access_hash IS 'of the capability in the link that the payer was sent';

COMMENT ON COLUMN public.orders.expires_at IS 'until when it is taken for good money; null: until it is paid';

CREATE TABLE public.switch_dues (
    order_id uuid NOT NULL,
    lease_id uuid NOT NULL,
    provider_id uuid NOT NULL,
    due_at timestamp with time zone NOT NULL,
    grace_until timestamp with time zone NOT NULL,
    reminders integer DEFAULT 0 NOT NULL,
    overdue_at timestamp with time zone,
    CONSTRAINT switch_dues_grace_after_due CHECK ((due_at <= grace_until)),
    CONSTRAINT switch_dues_reminders_check CHECK (((reminders >= 0) AND (reminders <= 2)))
);

ALTER TABLE ONLY public.switch_dues FORCE ROW LEVEL SECURITY;

ALTER TABLE public.switch_dues OWNER TO ahti_owner;

COMMENT ON TABLE public.switch_dues IS 'until when the difference of a change of places is to be paid';

COMMENT ON COLUMN public.switch_dues.overdue_at IS 'from when staff look at it';

CREATE FUNCTION public.lease_owes_nothing(lease uuid) RETURNS boolean
    LANGUAGE sql STABLE
    RETURN (NOT (EXISTS (SELECT FROM (public.leases JOIN public.orders ON ((orders.id = leases.order_id))) WHERE ((leases.id = lease_owes_nothing.lease) AND (orders.status = 'OPEN'::text)) UNION ALL SELECT FROM (public.switch_dues JOIN public.orders ON ((orders.id = switch_dues.order_id))) WHERE ((switch_dues.lease_id = lease_owes_nothing.lease) AND (switch_dues.overdue_at IS NOT NULL) AND (orders.status = 'OPEN'::text)))));

ALTER FUNCTION public.lease_owes_nothing(lease uuid) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.lease_owes_nothing(lease uuid) IS 'whether nothing that was ordered for a lease waits for money';

CREATE FUNCTION public.lock_who_and_what(application uuid) RETURNS void
    LANGUAGE sql
    AS $$
        SELECT pg_advisory_xact_lock(key) FROM (
            SELECT DISTINCT hashtextextended(concat_ws(' ', 'ahti.duplicates', own.round_id, known.word), 0) AS key
            FROM applications AS own JOIN applicants AS who ON who.application_id = own.id
            CROSS JOIN LATERAL (VALUES
                ('person ' || own.person_id), ('name ' || who.name_key), ('organisation ' || own.organisation_id),
                ('boat ' || own.boat_id), ('registration ' || own.registration_key)) AS known (word)
            WHERE own.id = application AND known.word IS NOT NULL
            ORDER BY key
        ) AS keys
    $$;

ALTER FUNCTION public.lock_who_and_what(application uuid) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.lock_who_and_what(application uuid) IS 'lets nobody else in who could be the same, until the transaction ends';

CREATE FUNCTION public.lots_fit_their_ground() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    DECLARE
        ground uuid;
    BEGIN
        FOR ground IN
            SELECT section.cut_from FROM changed
            JOIN winter_storage_sections AS section ON section.id = changed.section_id
            WHERE section.cut_from IS NOT NULL
            UNION
            SELECT id FROM changed WHERE kind = 'UNMARKED_WINTER_STORAGE'
            ORDER BY 1
        LOOP
            PERFORM require_lots_fit(ground);
        END LOOP;
        RETURN NULL;
    END $$;

ALTER FUNCTION public.lots_fit_their_ground() OWNER TO ahti_owner;

CREATE FUNCTION public.meets_box(shape path[], area box) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
    DECLARE
        part path;
        enlarged path;
        frame polygon := polygon((area - center(area)) * point(1000000, 0));
    BEGIN
        FOREACH part IN ARRAY shape LOOP
            enlarged := (part - center(area)) * point(1000000, 0);
            IF enlarged <-> path(frame) = 0 OR polygon(pclose(enlarged)) <@ frame THEN
                RETURN true;
            END IF;
        END LOOP;
        RETURN covers_point(shape, center(area));
    END $$;

ALTER FUNCTION public.meets_box(shape path[], area box) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.meets_box(shape path[], area box) IS 'whether a shape and a box have a point in common, the box being filled';

CREATE FUNCTION public.missing(what text) RETURNS text
    LANGUAGE plpgsql PARALLEL SAFE
    AS $$
    BEGIN
        RAISE EXCEPTION USING ERRCODE = 'AH001', MESSAGE = what;
    END $$;

ALTER FUNCTION public.missing(what text) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.missing(what text) IS 'raises AH001: what a read was promised is not there';

CREATE FUNCTION public.note_duplicates() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    DECLARE
        act text := current_setting('ahti.act', true);
        as_of timestamptz := greatest(NEW.submitted_at, NEW.edited_at, NEW.claimed_at, NEW.withdrawn_at);
    BEGIN
        PERFORM set_config('ahti.act', 'staff', true);
        IF NEW.status <> 'SUBMITTED' THEN
            UPDATE application_duplicates SET status = 'MERGED', decided_at = as_of
            WHERE NEW.id IN (first_id, second_id) AND status = 'OPEN';
        ELSE
            PERFORM lock_who_and_what(NEW.id);
            IF TG_OP = 'UPDATE' THEN
                DELETE FROM application_duplicates AS pair
                WHERE NEW.id IN (first_id, second_id) AND status = 'OPEN'
                AND NOT EXISTS (SELECT FROM duplicates_of(NEW.id) AS still
                                WHERE still.other_id IN (first_id, second_id) AND still.ground = pair.ground);
            END IF;
            INSERT INTO application_duplicates (round_id, first_id, second_id, ground, found_at)
            SELECT NEW.round_id, least(NEW.id, other_id), greatest(NEW.id, other_id), ground, as_of
            FROM duplicates_of(NEW.id)
            ON CONFLICT DO NOTHING;
        END IF;
        PERFORM set_config('ahti.act', coalesce(act, ''), true);
        RETURN NULL;
    END
    $$;

ALTER FUNCTION public.note_duplicates() OWNER TO ahti_owner;

COMMENT ON FUNCTION public.note_duplicates() IS 'an open pair is true at any time: found with what makes it, gone with it';

CREATE FUNCTION public.notice_keeps_to_its_ground() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        IF (NEW.place_id, NEW.m2) IS DISTINCT FROM (SELECT (place_id, m2) FROM occupancies WHERE id = NEW.occupancy_id)
            OR NEW.provider_id IS DISTINCT FROM (SELECT provider_id FROM places WHERE id = NEW.place_id) THEN
            RAISE EXCEPTION 'notice % speaks of other ground', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'storage_notices_keep_to_their_ground';
        END IF;
        RETURN NULL;
    END $$;

ALTER FUNCTION public.notice_keeps_to_its_ground() OWNER TO ahti_owner;

CREATE FUNCTION public.occupancy_stays_inside_place() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        IF upper(NEW.span) > (SELECT units FROM places WHERE id = NEW.place_id) THEN
            RAISE EXCEPTION 'span % is larger than place %', NEW.span, NEW.place_id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'occupancies_span_inside_place';
        END IF;
        RETURN NEW;
    END $$;

ALTER FUNCTION public.occupancy_stays_inside_place() OWNER TO ahti_owner;

CREATE FUNCTION public.place_is_retired_when_free() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        IF EXISTS (SELECT FROM places_in_use(ARRAY[NEW.id], NEW.retired_at)) THEN
            RAISE EXCEPTION 'place % is in use', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'places_retired_when_free';
        END IF;
        RETURN NULL;
    END
    $$;

ALTER FUNCTION public.place_is_retired_when_free() OWNER TO ahti_owner;

CREATE FUNCTION public.places_in_use(wanted uuid[], since timestamp with time zone) RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    DECLARE
        act text := current_setting('ahti.act', true);
    BEGIN
        PERFORM set_config('ahti.act', 'staff', true);
        RETURN QUERY
        SELECT place.id FROM unnest(wanted) AS place (id)
        WHERE EXISTS (
            SELECT FROM occupancies AS held
            WHERE held.place_id = place.id AND held.state IN ('HOLDING', 'COUNTED') AND upper(held.period) > since)
        OR EXISTS (
            SELECT FROM (
                SELECT offer.order_id FROM offers AS offer WHERE offer.place_id = place.id
                UNION ALL
                SELECT lease.order_id FROM leases AS lease WHERE lease.place_id = place.id
                UNION ALL
                SELECT due.order_id FROM switch_dues AS due
                JOIN leases AS lease ON lease.id = due.lease_id WHERE lease.place_id = place.id
                UNION ALL
                SELECT notice.order_id FROM storage_notices AS notice WHERE notice.place_id = place.id
                UNION ALL
                SELECT difference.order_id FROM storage_differences AS difference
                JOIN storage_notices AS notice ON notice.id = difference.notice_id WHERE notice.place_id = place.id
            ) AS asked
            JOIN orders AS ordered ON ordered.id = asked.order_id
            WHERE ordered.status = 'OPEN' OR EXISTS (
                SELECT FROM refunds AS refund WHERE refund.order_id = ordered.id AND refund.status <> 'DONE'));
        PERFORM set_config('ahti.act', coalesce(act, ''), true);
    END
    $$;

ALTER FUNCTION public.places_in_use(wanted uuid[], since timestamp with time zone) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.places_in_use(wanted uuid[], since timestamp with time zone) IS 'which somebody has, or for which money is under way';

CREATE FUNCTION public.presented_capability() RETURNS bytea
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
        SELECT sha256(convert_to(nullif(current_setting('ahti.capability', true), ''), 'UTF8'))
    $$;

ALTER FUNCTION public.presented_capability() OWNER TO ahti_owner;

COMMENT ON FUNCTION public.presented_capability() IS 'the hash of the edit token that this transaction presents, if any';

CREATE FUNCTION public.provider_keeps_an_owner() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    DECLARE
        acting text := coalesce(current_setting('ahti.act', true), '');
        kept boolean;
    BEGIN
        PERFORM FROM providers WHERE id = OLD.provider_id FOR NO KEY UPDATE;
        PERFORM set_config('ahti.act', 'staff', true);
        kept := EXISTS (SELECT FROM provider_members WHERE provider_id = OLD.provider_id AND role = 'OWNER');
        PERFORM set_config('ahti.act', acting, true);
        IF NOT kept THEN
            RAISE EXCEPTION 'provider % would be without an owner', OLD.provider_id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'provider_members_keep_an_owner';
        END IF;
        RETURN NULL;
    END $$;

ALTER FUNCTION public.provider_keeps_an_owner() OWNER TO ahti_owner;

CREATE FUNCTION public.publishes_unreviewed(provider_id uuid) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $_$
        SELECT EXISTS (SELECT FROM providers WHERE id = $1 AND (kind = 'CITY' OR NOT listings_reviewed))
    $_$;

ALTER FUNCTION public.publishes_unreviewed(provider_id uuid) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.publishes_unreviewed(provider_id uuid) IS 'whether what the provider lists is published without a decision';

CREATE FUNCTION public.queue_audit_entries() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    BEGIN
        PERFORM set_config('ahti.audit', 'writing', true);
        IF EXISTS (SELECT FROM added JOIN audit_chain ON entry_id = id) THEN
            RAISE EXCEPTION 'an audit entry with this id was erased' USING ERRCODE = 'unique_violation';
        END IF;
        INSERT INTO audit_unsealed (entry_id, at, operation, subject_type, subject_id, digest)
        SELECT id, at, operation, subject_type, subject_id, digest FROM added;
        PERFORM set_config('ahti.audit', '', true);
        RETURN NULL;
    END
    $$;

ALTER FUNCTION public.queue_audit_entries() OWNER TO ahti_owner;

COMMENT ON FUNCTION public.queue_audit_entries() IS 'no entry is without its place in the chain, or in the queue for one';

CREATE FUNCTION public.recount_harbors(ids uuid[]) RETURNS void
    LANGUAGE plpgsql STRICT SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
        BEGIN
            PERFORM FROM harbors WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;
            UPDATE harbors AS parent SET (place_count, active_place_count, max_width_mm, max_length_mm, max_depth_mm, places_by_mooring, places_by_width) = (found.place_count, found.active_place_count, found.max_width_mm, found.max_length_mm, found.max_depth_mm, found.places_by_mooring, found.places_by_width)
            FROM (SELECT known.id, place_count, active_place_count, max_width_mm, max_length_mm, max_depth_mm, places_by_mooring, places_by_width FROM unnest(ids) AS known (id) 
        CROSS JOIN LATERAL (
            SELECT count(*) AS place_count, count(*) FILTER (WHERE is_active) AS active_place_count,
                   max(width_mm) FILTER (WHERE is_active) AS max_width_mm,
                   max(length_mm) FILTER (WHERE is_active) AS max_length_mm,
                   max(depth_mm) FILTER (WHERE is_active) AS max_depth_mm
            FROM places WHERE harbor_id = known.id AND retired_at IS NULL
        ) AS counts
    
        CROSS JOIN LATERAL (
            SELECT coalesce(jsonb_agg(jsonb_build_object('mooring', mooring, 'count', number)
                                      ORDER BY mooring COLLATE "C"), '[]') AS places_by_mooring
            FROM (SELECT mooring, count(*) AS number FROM places WHERE harbor_id = known.id AND retired_at IS NULL AND mooring IS NOT NULL GROUP BY mooring) AS spread
        ) AS moorings
        CROSS JOIN LATERAL (
            SELECT coalesce(jsonb_agg(jsonb_build_object('from_mm', upper - 500, 'to_mm', upper,
                                                         'count', number)
                                      ORDER BY upper), '[]') AS places_by_width
            FROM (
                SELECT (width_mm + 499) / 500 * 500 AS upper,
                       count(*) AS number
                FROM places WHERE harbor_id = known.id AND retired_at IS NULL AND width_mm IS NOT NULL GROUP BY 1
            ) AS spread
        ) AS widths
    ) AS found
            WHERE parent.id = found.id AND (parent.place_count, parent.active_place_count, parent.max_width_mm, parent.max_length_mm, parent.max_depth_mm, parent.places_by_mooring, parent.places_by_width) IS DISTINCT FROM (found.place_count, found.active_place_count, found.max_width_mm, found.max_length_mm, found.max_depth_mm, found.places_by_mooring, found.places_by_width);
        END $$;

ALTER FUNCTION public.recount_harbors(ids uuid[]) OWNER TO ahti_owner;

CREATE FUNCTION public.recount_piers(ids uuid[]) RETURNS void
    LANGUAGE plpgsql STRICT SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
        BEGIN
            PERFORM FROM piers WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;
            UPDATE piers AS parent SET (place_count, active_place_count, max_width_mm, max_length_mm, max_depth_mm, places_by_mooring, places_by_width) = (found.place_count, found.active_place_count, found.max_width_mm, found.max_length_mm, found.max_depth_mm, found.places_by_mooring, found.places_by_width)
            FROM (SELECT known.id, place_count, active_place_count, max_width_mm, max_length_mm, max_depth_mm, places_by_mooring, places_by_width FROM unnest(ids) AS known (id) 
        CROSS JOIN LATERAL (
            SELECT count(*) AS place_count, count(*) FILTER (WHERE is_active) AS active_place_count,
                   max(width_mm) FILTER (WHERE is_active) AS max_width_mm,
                   max(length_mm) FILTER (WHERE is_active) AS max_length_mm,
                   max(depth_mm) FILTER (WHERE is_active) AS max_depth_mm
            FROM places WHERE pier_id = known.id AND retired_at IS NULL
        ) AS counts
    
        CROSS JOIN LATERAL (
            SELECT coalesce(jsonb_agg(jsonb_build_object('mooring', mooring, 'count', number)
                                      ORDER BY mooring COLLATE "C"), '[]') AS places_by_mooring
            FROM (SELECT mooring, count(*) AS number FROM places WHERE pier_id = known.id AND retired_at IS NULL AND mooring IS NOT NULL GROUP BY mooring) AS spread
        ) AS moorings
        CROSS JOIN LATERAL (
            SELECT coalesce(jsonb_agg(jsonb_build_object('from_mm', upper - 500, 'to_mm', upper,
                                                         'count', number)
                                      ORDER BY upper), '[]') AS places_by_width
            FROM (
                SELECT (width_mm + 499) / 500 * 500 AS upper,
                       count(*) AS number
                FROM places WHERE pier_id = known.id AND retired_at IS NULL AND width_mm IS NOT NULL GROUP BY 1
            ) AS spread
        ) AS widths
    ) AS found
            WHERE parent.id = found.id AND (parent.place_count, parent.active_place_count, parent.max_width_mm, parent.max_length_mm, parent.max_depth_mm, parent.places_by_mooring, parent.places_by_width) IS DISTINCT FROM (found.place_count, found.active_place_count, found.max_width_mm, found.max_length_mm, found.max_depth_mm, found.places_by_mooring, found.places_by_width);
        END $$;

ALTER FUNCTION public.recount_piers(ids uuid[]) OWNER TO ahti_owner;

CREATE FUNCTION public.recount_winter_storage_areas(ids uuid[]) RETURNS void
    LANGUAGE plpgsql STRICT SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
        BEGIN
            PERFORM FROM winter_storage_areas WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;
            UPDATE winter_storage_areas AS parent SET (place_count, active_place_count) = (found.place_count, found.active_place_count)
            FROM (SELECT known.id, place_count, active_place_count FROM unnest(ids) AS known (id) 
        CROSS JOIN LATERAL (
            SELECT count(*) AS place_count, count(*) FILTER (WHERE is_active) AS active_place_count,
                   max(width_mm) FILTER (WHERE is_active) AS max_width_mm,
                   max(length_mm) FILTER (WHERE is_active) AS max_length_mm,
                   max(depth_mm) FILTER (WHERE is_active) AS max_depth_mm
            FROM places WHERE area_id = known.id AND retired_at IS NULL
        ) AS counts
    ) AS found
            WHERE parent.id = found.id AND (parent.place_count, parent.active_place_count) IS DISTINCT FROM (found.place_count, found.active_place_count);
        END $$;

ALTER FUNCTION public.recount_winter_storage_areas(ids uuid[]) OWNER TO ahti_owner;

CREATE FUNCTION public.recount_winter_storage_sections(ids uuid[]) RETURNS void
    LANGUAGE plpgsql STRICT SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
        BEGIN
            PERFORM FROM winter_storage_sections WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;
            UPDATE winter_storage_sections AS parent SET (place_count, active_place_count) = (found.place_count, found.active_place_count)
            FROM (SELECT known.id, place_count, active_place_count FROM unnest(ids) AS known (id) 
        CROSS JOIN LATERAL (
            SELECT count(*) AS place_count, count(*) FILTER (WHERE is_active) AS active_place_count,
                   max(width_mm) FILTER (WHERE is_active) AS max_width_mm,
                   max(length_mm) FILTER (WHERE is_active) AS max_length_mm,
                   max(depth_mm) FILTER (WHERE is_active) AS max_depth_mm
            FROM places WHERE section_id = known.id AND retired_at IS NULL
        ) AS counts
    ) AS found
            WHERE parent.id = found.id AND (parent.place_count, parent.active_place_count) IS DISTINCT FROM (found.place_count, found.active_place_count);
        END $$;

ALTER FUNCTION public.recount_winter_storage_sections(ids uuid[]) OWNER TO ahti_owner;

CREATE FUNCTION public.redirect_uri_is_sound(uri text) RETURNS boolean
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $_$
        SELECT uri ~ '^[\x21-\x7e]+$' AND length(uri) <= 500 AND uri !~ '[#*\\<>"`{}|^]' AND (
            uri ~ '^https://[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?]|$)'
            OR uri ~ '^https?://\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?([/?]|$)' AND (uri ~ '^https' OR uri ~ '^http://\[::1\]')
            OR uri ~ '^http://127\.0\.0\.1(:[0-9]{1,5})?([/?]|$)'
            OR uri ~ '^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:')
    $_$;

ALTER FUNCTION public.redirect_uri_is_sound(uri text) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.redirect_uri_is_sound(uri text) IS 'whether people may be sent there with a code: RFC 8252, RFC 9700';

CREATE FUNCTION public.redirect_uris_are_sound(uris text[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
        SELECT cardinality(uris) BETWEEN 1 AND 20
               AND (SELECT bool_and(redirect_uri_is_sound(uri)) FROM unnest(uris) AS uri)
    $$;

ALTER FUNCTION public.redirect_uris_are_sound(uris text[]) OWNER TO ahti_owner;

CREATE FUNCTION public.refund_stays_within_payment() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        PERFORM FROM payments WHERE id = NEW.payment_id FOR UPDATE;
        IF NOT EXISTS (
            SELECT FROM payments AS payment
            WHERE payment.id = NEW.payment_id AND payment.status = 'CAPTURED' AND payment.order_id = NEW.order_id
              AND payment.amount >= (SELECT sum(amount) FROM refunds WHERE payment_id = NEW.payment_id)
        ) THEN
            RAISE EXCEPTION 'refund % is of more than came', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_within_payment';
        END IF;
        RETURN NULL;
    END $$;

ALTER FUNCTION public.refund_stays_within_payment() OWNER TO ahti_owner;

CREATE FUNCTION public.refuse_audit_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND auditing() = TG_ARGV[0] THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION '% of %: the audit trail only grows', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END
    $$;

ALTER FUNCTION public.refuse_audit_change() OWNER TO ahti_owner;

CREATE FUNCTION public.require_lots_fit(ground uuid) RETURNS void
    LANGUAGE plpgsql
    AS $$
    DECLARE
        there numeric;
        cut numeric;
        since timestamptz;
    BEGIN
        SELECT ground_m2, modified_at INTO there, since FROM places
        WHERE id = ground AND kind = 'UNMARKED_WINTER_STORAGE' FOR NO KEY UPDATE;
        SELECT sum(coalesce(lot.width_mm::numeric * lot.length_mm / 1000000, 'Infinity')),
               greatest(since, max(lot.modified_at))
        INTO cut, since
        FROM winter_storage_sections AS section
        JOIN places AS lot ON lot.section_id = section.id AND lot.retired_at IS NULL
        WHERE section.cut_from = ground AND section.retired_at IS NULL;
        IF cut > coalesce(there, 0) THEN
            RAISE EXCEPTION 'lots of % m2 on ground % of % m2', cut, ground, there
                USING ERRCODE = 'check_violation', CONSTRAINT = 'lots_fit_their_ground';
        END IF;
        IF cut + ground_taken_m2(ground, tstzrange(since, NULL)) > there THEN
            RAISE EXCEPTION 'lots of % m2 on ground %, where boats stand', cut, ground
                USING ERRCODE = 'check_violation', CONSTRAINT = 'lots_leave_room_for_boats';
        END IF;
    END $$;

ALTER FUNCTION public.require_lots_fit(ground uuid) OWNER TO ahti_owner;

CREATE FUNCTION public.seal_audit_entries(at_most integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    DECLARE
        one audit_unsealed;
        last_number bigint := 0;
        last_hash bytea := decode(repeat('00', 32), 'hex');
        sealed integer := 0;
    BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('ahti.audit', 0));
        PERFORM set_config('ahti.audit', 'sealing', true);
        SELECT number, hash INTO last_number, last_hash
        FROM (SELECT number, hash FROM audit_chain UNION ALL SELECT last_number, last_hash) AS known
        ORDER BY number DESC LIMIT 1;
        FOR one IN
            WITH taken AS (
                DELETE FROM audit_unsealed
                WHERE entry_id IN (SELECT entry_id FROM audit_unsealed ORDER BY at, entry_id LIMIT at_most)
                RETURNING *
            )
            SELECT * FROM taken ORDER BY at, entry_id
        LOOP
            last_number := last_number + 1;
            last_hash := audit_link(last_hash, last_number, one.entry_id, one.at, one.operation, one.subject_type,
                                    one.subject_id, one.digest);
            INSERT INTO audit_chain (number, entry_id, at, operation, subject_type, subject_id, digest, hash)
            VALUES (last_number, one.entry_id, one.at, one.operation, one.subject_type, one.subject_id, one.digest,
                    last_hash);
            sealed := sealed + 1;
        END LOOP;
        PERFORM set_config('ahti.audit', '', true);
        RETURN sealed;
    END
    $$;

ALTER FUNCTION public.seal_audit_entries(at_most integer) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.seal_audit_entries(at_most integer) IS 'gives committed entries their number and hash, one sealer at a time';

CREATE FUNCTION public.season_period(first_day date, last_day date, time_zone text) RETURNS tstzrange
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
        SELECT tstzrange(first_day::timestamp AT TIME ZONE time_zone, (last_day + 1)::timestamp AT TIME ZONE time_zone)
    $$;

ALTER FUNCTION public.season_period(first_day date, last_day date, time_zone text) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.season_period(first_day date, last_day date, time_zone text) IS 'from the first midnight to the one that ends the last day, there';

CREATE FUNCTION public.season_price(priced uuid, season_starts date, payers text) RETURNS numeric
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
        SELECT round(
            CASE WHEN place.area_id IS NULL THEN berth.amount
                 ELSE area.per_m2 * place.width_mm * place.length_mm / 1000000 END
            * CASE payers WHEN 'COMPANY' THEN list.company_factor
                          WHEN 'NON_BILLABLE' THEN list.non_billable_factor ELSE 1 END, 2)
        FROM places AS place
        JOIN price_lists AS list ON list.provider_id = place.provider_id AND list.status = 'PUBLISHED'
            AND list.valid @> season_starts
            AND list.product = CASE place.kind WHEN 'BERTH' THEN 'BERTH'
                                               WHEN 'WINTER_STORAGE_PLACE' THEN 'WINTER_STORAGE' END
        LEFT JOIN piers AS pier ON pier.id = place.pier_id
        LEFT JOIN area_prices AS area
            ON area.list_id = list.id AND area.area_id = place.area_id AND area.stored = 'BOX'
        LEFT JOIN LATERAL (
            SELECT one.amount
            FROM (SELECT price.over_mm, price.upto_mm, price.tier, price.amount,
                         rank() OVER (ORDER BY price.mooring IS NULL, price.harbor_id IS NULL) AS exactness
                  FROM berth_prices AS price
                  WHERE price.list_id = list.id
                  AND (price.mooring IS NULL OR price.mooring = place.mooring)
                  AND (price.harbor_id IS NULL OR price.harbor_id = place.harbor_id)) AS one
            WHERE one.exactness = 1 AND one.over_mm < place.width_mm
            AND (one.upto_mm IS NULL OR place.width_mm <= one.upto_mm)
            AND (one.tier IS NULL OR one.tier = pier.price_tier)
            ORDER BY one.tier NULLS LAST LIMIT 1) AS berth ON true
        WHERE place.id = priced
    $$;

ALTER FUNCTION public.season_price(priced uuid, season_starts date, payers text) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.season_price(priced uuid, season_starts date, payers text) IS 'what a place costs a whole season; null where it has no price';

CREATE FUNCTION public.season_vat(priced uuid, season_starts date) RETURNS numeric
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
        SELECT CASE WHEN coalesce(
                   (SELECT told.is_liable FROM provider_vat AS told
                    WHERE told.provider_id = provider.id AND told.valid @> season_starts),
                   provider.kind <> 'PRIVATE_PERSON'
                   OR EXISTS (SELECT FROM provider_vat AS told WHERE told.provider_id = provider.id))
               THEN (SELECT rate.rate FROM vat_rates AS rate
                     WHERE rate.product = CASE place.kind WHEN 'BERTH' THEN 'BERTH' ELSE 'WINTER_STORAGE' END
                     AND rate.valid @> season_starts)
               ELSE 0.00 END
        FROM places AS place JOIN providers AS provider ON provider.id = place.provider_id
        WHERE place.id = priced
    $$;

ALTER FUNCTION public.season_vat(priced uuid, season_starts date) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.season_vat(priced uuid, season_starts date) IS 'the percentage of VAT in what a place costs a season';

CREATE FUNCTION public.section_fits_its_ground() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        PERFORM require_lots_fit(NEW.cut_from);
        RETURN NULL;
    END $$;

ALTER FUNCTION public.section_fits_its_ground() OWNER TO ahti_owner;

CREATE FUNCTION public.set_message_templates(templates text[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
    BEGIN
        ALTER TABLE messages DROP CONSTRAINT messages_template_known;
        EXECUTE format('ALTER TABLE messages ADD CONSTRAINT messages_template_known CHECK (template IN (%s))', (
            SELECT string_agg(quote_literal(template), ', ' ORDER BY number)
            FROM unnest(templates) WITH ORDINALITY AS listed (template, number)));
    END $$;

ALTER FUNCTION public.set_message_templates(templates text[]) OWNER TO ahti_owner;

CREATE FUNCTION public.tell_data_version() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
            PERFORM pg_notify('ahti_data', concat(TG_ARGV[0], ':', pg_current_xact_id()));
        END IF;
        RETURN NULL;
    END $$;

ALTER FUNCTION public.tell_data_version() OWNER TO ahti_owner;

COMMENT ON FUNCTION public.tell_data_version() IS 'tells who listens to ahti_data which group of tables has changed';

CREATE FUNCTION public.waiting_work(wanted_round uuid) RETURNS TABLE(application_id uuid, work text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    DECLARE
        act text := current_setting('ahti.act', true);
    BEGIN
        PERFORM set_config('ahti.act', 'staff', true);
        RETURN QUERY
        WITH standing AS MATERIALIZED (
            SELECT application.id, application.person_id, application.organisation_id, application.boat_id,
                   application.boat_estimated, application.confirmed_at, application.channel,
                   application.class_reason IS NULL
                   AND application.class_number < jsonb_array_length(round.rules -> 'classes') AS claims_residence
            FROM applications AS application
            JOIN rounds AS round ON round.id = application.round_id
            WHERE application.round_id = wanted_round AND application.status = 'SUBMITTED'
        )
        SELECT one.id, 'DUPLICATES' FROM standing AS one
        WHERE EXISTS (
            SELECT FROM application_duplicates AS pair
            WHERE pair.status = 'OPEN' AND one.id IN (pair.first_id, pair.second_id) AND pair.round_id = wanted_round)
        UNION ALL
        SELECT one.id, 'UNVERIFIED_RESIDENCE' FROM standing AS one
        WHERE one.claims_residence
        AND NOT EXISTS (
            SELECT FROM person_profiles AS profile
            WHERE profile.person_id = one.person_id AND profile.municipality_source IN ('REGISTER', 'ATTESTED'))
        AND NOT EXISTS (
            SELECT FROM person_residences AS residence
            WHERE residence.person_id = one.person_id AND residence.resides)
        UNION ALL
        SELECT one.id, 'MISSING_TITLE' FROM standing AS one
        WHERE NOT one.boat_estimated
        AND NOT EXISTS (SELECT FROM boats AS boat WHERE boat.id = one.boat_id AND boat.title_since IS NOT NULL)
        UNION ALL
        SELECT one.id, 'UNCONFIRMED_MAIL' FROM standing AS one
        WHERE one.confirmed_at IS NULL AND one.channel = 'ONLINE'
        UNION ALL
        SELECT one.id, 'UNVERIFIED_ORGANISATION' FROM standing AS one
        WHERE one.organisation_id IS NOT NULL
        AND NOT EXISTS (
            SELECT FROM representations AS claim
            WHERE claim.organisation_id = one.organisation_id AND claim.person_id = one.person_id
            AND claim.status = 'VERIFIED')
        UNION ALL
        SELECT correction.application_id, 'CORRECTIONS' FROM corrections AS correction
        JOIN applications AS application ON application.id = correction.application_id
        WHERE application.round_id = wanted_round AND application.erased_at IS NULL AND correction.status = 'OPEN';
        PERFORM set_config('ahti.act', coalesce(act, ''), true);
    END
    $$;

ALTER FUNCTION public.waiting_work(wanted_round uuid) OWNER TO ahti_owner;

COMMENT ON FUNCTION public.waiting_work(wanted_round uuid) IS 'what somebody has to look at, before a freeze and after results';

CREATE TABLE public.access_tokens (
    hash bytea NOT NULL,
    family_id uuid NOT NULL,
    scopes text[] NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT access_tokens_hashed CHECK ((length(hash) = 32)),
    CONSTRAINT access_tokens_scopes_known CHECK (((cardinality(scopes) > 0) AND (scopes <@ ARRAY['profile:read'::text, 'profile:write'::text, 'applications:read'::text, 'applications:write'::text, 'listings:read'::text, 'listings:write'::text, 'provider:read'::text, 'provider:write'::text, 'programs:write'::text, 'city'::text])))
);

ALTER TABLE ONLY public.access_tokens FORCE ROW LEVEL SECURITY;

ALTER TABLE public.access_tokens OWNER TO ahti_owner;

CREATE TABLE public.accounts (
    provider_id uuid NOT NULL,
    use text NOT NULL,
    product text,
    method text,
    account text NOT NULL,
    vat_code text,
    CONSTRAINT accounts_account_check CHECK (((length(account) >= 1) AND (length(account) <= 20))),
    CONSTRAINT accounts_method_known CHECK ((method = ANY (ARRAY['EMBEDDED'::text, 'PAYTRAIL'::text, 'BANK'::text, 'MANUAL'::text]))),
    CONSTRAINT accounts_method_of_money CHECK (((method IS NULL) OR (use = 'MONEY'::text))),
    CONSTRAINT accounts_product_known CHECK ((product = ANY (ARRAY['BERTH'::text, 'WINTER_STORAGE'::text, 'SERVICE'::text, 'GUEST_NIGHT'::text, 'PASSENGER_TRANSPORT'::text]))),
    CONSTRAINT accounts_product_of_sales CHECK (((product IS NULL) OR (use = 'SALES'::text))),
    CONSTRAINT accounts_use_known CHECK ((use = ANY (ARRAY['RECEIVABLE'::text, 'SALES'::text, 'VAT'::text, 'MONEY'::text, 'REFUNDS_OWED'::text, 'COMMISSION'::text]))),
    CONSTRAINT accounts_vat_code_check CHECK (((length(vat_code) >= 1) AND (length(vat_code) <= 20)))
);

ALTER TABLE ONLY public.accounts FORCE ROW LEVEL SECURITY;

ALTER TABLE public.accounts OWNER TO ahti_owner;

COMMENT ON TABLE public.accounts IS 'where the journal of a provider posts; without product or method: all the others';

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);

ALTER TABLE public.alembic_version OWNER TO ahti_owner;

CREATE TABLE public.api_keys (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    made_by uuid NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    scopes text[] NOT NULL,
    secret_hash bytea NOT NULL,
    test_mode boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    last_used_on date,
    replaces_id uuid,
    CONSTRAINT api_keys_expire_within_a_year CHECK (((expires_at >= created_at) AND (expires_at <= (created_at + '366 days'::interval)))),
    CONSTRAINT api_keys_name_length CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT api_keys_role_known CHECK ((role = ANY (ARRAY['VIEWER'::text, 'CLERK'::text, 'MANAGER'::text, 'OWNER'::text]))),
    CONSTRAINT api_keys_scopes_known CHECK (((cardinality(scopes) > 0) AND (scopes <@ ARRAY['profile:read'::text, 'profile:write'::text, 'applications:read'::text, 'applications:write'::text, 'listings:read'::text, 'listings:write'::text, 'provider:read'::text, 'provider:write'::text, 'programs:write'::text, 'city'::text]))),
    CONSTRAINT api_keys_secret_hashed CHECK ((length(secret_hash) = 32))
);

ALTER TABLE ONLY public.api_keys FORCE ROW LEVEL SECURITY;

ALTER TABLE public.api_keys OWNER TO ahti_owner;

COMMENT ON TABLE public.api_keys IS 'with which servers act for a provider; the secret is shown once';

COMMENT ON COLUMN public.api_keys.replaces_id IS 'the key from which this one takes over';

CREATE TABLE public.applicants (
    application_id uuid NOT NULL,
    first_name text NOT NULL,
    last_name text NOT NULL,
    email text,
    phone text,
    address text,
    zip_code text,
    municipality text,
    non_disclosure boolean DEFAULT false NOT NULL,
    birth_year integer,
    name_key text GENERATED ALWAYS AS (lower(regexp_replace(((first_name || ' '::text) || last_name), '[^[:alnum:]]+'::text, ' '::text, 'g'::text))) STORED NOT NULL,
    phone_key text GENERATED ALWAYS AS ("right"(regexp_replace(phone, '[^0-9]'::text, ''::text, 'g'::text), 9)) STORED,
    CONSTRAINT applicants_address_length CHECK (((length(address) >= 1) AND (length(address) <= 200))),
    CONSTRAINT applicants_birth_year_of_the_living CHECK (((birth_year >= 1900) AND (birth_year <= 2100))),
    CONSTRAINT applicants_can_be_reached CHECK ((num_nonnulls(email, address, phone) >= 1)),
    CONSTRAINT applicants_email_length CHECK (((length(email) >= 3) AND (length(email) <= 254))),
    CONSTRAINT applicants_first_name_length CHECK (((length(first_name) >= 1) AND (length(first_name) <= 100))),
    CONSTRAINT applicants_last_name_length CHECK (((length(last_name) >= 1) AND (length(last_name) <= 100))),
    CONSTRAINT applicants_municipality_length CHECK (((length(municipality) >= 1) AND (length(municipality) <= 100))),
    CONSTRAINT applicants_nothing_disclosed CHECK (
CASE
    WHEN non_disclosure THEN (num_nonnulls(address, zip_code, municipality) = 0)
    ELSE (municipality IS NOT NULL)
END),
    CONSTRAINT applicants_phone_length CHECK (((length(phone) >= 5) AND (length(phone) <= 30))),
    CONSTRAINT applicants_zip_code_length CHECK (((length(zip_code) >= 2) AND (length(zip_code) <= 12)))
);

ALTER TABLE ONLY public.applicants FORCE ROW LEVEL SECURITY;

ALTER TABLE public.applicants OWNER TO ahti_owner;

COMMENT ON TABLE public.applicants IS 'who applies; apart from the application, so that the person can be erased';

COMMENT ON COLUMN public.applicants.email IS 'null only for what came on paper from people who have none';

COMMENT ON COLUMN public.applicants.name_key IS 'by which a name is known again, however it is spelled';

COMMENT ON COLUMN public.applicants.phone_key IS 'a number without country code and signs';

CREATE TABLE public.application_choices (
    application_id uuid NOT NULL,
    rank integer NOT NULL,
    rank_above integer GENERATED ALWAYS AS ((NULLIF(rank, 0) - 1)) STORED,
    harbor_id uuid,
    pier_id uuid,
    place_id uuid,
    area_id uuid,
    section_id uuid,
    CONSTRAINT application_choices_one_target CHECK ((num_nonnulls(harbor_id, pier_id, area_id, section_id, place_id) = 1)),
    CONSTRAINT application_choices_rank_check CHECK ((rank >= 0))
);

ALTER TABLE ONLY public.application_choices FORCE ROW LEVEL SECURITY;

ALTER TABLE public.application_choices OWNER TO ahti_owner;

COMMENT ON COLUMN public.application_choices.rank IS 'place in the list as submitted, from 0; none is skipped';

CREATE TABLE public.application_drafts (
    id uuid NOT NULL,
    round_id uuid NOT NULL,
    person_id uuid,
    edit_token_hash bytea,
    form jsonb NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    edited_at timestamp with time zone NOT NULL,
    told_at timestamp with time zone,
    CONSTRAINT application_drafts_form_object CHECK ((jsonb_typeof(form) = 'object'::text)),
    CONSTRAINT application_drafts_one_way_in CHECK ((num_nonnulls(person_id, edit_token_hash) = 1)),
    CONSTRAINT application_drafts_token_hashed CHECK ((length(edit_token_hash) = 32)),
    CONSTRAINT application_drafts_version_check CHECK ((version >= 1))
);

ALTER TABLE ONLY public.application_drafts FORCE ROW LEVEL SECURITY;

ALTER TABLE public.application_drafts OWNER TO ahti_owner;

COMMENT ON TABLE public.application_drafts IS 'what is not submitted yet: it need not be whole, and takes no part';

COMMENT ON COLUMN public.application_drafts.told_at IS 'when its author was told that the round is about to close';

CREATE TABLE public.application_duplicates (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    round_id uuid NOT NULL,
    first_id uuid NOT NULL,
    second_id uuid NOT NULL,
    ground text NOT NULL,
    status text DEFAULT 'OPEN'::text NOT NULL,
    found_at timestamp with time zone NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    reason text,
    CONSTRAINT application_duplicates_decided_has_time CHECK (((status = 'OPEN'::text) = (decided_at IS NULL))),
    CONSTRAINT application_duplicates_ground_known CHECK ((ground = ANY (ARRAY['PERSON'::text, 'BOAT'::text]))),
    CONSTRAINT application_duplicates_pair_in_order CHECK ((first_id < second_id)),
    CONSTRAINT application_duplicates_reason_length CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
    CONSTRAINT application_duplicates_status_known CHECK ((status = ANY (ARRAY['OPEN'::text, 'NOT_THE_SAME'::text, 'MERGED'::text]))),
    CONSTRAINT application_duplicates_told_apart_with_reason CHECK (((status <> 'NOT_THE_SAME'::text) OR (reason IS NOT NULL)))
);

ALTER TABLE ONLY public.application_duplicates FORCE ROW LEVEL SECURITY;

ALTER TABLE public.application_duplicates OWNER TO ahti_owner;

COMMENT ON TABLE public.application_duplicates IS 'two applications of one person or for one boat: one ticket is enough';

COMMENT ON COLUMN public.application_duplicates.decided_by IS 'null for a key, and where the applicant took one back';

CREATE TABLE public.application_events (
    application_id uuid NOT NULL,
    number integer NOT NULL,
    at timestamp with time zone NOT NULL,
    event text NOT NULL,
    by uuid,
    actor text NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT application_events_actor_known CHECK ((actor = ANY (ARRAY['APPLICANT'::text, 'STAFF'::text, 'SYSTEM'::text]))),
    CONSTRAINT application_events_details_object CHECK ((jsonb_typeof(details) = 'object'::text)),
    CONSTRAINT application_events_known CHECK ((event = ANY (ARRAY['SUBMITTED'::text, 'ENTERED'::text, 'CARRIED'::text, 'EDITED'::text, 'CLAIMED'::text, 'CLASS_SET'::text, 'DUPLICATE_RESOLVED'::text, 'ASKED'::text, 'WITHDRAWN'::text, 'DECLINED'::text, 'NOT_CARRIED'::text, 'HANDLED'::text, 'EXPIRED'::text]))),
    CONSTRAINT application_events_number_check CHECK ((number >= 1))
);

ALTER TABLE ONLY public.application_events FORCE ROW LEVEL SECURITY;

ALTER TABLE public.application_events OWNER TO ahti_owner;

COMMENT ON TABLE public.application_events IS 'the history of an application, in order of number';

COMMENT ON COLUMN public.application_events.by IS 'who did it; null for who has no account, and for the system';

CREATE TABLE public.application_odds (
    application_id uuid NOT NULL,
    round_id uuid NOT NULL,
    seeds integer NOT NULL,
    won integer[] NOT NULL,
    kept integer NOT NULL,
    nothing integer NOT NULL,
    as_of timestamp with time zone NOT NULL,
    CONSTRAINT application_odds_counted CHECK (((seeds >= 1) AND (0 <= ALL (won)) AND (kept >= 0) AND (nothing >= 0)))
);

ALTER TABLE ONLY public.application_odds FORCE ROW LEVEL SECURITY;

ALTER TABLE public.application_odds OWNER TO ahti_owner;

COMMENT ON TABLE public.application_odds IS 'how often simulated draws gave an application what';

COMMENT ON COLUMN public.application_odds.won IS 'how often each choice was won, the most wanted first';

COMMENT ON COLUMN public.application_odds.kept IS 'how often a tenant stayed on the own place';

CREATE TABLE public.applications (
    id uuid NOT NULL,
    round_id uuid NOT NULL,
    public_id text NOT NULL,
    reference text NOT NULL,
    status text NOT NULL,
    class_number integer NOT NULL,
    boat_type_id uuid,
    boat_registration text,
    boat_name text,
    boat_estimated boolean NOT NULL,
    beam_mm integer NOT NULL,
    length_mm integer NOT NULL,
    draught_mm integer,
    mass_kg integer,
    accessibility_required boolean NOT NULL,
    language text NOT NULL,
    submitted_at timestamp with time zone NOT NULL,
    edited_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    edit_token_hash bytea,
    person_id uuid,
    claimed_at timestamp with time zone,
    confirmed_at timestamp with time zone,
    erased_at timestamp with time zone,
    mode text DEFAULT 'NEW'::text NOT NULL,
    lease_id uuid,
    organisation_id uuid,
    boat_id uuid,
    channel text DEFAULT 'ONLINE'::text NOT NULL,
    entered_by uuid,
    carried_from uuid,
    waiting_since timestamp with time zone NOT NULL,
    class_reason text,
    class_set_by uuid,
    class_set_at timestamp with time zone,
    consents jsonb DEFAULT '{}'::jsonb NOT NULL,
    registration_key text GENERATED ALWAYS AS (NULLIF(upper(regexp_replace(boat_registration, '[^[:alnum:]]'::text, ''::text, 'g'::text)), ''::text)) STORED,
    CONSTRAINT applications_beam_of_a_boat CHECK (((beam_mm >= 500) AND (beam_mm <= 12000))),
    CONSTRAINT applications_channel_known CHECK ((channel = ANY (ARRAY['ONLINE'::text, 'PAPER'::text]))),
    CONSTRAINT applications_claimed_by_a_person CHECK (((claimed_at IS NULL) OR (person_id IS NOT NULL))),
    CONSTRAINT applications_class_counted CHECK ((class_number >= 1)),
    CONSTRAINT applications_class_reason_length CHECK (((length(class_reason) >= 1) AND (length(class_reason) <= 2000))),
    CONSTRAINT applications_class_set_with_reason CHECK (((num_nonnulls(class_reason, class_set_at) <> 1) AND ((class_set_by IS NULL) OR (class_set_at IS NOT NULL)))),
    CONSTRAINT applications_consents_object CHECK ((jsonb_typeof(consents) = 'object'::text)),
    CONSTRAINT applications_draught_of_a_boat CHECK (((draught_mm >= 0) AND (draught_mm <= 6000))),
    CONSTRAINT applications_language_known CHECK ((language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text]))),
    CONSTRAINT applications_length_of_a_boat CHECK (((length_mm >= 2000) AND (length_mm <= 24000))),
    CONSTRAINT applications_mass_of_a_boat CHECK (((mass_kg >= 10) AND (mass_kg <= 200000))),
    CONSTRAINT applications_mode_known CHECK ((mode = ANY (ARRAY['NEW'::text, 'RENEW'::text, 'EXCHANGE'::text]))),
    CONSTRAINT applications_nothing_left_when_erased CHECK (
CASE
    WHEN (erased_at IS NULL) THEN ((num_nonnulls(person_id, edit_token_hash) = 1) OR (channel = 'PAPER'::text))
    ELSE ((num_nonnulls(person_id, edit_token_hash, organisation_id, boat_id, boat_registration, boat_name, class_reason) = 0) AND (NOT accessibility_required) AND (consents = '{}'::jsonb))
END),
    CONSTRAINT applications_one_way_in CHECK (((person_id IS NULL) OR (edit_token_hash IS NULL))),
    CONSTRAINT applications_paper_is_entered CHECK (((channel = 'PAPER'::text) OR (entered_by IS NULL))),
    CONSTRAINT applications_public_id_spelled CHECK ((public_id ~ '^[0-9a-f]{32}$'::text)),
    CONSTRAINT applications_reference_spelled CHECK ((reference ~ '^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$'::text)),
    CONSTRAINT applications_status_known CHECK ((status = ANY (ARRAY['SUBMITTED'::text, 'HANDLED'::text, 'EXPIRED'::text, 'WITHDRAWN'::text]))),
    CONSTRAINT applications_tenants_have_a_lease CHECK (
CASE
    WHEN (erased_at IS NULL) THEN ((mode = 'NEW'::text) = (lease_id IS NULL))
    ELSE (lease_id IS NULL)
END),
    CONSTRAINT applications_token_hashed CHECK ((length(edit_token_hash) = 32)),
    CONSTRAINT applications_waited_before CHECK ((waiting_since <= submitted_at)),
    CONSTRAINT applications_withdrawn_has_time CHECK (((status = 'WITHDRAWN'::text) = (withdrawn_at IS NOT NULL)))
);

ALTER TABLE ONLY public.applications FORCE ROW LEVEL SECURITY;

ALTER TABLE public.applications OWNER TO ahti_owner;

COMMENT ON COLUMN public.applications.class_number IS 'given by the rules of the round; no input carries it';

COMMENT ON COLUMN public.applications.person_id IS 'whose it is; null for one that was made without an account';

COMMENT ON COLUMN public.applications.confirmed_at IS 'when it was known that the mail address is the applicant''s';

COMMENT ON COLUMN public.applications.erased_at IS 'when all that tells of a person was taken out; the draw stands';

COMMENT ON COLUMN public.applications.lease_id IS 'the place that a tenant has, who wants to keep it or to change it';

COMMENT ON COLUMN public.applications.boat_id IS 'which of the own boats it is; dimensions are those of the day';

COMMENT ON COLUMN public.applications.entered_by IS 'the clerk; null for a key of the provider, and online';

COMMENT ON COLUMN public.applications.carried_from IS 'the application of the round before, which had no luck';

COMMENT ON COLUMN public.applications.waiting_since IS 'when the first of a chain of carried applications came in';

COMMENT ON COLUMN public.applications.class_reason IS 'why staff set the class, where the rules of the round did not';

COMMENT ON COLUMN public.applications.consents IS 'what the applicant agreed to: its name in the rules, and when';

COMMENT ON COLUMN public.applications.registration_key IS 'by which the boat is known again, however it is spelled';

CREATE TABLE public.area_prices (
    id uuid NOT NULL,
    list_id uuid NOT NULL,
    area_id uuid NOT NULL,
    stored text NOT NULL,
    per_m2 numeric(10,2) NOT NULL,
    CONSTRAINT area_prices_per_m2_check CHECK ((per_m2 >= (0)::numeric)),
    CONSTRAINT area_prices_stored_known CHECK ((stored = ANY (ARRAY['BOAT'::text, 'BOX'::text])))
);

ALTER TABLE public.area_prices OWNER TO ahti_owner;

COMMENT ON TABLE public.area_prices IS 'what a square metre of a winter storage area costs a season';

CREATE TABLE public.audit_chain (
    number bigint NOT NULL,
    entry_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    operation text NOT NULL,
    subject_type text,
    subject_id uuid,
    digest bytea NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_chain_counted CHECK ((number >= 1)),
    CONSTRAINT audit_chain_digested CHECK ((length(digest) = 32)),
    CONSTRAINT audit_chain_hashed CHECK ((length(hash) = 32))
);

ALTER TABLE ONLY public.audit_chain FORCE ROW LEVEL SECURITY;

ALTER TABLE public.audit_chain OWNER TO ahti_owner;

COMMENT ON TABLE public.audit_chain IS 'every entry in the order of sealing, each hashed with the hash before it';

CREATE TABLE public.audit_entries (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    request_id text,
    actor_kind text NOT NULL,
    actor_id uuid,
    on_behalf_kind text,
    on_behalf_id uuid,
    client_id uuid,
    operation text NOT NULL,
    subject_type text,
    subject_id uuid,
    person_id uuid,
    provider_id uuid,
    reason text,
    outcome text NOT NULL,
    codes text[] NOT NULL,
    before jsonb,
    after jsonb,
    salt bytea NOT NULL,
    digest bytea NOT NULL,
    CONSTRAINT audit_entries_actor_known CHECK ((actor_kind = ANY (ARRAY['PERSON'::text, 'API_KEY'::text, 'SYSTEM'::text, 'NOBODY'::text]))),
    CONSTRAINT audit_entries_actor_named CHECK (((actor_kind = ANY (ARRAY['PERSON'::text, 'API_KEY'::text])) = (actor_id IS NOT NULL))),
    CONSTRAINT audit_entries_digested CHECK ((length(digest) = 32)),
    CONSTRAINT audit_entries_on_behalf_known CHECK ((on_behalf_kind = ANY (ARRAY['PERSON'::text, 'PROVIDER'::text]))),
    CONSTRAINT audit_entries_on_behalf_whole CHECK (((on_behalf_kind IS NULL) = (on_behalf_id IS NULL))),
    CONSTRAINT audit_entries_operation_spelled CHECK ((operation ~ '^[A-Za-z][A-Za-z0-9_]{0,99}$'::text)),
    CONSTRAINT audit_entries_outcome_known CHECK ((outcome = ANY (ARRAY['DONE'::text, 'REFUSED'::text]))),
    CONSTRAINT audit_entries_refused_with_codes CHECK (((outcome = 'REFUSED'::text) = (cardinality(codes) > 0))),
    CONSTRAINT audit_entries_salted CHECK ((length(salt) = 32)),
    CONSTRAINT audit_entries_subject_of_a_type CHECK (((subject_id IS NULL) OR (subject_type IS NOT NULL))),
    CONSTRAINT audit_entries_subject_spelled CHECK ((subject_type ~ '^[A-Z][A-Za-z0-9]{0,99}$'::text))
);

ALTER TABLE ONLY public.audit_entries FORCE ROW LEVEL SECURITY;

ALTER TABLE public.audit_entries OWNER TO ahti_owner;

COMMENT ON TABLE public.audit_entries IS 'who did or saw what; what is about a person is erased with the person';

COMMENT ON COLUMN public.audit_entries.person_id IS 'whom it is about; no reference, since the trail outlives all';

COMMENT ON COLUMN public.audit_entries.digest IS 'SHA-256 of the salt and of the entry as canonical JSON';

CREATE TABLE public.audit_erasures (
    entry_id uuid NOT NULL,
    erasure_id uuid NOT NULL
);

ALTER TABLE ONLY public.audit_erasures FORCE ROW LEVEL SECURITY;

ALTER TABLE public.audit_erasures OWNER TO ahti_owner;

COMMENT ON TABLE public.audit_erasures IS 'which entries were erased, and the entry that tells of it';

CREATE TABLE public.audit_unsealed (
    entry_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    operation text NOT NULL,
    subject_type text,
    subject_id uuid,
    digest bytea NOT NULL
);

ALTER TABLE ONLY public.audit_unsealed FORCE ROW LEVEL SECURITY;

ALTER TABLE public.audit_unsealed OWNER TO ahti_owner;

COMMENT ON TABLE public.audit_unsealed IS 'entries that were committed and wait for their number in the chain';

CREATE TABLE public.authorization_codes (
    hash bytea NOT NULL,
    family_id uuid NOT NULL,
    redirect_uri text NOT NULL,
    challenge text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT authorization_codes_challenge_spelled CHECK ((challenge ~ '^[A-Za-z0-9_-]{43}$'::text)),
    CONSTRAINT authorization_codes_hashed CHECK ((length(hash) = 32))
);

ALTER TABLE ONLY public.authorization_codes FORCE ROW LEVEL SECURITY;

ALTER TABLE public.authorization_codes OWNER TO ahti_owner;

CREATE TABLE public.authorization_requests (
    id uuid NOT NULL,
    word_hash bytea NOT NULL,
    query text NOT NULL,
    verifier text NOT NULL,
    nonce text NOT NULL,
    person_id uuid,
    assurance text,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT authorization_requests_assurance_known CHECK ((assurance = ANY (ARRAY['NONE'::text, 'LOW'::text, 'SUBSTANTIAL'::text, 'HIGH'::text]))),
    CONSTRAINT authorization_requests_person_assured CHECK (((person_id IS NULL) = (assurance IS NULL))),
    CONSTRAINT authorization_requests_query_length CHECK ((length(query) <= 8192)),
    CONSTRAINT authorization_requests_word_hashed CHECK ((length(word_hash) = 32))
);

ALTER TABLE ONLY public.authorization_requests FORCE ROW LEVEL SECURITY;

ALTER TABLE public.authorization_requests OWNER TO ahti_owner;

COMMENT ON TABLE public.authorization_requests IS 'a browser on its way from a program over sign-in and consent';

COMMENT ON COLUMN public.authorization_requests.word_hash IS 'of what this one browser keeps in a cookie';

CREATE TABLE public.bank_credits (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    iban text NOT NULL,
    archive_id text NOT NULL,
    booked_on date NOT NULL,
    amount numeric(12,2) NOT NULL,
    reference text,
    outcome text NOT NULL,
    invoice_id uuid,
    payment_id uuid,
    taken_at timestamp with time zone NOT NULL,
    CONSTRAINT bank_credits_amount_check CHECK ((amount > (0)::numeric)),
    CONSTRAINT bank_credits_archive_id_check CHECK (((length(archive_id) >= 1) AND (length(archive_id) <= 35))),
    CONSTRAINT bank_credits_matched_are_payments CHECK (((invoice_id IS NULL) = (payment_id IS NULL))),
    CONSTRAINT bank_credits_matched_have_invoice CHECK (((outcome = 'UNMATCHED'::text) = (invoice_id IS NULL))),
    CONSTRAINT bank_credits_outcome_known CHECK ((outcome = ANY (ARRAY['MATCHED'::text, 'WRONG_AMOUNT'::text, 'UNMATCHED'::text])))
);

ALTER TABLE ONLY public.bank_credits FORCE ROW LEVEL SECURITY;

ALTER TABLE public.bank_credits OWNER TO ahti_owner;

COMMENT ON TABLE public.bank_credits IS 'what a bank says came to an account, each once; who sent it the bank knows';

CREATE TABLE public.batches (
    id uuid NOT NULL,
    round_id uuid NOT NULL,
    number integer NOT NULL,
    follows_id uuid NOT NULL,
    standing text NOT NULL,
    answers text NOT NULL,
    digest text NOT NULL,
    opened_by text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    published_at timestamp with time zone,
    undone_at timestamp with time zone,
    undone_reason text,
    CONSTRAINT batches_digest_spelled CHECK ((digest ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT batches_number_check CHECK ((number >= 1)),
    CONSTRAINT batches_opened_by_spelled CHECK ((opened_by ~ '^[a-z]+:.{1,100}$'::text)),
    CONSTRAINT batches_published_are_never_undone CHECK ((num_nonnulls(published_at, undone_at) <= 1)),
    CONSTRAINT batches_undone_for_a_reason CHECK (((undone_at IS NULL) = (undone_reason IS NULL))),
    CONSTRAINT batches_undone_reason_length CHECK (((length(undone_reason) >= 1) AND (length(undone_reason) <= 2000)))
);

ALTER TABLE public.batches OWNER TO ahti_owner;

COMMENT ON TABLE public.batches IS 'what a later draw of a season begins with, frozen: none of it is changed';

COMMENT ON COLUMN public.batches.digest IS 'SHA-256 of the answers, which have that of the standing';

CREATE TABLE public.beacons (
    id uuid NOT NULL,
    freeze_id uuid NOT NULL,
    source text NOT NULL,
    round integer NOT NULL,
    randomness text NOT NULL,
    signature text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT beacons_randomness_spelled CHECK ((randomness ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT beacons_round_check CHECK ((round >= 1)),
    CONSTRAINT beacons_signature_spelled CHECK ((signature ~ '^([0-9a-f]{2})+$'::text))
);

ALTER TABLE public.beacons OWNER TO ahti_owner;

COMMENT ON TABLE public.beacons IS 'public: the randomness that came for a freeze, as its source signed it';

CREATE TABLE public.berth_prices (
    id uuid NOT NULL,
    list_id uuid NOT NULL,
    harbor_id uuid,
    mooring text,
    tier integer,
    over_mm integer NOT NULL,
    upto_mm integer,
    amount numeric(10,2) NOT NULL,
    CONSTRAINT berth_prices_amount_check CHECK ((amount >= (0)::numeric)),
    CONSTRAINT berth_prices_band_in_order CHECK ((over_mm < upto_mm)),
    CONSTRAINT berth_prices_mooring_known CHECK ((mooring = ANY (ARRAY['SINGLE_SLIP'::text, 'SIDE_SLIP'::text, 'STERN_BUOY'::text, 'STERN_POLE'::text, 'QUAYSIDE'::text, 'SEA_BUOY'::text, 'DINGHY_PLACE'::text, 'TRAILER_PLACE'::text, 'NO_STERN_MOORING'::text]))),
    CONSTRAINT berth_prices_over_mm_check CHECK ((over_mm >= 0)),
    CONSTRAINT berth_prices_tier_known CHECK (((tier >= 1) AND (tier <= 3)))
);

ALTER TABLE public.berth_prices OWNER TO ahti_owner;

COMMENT ON TABLE public.berth_prices IS 'what a berth costs a season by its width: over one figure, up to another';

COMMENT ON COLUMN public.berth_prices.mooring IS 'null: whatever the mooring; the same of harbor and tier';

CREATE TABLE public.harbors (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    name_fi text,
    name_sv text,
    name_en text,
    name_sort text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL,
    street_address_fi text,
    street_address_sv text,
    street_address_en text,
    zip_code text,
    municipality text,
    region text,
    service_map_id text,
    image_url text,
    availability text,
    phone text,
    email text,
    www_url text,
    amenities text[] DEFAULT '{}'::text[] NOT NULL,
    is_active boolean NOT NULL,
    geometry bytea NOT NULL,
    geometry_source text NOT NULL,
    geojson text NOT NULL,
    centroid text NOT NULL,
    bbox box NOT NULL,
    shape path[] NOT NULL,
    metric_bbox box NOT NULL,
    metric_shape path[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    source_system text NOT NULL,
    source_type text NOT NULL,
    source_id text NOT NULL,
    source_licence text NOT NULL,
    source_fetched_at timestamp with time zone,
    content_digest bytea NOT NULL,
    place_count integer DEFAULT 0 NOT NULL,
    active_place_count integer DEFAULT 0 NOT NULL,
    max_width_mm integer,
    max_length_mm integer,
    max_depth_mm integer,
    places_by_mooring jsonb DEFAULT '[]'::jsonb NOT NULL,
    places_by_width jsonb DEFAULT '[]'::jsonb NOT NULL,
    simplified_m integer[] DEFAULT '{}'::integer[] NOT NULL,
    simplified text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT harbors_amenities_check CHECK ((amenities <@ ARRAY['ELECTRICITY'::text, 'PERSONAL_ELECTRICITY'::text, 'WATER'::text, 'GATE'::text, 'MOORING'::text, 'WASTE_COLLECTION'::text, 'LIGHTING'::text, 'TOILET'::text, 'SHOWER'::text, 'SAUNA'::text, 'LAUNDRY'::text, 'WIFI'::text, 'SUMMER_STORAGE_FOR_DOCKING_EQUIPMENT'::text, 'SUMMER_STORAGE_FOR_TRAILERS'::text, 'SUMMER_STORAGE_FOR_BOATS'::text])),
    CONSTRAINT harbors_availability_check CHECK ((availability = ANY (ARRAY['PLENTY'::text, 'SHORT_QUEUE'::text, 'MEDIUM_QUEUE'::text, 'LONG_QUEUE'::text, 'RARELY_AVAILABLE'::text]))),
    CONSTRAINT harbors_counts_in_order CHECK (((active_place_count >= 0) AND (active_place_count <= place_count))),
    CONSTRAINT harbors_drawings_paired CHECK ((cardinality(simplified_m) = cardinality(simplified))),
    CONSTRAINT harbors_geometry_source_check CHECK ((geometry_source = ANY (ARRAY['SURVEYED'::text, 'IMPORTED'::text, 'GENERATED'::text]))),
    CONSTRAINT harbors_named CHECK ((COALESCE(name_fi, name_en, name_sv) IS NOT NULL))
);

ALTER TABLE public.harbors OWNER TO ahti_owner;

COMMENT ON COLUMN public.harbors.place_count IS 'kept by count_places()';

CREATE TABLE public.piers (
    id uuid NOT NULL,
    harbor_id uuid NOT NULL,
    identifier text NOT NULL,
    identifier_sort text NOT NULL COLLATE pg_catalog."C",
    price_tier integer,
    amenities text[] DEFAULT '{}'::text[] NOT NULL,
    is_accessible boolean,
    is_active boolean NOT NULL,
    geometry bytea NOT NULL,
    geometry_source text NOT NULL,
    geojson text NOT NULL,
    centroid text NOT NULL,
    bbox box NOT NULL,
    shape path[] NOT NULL,
    metric_bbox box NOT NULL,
    metric_shape path[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    source_system text NOT NULL,
    source_type text NOT NULL,
    source_id text NOT NULL,
    source_licence text NOT NULL,
    source_fetched_at timestamp with time zone,
    content_digest bytea NOT NULL,
    place_count integer DEFAULT 0 NOT NULL,
    active_place_count integer DEFAULT 0 NOT NULL,
    max_width_mm integer,
    max_length_mm integer,
    max_depth_mm integer,
    places_by_mooring jsonb DEFAULT '[]'::jsonb NOT NULL,
    places_by_width jsonb DEFAULT '[]'::jsonb NOT NULL,
    simplified_m integer[] DEFAULT '{}'::integer[] NOT NULL,
    simplified text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT piers_amenities_check CHECK ((amenities <@ ARRAY['ELECTRICITY'::text, 'PERSONAL_ELECTRICITY'::text, 'WATER'::text, 'GATE'::text, 'MOORING'::text, 'WASTE_COLLECTION'::text, 'LIGHTING'::text, 'TOILET'::text, 'SHOWER'::text, 'SAUNA'::text, 'LAUNDRY'::text, 'WIFI'::text, 'SUMMER_STORAGE_FOR_DOCKING_EQUIPMENT'::text, 'SUMMER_STORAGE_FOR_TRAILERS'::text, 'SUMMER_STORAGE_FOR_BOATS'::text])),
    CONSTRAINT piers_counts_in_order CHECK (((active_place_count >= 0) AND (active_place_count <= place_count))),
    CONSTRAINT piers_drawings_paired CHECK ((cardinality(simplified_m) = cardinality(simplified))),
    CONSTRAINT piers_geometry_source_check CHECK ((geometry_source = ANY (ARRAY['SURVEYED'::text, 'IMPORTED'::text, 'GENERATED'::text]))),
    CONSTRAINT piers_price_tier_check CHECK (((price_tier >= 1) AND (price_tier <= 3)))
);

ALTER TABLE public.piers OWNER TO ahti_owner;

COMMENT ON COLUMN public.piers.place_count IS 'kept by count_places()';

CREATE TABLE public.places (
    id uuid NOT NULL,
    kind text NOT NULL,
    provider_id uuid NOT NULL,
    harbor_id uuid,
    pier_id uuid,
    area_id uuid,
    section_id uuid,
    number text NOT NULL,
    number_sort text NOT NULL COLLATE pg_catalog."C",
    name_fi text,
    name_sv text,
    name_en text,
    search_text text NOT NULL,
    width_mm integer,
    length_mm integer,
    depth_mm integer,
    max_mass_kg integer,
    mooring text,
    units integer NOT NULL,
    amenities text[] DEFAULT '{}'::text[] NOT NULL,
    is_accessible boolean,
    is_active boolean NOT NULL,
    is_invoiceable boolean NOT NULL,
    geometry bytea NOT NULL,
    geometry_source text NOT NULL,
    geojson text NOT NULL,
    centroid text NOT NULL,
    bbox box NOT NULL,
    shape path[] NOT NULL,
    metric_bbox box NOT NULL,
    metric_shape path[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    source_system text NOT NULL,
    source_type text NOT NULL,
    source_id text NOT NULL,
    source_licence text NOT NULL,
    source_fetched_at timestamp with time zone,
    content_digest bytea NOT NULL,
    simplified_m integer[] DEFAULT '{}'::integer[] NOT NULL,
    simplified text[] DEFAULT '{}'::text[] NOT NULL,
    ground_m2 numeric(9,2),
    CONSTRAINT places_amenities_check CHECK ((amenities <@ ARRAY['ELECTRICITY'::text, 'PERSONAL_ELECTRICITY'::text, 'WATER'::text, 'GATE'::text, 'MOORING'::text, 'WASTE_COLLECTION'::text, 'LIGHTING'::text, 'TOILET'::text, 'SHOWER'::text, 'SAUNA'::text, 'LAUNDRY'::text, 'WIFI'::text, 'SUMMER_STORAGE_FOR_DOCKING_EQUIPMENT'::text, 'SUMMER_STORAGE_FOR_TRAILERS'::text, 'SUMMER_STORAGE_FOR_BOATS'::text])),
    CONSTRAINT places_depth_mm_check CHECK ((depth_mm > 0)),
    CONSTRAINT places_drawings_paired CHECK ((cardinality(simplified_m) = cardinality(simplified))),
    CONSTRAINT places_geometry_source_check CHECK ((geometry_source = ANY (ARRAY['SURVEYED'::text, 'IMPORTED'::text, 'GENERATED'::text]))),
    CONSTRAINT places_ground_is_unmarked CHECK (((ground_m2 IS NULL) OR ((kind = 'UNMARKED_WINTER_STORAGE'::text) AND (ground_m2 > (0)::numeric)))),
    CONSTRAINT places_kind_check CHECK ((kind = ANY (ARRAY['BERTH'::text, 'WINTER_STORAGE_PLACE'::text, 'UNMARKED_WINTER_STORAGE'::text, 'GUEST_MOORING'::text, 'QUAY'::text]))),
    CONSTRAINT places_length_mm_check CHECK ((length_mm > 0)),
    CONSTRAINT places_max_mass_kg_check CHECK ((max_mass_kg > 0)),
    CONSTRAINT places_mooring_check CHECK ((mooring = ANY (ARRAY['SINGLE_SLIP'::text, 'SIDE_SLIP'::text, 'STERN_BUOY'::text, 'STERN_POLE'::text, 'QUAYSIDE'::text, 'SEA_BUOY'::text, 'DINGHY_PLACE'::text, 'TRAILER_PLACE'::text, 'NO_STERN_MOORING'::text]))),
    CONSTRAINT places_no_depth_on_land CHECK (((area_id IS NULL) OR (depth_mm IS NULL))),
    CONSTRAINT places_parent_fits_kind CHECK (
CASE kind
    WHEN 'BERTH'::text THEN ((pier_id IS NOT NULL) AND (harbor_id IS NOT NULL) AND (area_id IS NULL))
    WHEN 'WINTER_STORAGE_PLACE'::text THEN ((section_id IS NOT NULL) AND (area_id IS NOT NULL) AND (harbor_id IS NULL))
    WHEN 'UNMARKED_WINTER_STORAGE'::text THEN ((area_id IS NOT NULL) AND (section_id IS NULL) AND (harbor_id IS NULL))
    WHEN 'GUEST_MOORING'::text THEN ((harbor_id IS NOT NULL) AND (area_id IS NULL))
    ELSE (area_id IS NULL)
END),
    CONSTRAINT places_pier_has_harbor CHECK (((pier_id IS NULL) OR (harbor_id IS NOT NULL))),
    CONSTRAINT places_section_has_area CHECK (((section_id IS NULL) OR (area_id IS NOT NULL))),
    CONSTRAINT places_units_check CHECK ((units >= 1)),
    CONSTRAINT places_width_mm_check CHECK ((width_mm > 0))
);

ALTER TABLE public.places OWNER TO ahti_owner;

COMMENT ON COLUMN public.places.ground_m2 IS 'how much of an unmarked area can be given, as staff measured it';

CREATE VIEW public.berths_on_offer AS
 SELECT place.id,
    place.provider_id,
    place.harbor_id,
    place.pier_id,
    place.width_mm,
    place.length_mm,
    place.depth_mm,
    place.max_mass_kg,
    place.mooring
   FROM ((public.places place
     JOIN public.piers pier ON (((pier.id = place.pier_id) AND pier.is_active AND (pier.retired_at IS NULL))))
     JOIN public.harbors harbor ON (((harbor.id = place.harbor_id) AND harbor.is_active AND (harbor.retired_at IS NULL))))
  WHERE ((place.kind = 'BERTH'::text) AND place.is_active AND (place.retired_at IS NULL));

ALTER VIEW public.berths_on_offer OWNER TO ahti_owner;

COMMENT ON VIEW public.berths_on_offer IS 'berths that can be applied for: in use, like their pier and harbor';

CREATE TABLE public.boat_certificates (
    id uuid NOT NULL,
    boat_id uuid NOT NULL,
    kind text NOT NULL,
    issuer text,
    number text NOT NULL,
    expires_on date NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT boat_certificates_issuer_length CHECK (((length(issuer) >= 1) AND (length(issuer) <= 200))),
    CONSTRAINT boat_certificates_kind_known CHECK ((kind = ANY (ARRAY['INSPECTION'::text, 'INSURANCE'::text]))),
    CONSTRAINT boat_certificates_number_length CHECK (((length(number) >= 1) AND (length(number) <= 60)))
);

ALTER TABLE ONLY public.boat_certificates FORCE ROW LEVEL SECURITY;

ALTER TABLE public.boat_certificates OWNER TO ahti_owner;

CREATE TABLE public.boat_owners (
    boat_id uuid NOT NULL,
    "position" integer NOT NULL,
    name text NOT NULL,
    share_percent numeric(5,2) NOT NULL,
    answers boolean NOT NULL,
    CONSTRAINT boat_owners_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT boat_owners_position_check CHECK (("position" >= 0)),
    CONSTRAINT boat_owners_share_of_a_boat CHECK (((share_percent > (0)::numeric) AND (share_percent <= (100)::numeric)))
);

ALTER TABLE ONLY public.boat_owners FORCE ROW LEVEL SECURITY;

ALTER TABLE public.boat_owners OWNER TO ahti_owner;

COMMENT ON TABLE public.boat_owners IS 'who owns a boat together, and who of them answers for it';

CREATE TABLE public.boat_types (
    id uuid NOT NULL,
    name_fi text,
    name_sv text,
    name_en text,
    name_sort text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    source_system text NOT NULL,
    source_type text NOT NULL,
    source_id text NOT NULL,
    source_licence text NOT NULL,
    source_fetched_at timestamp with time zone,
    content_digest bytea NOT NULL,
    CONSTRAINT boat_types_named CHECK ((COALESCE(name_fi, name_en, name_sv) IS NOT NULL))
);

ALTER TABLE public.boat_types OWNER TO ahti_owner;

CREATE TABLE public.boats (
    id uuid NOT NULL,
    person_id uuid,
    organisation_id uuid,
    boat_type_id uuid,
    registration text,
    country text NOT NULL,
    name text,
    beam_mm integer NOT NULL,
    length_mm integer NOT NULL,
    draught_mm integer,
    height_mm integer,
    mass_kg integer,
    propulsion text,
    hull_material text,
    engine_kw numeric(6,1),
    title text NOT NULL,
    title_since date,
    created_at timestamp with time zone NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    CONSTRAINT boats_beam_of_a_boat CHECK ((((beam_mm >= 500) AND (beam_mm <= 12000)) AND (beam_mm <= length_mm))),
    CONSTRAINT boats_country_spelled CHECK ((country ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT boats_draught_of_a_boat CHECK (((draught_mm >= 0) AND (draught_mm <= 6000))),
    CONSTRAINT boats_engine_of_a_boat CHECK (((engine_kw >= (0)::numeric) AND (engine_kw <= (10000)::numeric))),
    CONSTRAINT boats_height_of_a_boat CHECK (((height_mm >= 0) AND (height_mm <= 40000))),
    CONSTRAINT boats_hull_material_known CHECK ((hull_material = ANY (ARRAY['FIBREGLASS'::text, 'WOOD'::text, 'ALUMINIUM'::text, 'STEEL'::text, 'PLASTIC'::text, 'RUBBER'::text, 'CONCRETE'::text, 'OTHER'::text]))),
    CONSTRAINT boats_length_of_a_boat CHECK (((length_mm >= 2000) AND (length_mm <= 24000))),
    CONSTRAINT boats_mass_of_a_boat CHECK (((mass_kg >= 10) AND (mass_kg <= 200000))),
    CONSTRAINT boats_name_length CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT boats_of_one CHECK ((num_nonnulls(person_id, organisation_id) = 1)),
    CONSTRAINT boats_propulsion_known CHECK ((propulsion = ANY (ARRAY['OARS'::text, 'SAIL'::text, 'OUTBOARD'::text, 'INBOARD'::text, 'STERN_DRIVE'::text, 'WATER_JET'::text, 'ELECTRIC'::text]))),
    CONSTRAINT boats_registered_where_required CHECK (((registration IS NOT NULL) OR (country <> 'FI'::text) OR ((length_mm < 5500) AND (COALESCE(engine_kw, (0)::numeric) < (15)::numeric)))),
    CONSTRAINT boats_registration_length CHECK (((length(registration) >= 2) AND (length(registration) <= 20))),
    CONSTRAINT boats_title_known CHECK ((title = ANY (ARRAY['OWNED'::text, 'HELD'::text])))
);

ALTER TABLE ONLY public.boats FORCE ROW LEVEL SECURITY;

ALTER TABLE public.boats OWNER TO ahti_owner;

COMMENT ON COLUMN public.boats.height_mm IS 'air draught: from the water to the highest point';

COMMENT ON COLUMN public.boats.title_since IS 'the day since when the boat is owned or held';

CREATE TABLE public.circular_letters (
    circular_id uuid NOT NULL,
    lease_id uuid NOT NULL,
    outcome text,
    keys text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT circular_letters_outcome_known CHECK ((outcome = ANY (ARRAY['WRITTEN'::text, 'REPEATED'::text, 'UNREACHABLE'::text])))
);

ALTER TABLE ONLY public.circular_letters FORCE ROW LEVEL SECURITY;

ALTER TABLE public.circular_letters OWNER TO ahti_owner;

COMMENT ON TABLE public.circular_letters IS 'a lease whose tenant is written to; without an outcome: still to come';

COMMENT ON COLUMN public.circular_letters.keys IS 'the keys of the messages that were written for it';

CREATE TABLE public.circulars (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    subject_fi text,
    subject_sv text,
    subject_en text,
    text_fi text,
    text_sv text,
    text_en text,
    asked_by uuid,
    key_id uuid,
    created_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT circulars_asked_by_somebody CHECK ((num_nonnulls(asked_by, key_id) = 1)),
    CONSTRAINT circulars_whole_in_each_language CHECK ((((subject_fi IS NULL) = (text_fi IS NULL)) AND ((subject_sv IS NULL) = (text_sv IS NULL)) AND ((subject_en IS NULL) = (text_en IS NULL)) AND (num_nonnulls(text_fi, text_sv, text_en) > 0)))
);

ALTER TABLE ONLY public.circulars FORCE ROW LEVEL SECURITY;

ALTER TABLE public.circulars OWNER TO ahti_owner;

COMMENT ON TABLE public.circulars IS 'one message of a provider to many tenants';

CREATE TABLE public.clients (
    id uuid NOT NULL,
    person_id uuid,
    provider_id uuid,
    registered_by uuid NOT NULL,
    name text NOT NULL,
    homepage text NOT NULL,
    privacy_policy text NOT NULL,
    redirect_uris text[] NOT NULL,
    scopes text[] NOT NULL,
    confidential boolean NOT NULL,
    secret_hash bytea,
    test_mode boolean NOT NULL,
    state text NOT NULL,
    suspended_reason text,
    created_at timestamp with time zone NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    CONSTRAINT clients_confidential_has_secret CHECK ((confidential = (secret_hash IS NOT NULL))),
    CONSTRAINT clients_homepage_spelled CHECK (((homepage ~ '^https://'::text) AND (length(homepage) <= 500))),
    CONSTRAINT clients_name_length CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT clients_one_owner CHECK ((num_nonnulls(person_id, provider_id) = 1)),
    CONSTRAINT clients_privacy_policy_spelled CHECK (((privacy_policy ~ '^https://'::text) AND (length(privacy_policy) <= 500))),
    CONSTRAINT clients_redirect_uris_sound CHECK (public.redirect_uris_are_sound(redirect_uris)),
    CONSTRAINT clients_scopes_known CHECK (((cardinality(scopes) > 0) AND (scopes <@ ARRAY['profile:read'::text, 'profile:write'::text, 'applications:read'::text, 'applications:write'::text, 'listings:read'::text, 'listings:write'::text, 'provider:read'::text, 'provider:write'::text, 'programs:write'::text, 'city'::text]))),
    CONSTRAINT clients_secret_hashed CHECK ((length(secret_hash) = 32)),
    CONSTRAINT clients_state_known CHECK ((state = ANY (ARRAY['ACTIVE'::text, 'SUSPENDED'::text, 'RETIRED'::text]))),
    CONSTRAINT clients_suspended_has_reason CHECK (((state <> 'SUSPENDED'::text) OR (suspended_reason IS NOT NULL))),
    CONSTRAINT clients_suspended_reason_length CHECK (((length(suspended_reason) >= 1) AND (length(suspended_reason) <= 2000)))
);

ALTER TABLE ONLY public.clients FORCE ROW LEVEL SECURITY;

ALTER TABLE public.clients OWNER TO ahti_owner;

COMMENT ON TABLE public.clients IS 'programs of others that may act for people, each with that person''s grant';

COMMENT ON COLUMN public.clients.secret_hash IS 'of a program on a server of its own; it is shown once';

COMMENT ON COLUMN public.clients.test_mode IS 'whether it acts only for those whose program it is';

CREATE TABLE public.correction_offers (
    correction_id uuid NOT NULL,
    application_id uuid NOT NULL,
    place_id uuid NOT NULL,
    occupancy_id uuid NOT NULL
);

ALTER TABLE ONLY public.correction_offers FORCE ROW LEVEL SECURITY;

ALTER TABLE public.correction_offers OWNER TO ahti_owner;

COMMENT ON TABLE public.correction_offers IS 'a place that was given for a correction, beside what the draw came to';

CREATE TABLE public.corrections (
    id uuid NOT NULL,
    draw_id uuid NOT NULL,
    application_id uuid NOT NULL,
    request text,
    status text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    decided_by text,
    reason text,
    CONSTRAINT corrections_decided_by_spelled CHECK ((decided_by ~ '^[a-z]+:.{1,100}$'::text)),
    CONSTRAINT corrections_decided_whole CHECK ((num_nonnulls(decided_at, decided_by) =
CASE status
    WHEN 'OPEN'::text THEN 0
    ELSE 2
END)),
    CONSTRAINT corrections_reason_length CHECK (((length(reason) >= 1) AND (length(reason) <= 4000))),
    CONSTRAINT corrections_request_length CHECK (((length(request) >= 1) AND (length(request) <= 4000))),
    CONSTRAINT corrections_status_known CHECK ((status = ANY (ARRAY['OPEN'::text, 'REJECTED'::text, 'NEW_VERSION'::text, 'OFFER'::text])))
);

ALTER TABLE ONLY public.corrections FORCE ROW LEVEL SECURITY;

ALTER TABLE public.corrections OWNER TO ahti_owner;

COMMENT ON TABLE public.corrections IS 'what applicants think is wrong with a draw, and what a human found: another version, or an offer of its own';

COMMENT ON COLUMN public.corrections.request IS 'null, as the reason is: the applicant was erased';

CREATE TABLE public.declines (
    draw_id uuid NOT NULL,
    application_id uuid NOT NULL,
    reason text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    verdict text,
    decided_by text,
    decided_at timestamp with time zone,
    verdict_reason text,
    batch_id uuid,
    CONSTRAINT declines_decided_by_spelled CHECK ((decided_by ~ '^[a-z]+:.{1,100}$'::text)),
    CONSTRAINT declines_decided_whole CHECK ((num_nonnulls(verdict, decided_by, decided_at, verdict_reason) = ANY (ARRAY[0, 4]))),
    CONSTRAINT declines_only_claims_are_decided CHECK (((verdict IS NULL) OR (reason = 'NOT_AS_DESCRIBED'::text))),
    CONSTRAINT declines_reason_known CHECK ((reason = ANY (ARRAY['NOT_WANTED'::text, 'NOT_AS_DESCRIBED'::text, 'NOT_PAID'::text]))),
    CONSTRAINT declines_verdict_known CHECK ((verdict = ANY (ARRAY['UPHELD'::text, 'REJECTED'::text]))),
    CONSTRAINT declines_verdict_reason_length CHECK (((length(verdict_reason) >= 1) AND (length(verdict_reason) <= 2000)))
);

ALTER TABLE ONLY public.declines FORCE ROW LEVEL SECURITY;

ALTER TABLE public.declines OWNER TO ahti_owner;

COMMENT ON TABLE public.declines IS 'places that were given and not taken: the next batch gives them';

COMMENT ON COLUMN public.declines.verdict IS 'whether a clerk found that the place was not as described, as was claimed';

COMMENT ON COLUMN public.declines.batch_id IS 'the batch that has taken it in; null: the next one will';

CREATE TABLE public.draw_awards (
    draw_id uuid NOT NULL,
    application_id uuid NOT NULL,
    place_id uuid NOT NULL,
    occupancy_id uuid
);

ALTER TABLE ONLY public.draw_awards FORCE ROW LEVEL SECURITY;

ALTER TABLE public.draw_awards OWNER TO ahti_owner;

COMMENT ON COLUMN public.draw_awards.occupancy_id IS 'null: of a batch that is not published, or given back before';

CREATE TABLE public.draw_bundles (
    draw_id uuid NOT NULL,
    public bytea NOT NULL,
    sealed text[] NOT NULL
);

ALTER TABLE public.draw_bundles OWNER TO ahti_owner;

COMMENT ON TABLE public.draw_bundles IS 'the public bundle of a draw, and the public ids that are sealed in it';

CREATE TABLE public.draw_closures (
    draw_id uuid NOT NULL,
    place_id uuid NOT NULL,
    event integer NOT NULL,
    CONSTRAINT draw_closures_event_check CHECK ((event >= 0))
);

ALTER TABLE public.draw_closures OWNER TO ahti_owner;

COMMENT ON TABLE public.draw_closures IS 'the event after which a place could not be reached by anybody any more';

CREATE TABLE public.draw_cutoffs (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    draw_id uuid NOT NULL,
    harbor_id uuid,
    area_id uuid,
    site_id uuid GENERATED ALWAYS AS (COALESCE(harbor_id, area_id)) STORED NOT NULL,
    beam_mm integer NOT NULL,
    last_position integer,
    CONSTRAINT draw_cutoffs_beam_mm_check CHECK ((beam_mm >= 1)),
    CONSTRAINT draw_cutoffs_last_position_check CHECK ((last_position >= 0)),
    CONSTRAINT draw_cutoffs_of_one_site CHECK ((num_nonnulls(harbor_id, area_id) = 1))
);

ALTER TABLE ONLY public.draw_cutoffs FORCE ROW LEVEL SECURITY;

ALTER TABLE public.draw_cutoffs OWNER TO ahti_owner;

COMMENT ON TABLE public.draw_cutoffs IS 'public once told: how far the queue got, for beams that are those of nobody';

COMMENT ON COLUMN public.draw_cutoffs.last_position IS 'null: the last of the queue still could; 0: nobody could';

CREATE TABLE public.draw_cycles (
    draw_id uuid NOT NULL,
    application_id uuid NOT NULL,
    gave_place_id uuid NOT NULL,
    got_place_id uuid NOT NULL,
    event integer NOT NULL,
    size integer NOT NULL,
    CONSTRAINT draw_cycles_event_check CHECK ((event >= 0)),
    CONSTRAINT draw_cycles_size_check CHECK ((size >= 1))
);

ALTER TABLE ONLY public.draw_cycles FORCE ROW LEVEL SECURITY;

ALTER TABLE public.draw_cycles OWNER TO ahti_owner;

COMMENT ON TABLE public.draw_cycles IS 'which own place an exchanger gave, and what came for it';

CREATE TABLE public.draw_fits (
    draw_id uuid NOT NULL,
    number integer NOT NULL,
    place_ids uuid[] NOT NULL,
    CONSTRAINT draw_fits_number_check CHECK ((number >= 0))
);

ALTER TABLE public.draw_fits OWNER TO ahti_owner;

COMMENT ON TABLE public.draw_fits IS 'sets of places that fit a boat, each kept once; refusals name them by number';

CREATE TABLE public.draw_hands (
    draw_id uuid NOT NULL,
    run_by text NOT NULL,
    released_by text,
    CONSTRAINT draw_hands_of_two_people CHECK ((released_by <> run_by)),
    CONSTRAINT draw_hands_released_by_spelled CHECK ((released_by ~ '^[a-z]+:.{1,100}$'::text)),
    CONSTRAINT draw_hands_run_by_spelled CHECK ((run_by ~ '^[a-z]+:.{1,100}$'::text))
);

ALTER TABLE ONLY public.draw_hands FORCE ROW LEVEL SECURITY;

ALTER TABLE public.draw_hands OWNER TO ahti_owner;

COMMENT ON TABLE public.draw_hands IS 'who ran a draw and who released it: never the same';

CREATE TABLE public.draw_notices (
    draw_id uuid NOT NULL,
    application_id uuid NOT NULL,
    notified_at timestamp with time zone
);

ALTER TABLE ONLY public.draw_notices FORCE ROW LEVEL SECURITY;

ALTER TABLE public.draw_notices OWNER TO ahti_owner;

COMMENT ON TABLE public.draw_notices IS 'when each applicant was told: the time for a correction runs from then';

COMMENT ON COLUMN public.draw_notices.notified_at IS 'null: there is no address, and the time has not begun';

CREATE TABLE public.draw_refusals (
    draw_id uuid NOT NULL,
    application_id uuid NOT NULL,
    choice integer NOT NULL,
    event integer,
    fit integer NOT NULL,
    sufficient integer,
    CONSTRAINT draw_refusals_event_check CHECK ((event >= 0)),
    CONSTRAINT draw_refusals_sufficient_counted CHECK ((sufficient >= 1))
);

ALTER TABLE ONLY public.draw_refusals FORCE ROW LEVEL SECURITY;

ALTER TABLE public.draw_refusals OWNER TO ahti_owner;

COMMENT ON COLUMN public.draw_refusals.event IS 'the event at which the last fitting place closed; null: nothing fitted';

COMMENT ON COLUMN public.draw_refusals.sufficient IS 'the position in the queue that would have got the choice, if any';

CREATE TABLE public.draw_results (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    draw_id uuid NOT NULL,
    "position" integer NOT NULL,
    public_id text NOT NULL,
    ticket text NOT NULL,
    class_number integer NOT NULL,
    rank integer,
    is_told boolean DEFAULT false NOT NULL,
    is_sealed boolean DEFAULT false NOT NULL,
    CONSTRAINT draw_results_class_number_check CHECK ((class_number >= 1)),
    CONSTRAINT draw_results_position_check CHECK (("position" >= 1)),
    CONSTRAINT draw_results_public_id_spelled CHECK ((public_id ~ '^[0-9a-f]{32}$'::text)),
    CONSTRAINT draw_results_rank_check CHECK ((rank >= 0)),
    CONSTRAINT draw_results_ticket_spelled CHECK ((ticket ~ '^[0-9a-f]{64}$'::text))
);

ALTER TABLE ONLY public.draw_results FORCE ROW LEVEL SECURITY;

ALTER TABLE public.draw_results OWNER TO ahti_owner;

COMMENT ON TABLE public.draw_results IS 'public: who won which choice, by ticket and not by name, without the place';

COMMENT ON COLUMN public.draw_results.is_told IS 'whether everybody may read it: from the publication of its draw on';

COMMENT ON COLUMN public.draw_results.is_sealed IS 'whether the boat at its berth would tell whose list this is';

CREATE TABLE public.draws (
    id uuid NOT NULL,
    round_id uuid NOT NULL,
    version integer NOT NULL,
    seed text NOT NULL,
    engine text NOT NULL,
    applicant_count integer NOT NULL,
    place_count integer NOT NULL,
    award_count integer NOT NULL,
    result_digest text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    freeze_id uuid,
    beacon_id uuid,
    follows_id uuid,
    label text,
    bundle_digest text,
    released_at timestamp with time zone,
    published_at timestamp with time zone,
    undone_at timestamp with time zone,
    superseded_at timestamp with time zone,
    batch_id uuid,
    CONSTRAINT draws_applicant_count_check CHECK ((applicant_count >= 0)),
    CONSTRAINT draws_batch_follows CHECK (((kind = 'BATCH'::text) = (follows_id IS NOT NULL))),
    CONSTRAINT draws_bundle_digest_spelled CHECK ((bundle_digest ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT draws_check CHECK (((award_count >= 0) AND (award_count <= LEAST(applicant_count, place_count)))),
    CONSTRAINT draws_digest_spelled CHECK ((result_digest ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT draws_have_a_beacon CHECK (
CASE
    WHEN (kind = ANY (ARRAY['DRAW'::text, 'BATCH'::text])) THEN (num_nonnulls(freeze_id, beacon_id, bundle_digest) = 3)
    ELSE (beacon_id IS NULL)
END),
    CONSTRAINT draws_have_their_batch CHECK (((kind = 'BATCH'::text) = (batch_id IS NOT NULL))),
    CONSTRAINT draws_kind_known CHECK ((kind = ANY (ARRAY['GIVEN'::text, 'REHEARSAL'::text, 'DRAW'::text, 'BATCH'::text]))),
    CONSTRAINT draws_label_length CHECK (((length(label) >= 1) AND (length(label) <= 200))),
    CONSTRAINT draws_only_published_are_superseded CHECK (((superseded_at IS NULL) OR (published_at IS NOT NULL))),
    CONSTRAINT draws_place_count_check CHECK ((place_count >= 0)),
    CONSTRAINT draws_published_are_never_undone CHECK (((published_at IS NULL) OR (undone_at IS NULL))),
    CONSTRAINT draws_rehearsal_never_released CHECK (((kind <> 'REHEARSAL'::text) OR (num_nonnulls(released_at, published_at) = 0))),
    CONSTRAINT draws_released_before_publication CHECK (((published_at IS NULL) OR (released_at IS NOT NULL))),
    CONSTRAINT draws_seed_spelled CHECK ((seed ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT draws_version_check CHECK ((version >= 1))
);

ALTER TABLE ONLY public.draws FORCE ROW LEVEL SECURITY;

ALTER TABLE public.draws OWNER TO ahti_owner;

COMMENT ON COLUMN public.draws.kind IS 'GIVEN: by a seed of staff, before there were beacons';

COMMENT ON COLUMN public.draws.undone_at IS 'when staff went back a stage; another version takes its place';

COMMENT ON COLUMN public.draws.superseded_at IS 'when a correction called for another version; what was told stays';

CREATE TABLE public.exchange_members (
    id uuid NOT NULL,
    exchange_id uuid NOT NULL,
    number integer NOT NULL,
    entry_id uuid,
    lease_id uuid NOT NULL,
    place_id uuid NOT NULL,
    answer text NOT NULL,
    answered_at timestamp with time zone,
    CONSTRAINT exchange_members_answer_known CHECK ((answer = ANY (ARRAY['OPEN'::text, 'ACCEPTED'::text, 'DECLINED'::text]))),
    CONSTRAINT exchange_members_answered_has_time CHECK (((answer = 'OPEN'::text) = (answered_at IS NULL))),
    CONSTRAINT exchange_members_number_check CHECK ((number >= 0))
);

ALTER TABLE ONLY public.exchange_members FORCE ROW LEVEL SECURITY;

ALTER TABLE public.exchange_members OWNER TO ahti_owner;

COMMENT ON COLUMN public.exchange_members.entry_id IS 'the standing wish; a swap has none, and number 0 proposed it';

COMMENT ON COLUMN public.exchange_members.place_id IS 'the place that the member would get';

CREATE TABLE public.exchanges (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    status text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    failure text,
    origin text NOT NULL,
    refusal text,
    CONSTRAINT exchanges_decided_has_time CHECK (((status = ANY (ARRAY['PROPOSED'::text, 'AGREED'::text])) = (decided_at IS NULL))),
    CONSTRAINT exchanges_expire_later CHECK ((created_at < expires_at)),
    CONSTRAINT exchanges_failed_for_a_reason CHECK (((status = 'FAILED'::text) = (failure IS NOT NULL))),
    CONSTRAINT exchanges_failure_known CHECK (((failure = ANY (ARRAY['DECLINED'::text, 'EXPIRED'::text, 'CHANGED'::text])) OR ((failure = ANY (ARRAY['WITHDRAWN'::text, 'REFUSED'::text])) AND (origin = 'SWAP'::text)))),
    CONSTRAINT exchanges_origin_known CHECK ((origin = ANY (ARRAY['SEARCH'::text, 'SWAP'::text]))),
    CONSTRAINT exchanges_refusal_length CHECK (((length(refusal) >= 1) AND (length(refusal) <= 2000))),
    CONSTRAINT exchanges_refused_for_a_reason CHECK ((COALESCE((failure = 'REFUSED'::text), false) = (refusal IS NOT NULL))),
    CONSTRAINT exchanges_status_known CHECK (((status = ANY (ARRAY['PROPOSED'::text, 'DONE'::text, 'FAILED'::text])) OR ((status = 'AGREED'::text) AND (origin = 'SWAP'::text))))
);

ALTER TABLE ONLY public.exchanges FORCE ROW LEVEL SECURITY;

ALTER TABLE public.exchanges OWNER TO ahti_owner;

COMMENT ON TABLE public.exchanges IS 'proposals between rounds: each gives a place to the next, all of them or none';

COMMENT ON COLUMN public.exchanges.origin IS 'SWAP: proposed by one of two holders to the other';

CREATE TABLE public.ferry_route_stops (
    route_id uuid NOT NULL,
    "position" integer NOT NULL,
    stop_id uuid NOT NULL,
    CONSTRAINT ferry_route_stops_position_check CHECK (("position" >= 1))
);

ALTER TABLE public.ferry_route_stops OWNER TO ahti_owner;

CREATE TABLE public.ferry_routes (
    id uuid NOT NULL,
    operator_id uuid NOT NULL,
    code text NOT NULL,
    name_fi text,
    name_sv text,
    name_en text,
    name_sort text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL,
    phone text,
    email text,
    www_url text,
    bicycles_allowed boolean,
    dogs_allowed boolean,
    cars_allowed boolean,
    is_accessible boolean,
    is_active boolean NOT NULL,
    geometry bytea NOT NULL,
    geometry_source text NOT NULL,
    geojson text NOT NULL,
    centroid text NOT NULL,
    bbox box NOT NULL,
    shape path[] NOT NULL,
    metric_bbox box NOT NULL,
    metric_shape path[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    source_system text NOT NULL,
    source_type text NOT NULL,
    source_id text NOT NULL,
    source_licence text NOT NULL,
    source_fetched_at timestamp with time zone,
    content_digest bytea NOT NULL,
    simplified_m integer[] DEFAULT '{}'::integer[] NOT NULL,
    simplified text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT ferry_routes_drawings_paired CHECK ((cardinality(simplified_m) = cardinality(simplified))),
    CONSTRAINT ferry_routes_geometry_source_check CHECK ((geometry_source = ANY (ARRAY['SURVEYED'::text, 'IMPORTED'::text, 'GENERATED'::text]))),
    CONSTRAINT ferry_routes_named CHECK ((COALESCE(name_fi, name_en, name_sv) IS NOT NULL))
);

ALTER TABLE public.ferry_routes OWNER TO ahti_owner;

CREATE TABLE public.ferry_stops (
    id uuid NOT NULL,
    code text,
    harbor_id uuid,
    name_fi text,
    name_sv text,
    name_en text,
    name_sort text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL,
    is_accessible boolean,
    is_active boolean NOT NULL,
    geometry bytea NOT NULL,
    geometry_source text NOT NULL,
    geojson text NOT NULL,
    centroid text NOT NULL,
    bbox box NOT NULL,
    shape path[] NOT NULL,
    metric_bbox box NOT NULL,
    metric_shape path[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    source_system text NOT NULL,
    source_type text NOT NULL,
    source_id text NOT NULL,
    source_licence text NOT NULL,
    source_fetched_at timestamp with time zone,
    content_digest bytea NOT NULL,
    simplified_m integer[] DEFAULT '{}'::integer[] NOT NULL,
    simplified text[] DEFAULT '{}'::text[] NOT NULL,
    provider_id uuid,
    CONSTRAINT ferry_stops_drawings_paired CHECK ((cardinality(simplified_m) = cardinality(simplified))),
    CONSTRAINT ferry_stops_geometry_source_check CHECK ((geometry_source = ANY (ARRAY['SURVEYED'::text, 'IMPORTED'::text, 'GENERATED'::text]))),
    CONSTRAINT ferry_stops_named CHECK ((COALESCE(name_fi, name_en, name_sv) IS NOT NULL))
);

ALTER TABLE public.ferry_stops OWNER TO ahti_owner;

COMMENT ON COLUMN public.ferry_stops.provider_id IS 'who keeps the stop up to date, if anybody';

CREATE TABLE public.freeze_leaves (
    freeze_id uuid NOT NULL,
    number integer NOT NULL,
    application_id uuid NOT NULL,
    public_id text NOT NULL,
    leaf text NOT NULL,
    path bytea NOT NULL,
    CONSTRAINT freeze_leaves_number_check CHECK ((number >= 0)),
    CONSTRAINT freeze_leaves_path_of_hashes CHECK (((length(path) % 32) = 0)),
    CONSTRAINT freeze_leaves_public_id_spelled CHECK ((public_id ~ '^[0-9a-f]{32}$'::text))
);

ALTER TABLE ONLY public.freeze_leaves FORCE ROW LEVEL SECURITY;

ALTER TABLE public.freeze_leaves OWNER TO ahti_owner;

COMMENT ON TABLE public.freeze_leaves IS 'the public record of each application, in order of public id: never deleted';

COMMENT ON COLUMN public.freeze_leaves.path IS 'the hashes beside the way from the leaf to the root, upwards';

CREATE TABLE public.freeze_places (
    freeze_id uuid NOT NULL,
    salt bytea NOT NULL,
    places text NOT NULL,
    CONSTRAINT freeze_places_salt_length CHECK ((length(salt) = 16))
);

ALTER TABLE public.freeze_places OWNER TO ahti_owner;

COMMENT ON TABLE public.freeze_places IS 'which place stands behind each number, and the secret that orders equal ones';

CREATE TABLE public.freeze_secrets (
    freeze_id uuid NOT NULL,
    application_id uuid NOT NULL,
    salt bytea NOT NULL,
    record text NOT NULL,
    CONSTRAINT freeze_secrets_salt_length CHECK ((length(salt) = 16))
);

ALTER TABLE ONLY public.freeze_secrets FORCE ROW LEVEL SECURITY;

ALTER TABLE public.freeze_secrets OWNER TO ahti_owner;

COMMENT ON TABLE public.freeze_secrets IS 'the private record and its salt: an erasure destroys both';

CREATE TABLE public.freezes (
    id uuid NOT NULL,
    round_id uuid NOT NULL,
    number integer NOT NULL,
    root text NOT NULL,
    rules text NOT NULL,
    places text NOT NULL,
    application_count integer NOT NULL,
    place_count integer NOT NULL,
    beacon_at timestamp with time zone,
    beacon_plan jsonb,
    created_at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    undone_reason text,
    CONSTRAINT freezes_application_count_check CHECK ((application_count >= 0)),
    CONSTRAINT freezes_beacon_lies_ahead CHECK ((beacon_at > created_at)),
    CONSTRAINT freezes_beacon_plan_object CHECK ((jsonb_typeof(beacon_plan) = 'object'::text)),
    CONSTRAINT freezes_beacon_whole CHECK (((beacon_at IS NULL) = (beacon_plan IS NULL))),
    CONSTRAINT freezes_number_check CHECK ((number >= 1)),
    CONSTRAINT freezes_place_count_check CHECK ((place_count >= 0)),
    CONSTRAINT freezes_root_spelled CHECK ((root ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT freezes_undone_for_a_reason CHECK (((undone_at IS NULL) = (undone_reason IS NULL))),
    CONSTRAINT freezes_undone_reason_length CHECK (((length(undone_reason) >= 1) AND (length(undone_reason) <= 2000)))
);

ALTER TABLE public.freezes OWNER TO ahti_owner;

COMMENT ON TABLE public.freezes IS 'public: what a round was sealed by, and which beacon will give the seed';

COMMENT ON COLUMN public.freezes.rules IS 'the document of which the root is made, as RFC 8785 JSON; so are the places';

COMMENT ON COLUMN public.freezes.beacon_plan IS 'which round of which source is waited for, line by line';

CREATE TABLE public.gates (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    harbor_id uuid,
    pier_id uuid,
    area_id uuid,
    code text,
    key_fi text,
    key_sv text,
    key_en text,
    arrival_fi text,
    arrival_sv text,
    arrival_en text,
    lead_days integer NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT gates_at_one_site CHECK ((num_nonnulls(harbor_id, pier_id, area_id) = 1)),
    CONSTRAINT gates_code_length CHECK (((length(code) >= 1) AND (length(code) <= 60))),
    CONSTRAINT gates_in_order CHECK ((starts_at <= ends_at)),
    CONSTRAINT gates_lead CHECK (((lead_days >= 0) AND (lead_days <= 120)))
);

ALTER TABLE ONLY public.gates FORCE ROW LEVEL SECURITY;

ALTER TABLE public.gates OWNER TO ahti_owner;

COMMENT ON TABLE public.gates IS 'what lets tenants in at a site: one at a time, until the next is told there';

COMMENT ON COLUMN public.gates.code IS 'what opens the gate; in no log, no mail, no audit trail and no export';

COMMENT ON COLUMN public.gates.lead_days IS 'so many days before a lease begins its tenant is shown it';

CREATE TABLE public.grants (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    client_id uuid NOT NULL,
    scopes text[] NOT NULL,
    given_at timestamp with time zone NOT NULL,
    last_used_on date,
    revoked_at timestamp with time zone,
    CONSTRAINT grants_scopes_known CHECK (((cardinality(scopes) > 0) AND (scopes <@ ARRAY['profile:read'::text, 'profile:write'::text, 'applications:read'::text, 'applications:write'::text, 'listings:read'::text, 'listings:write'::text, 'provider:read'::text, 'provider:write'::text, 'programs:write'::text, 'city'::text])))
);

ALTER TABLE ONLY public.grants FORCE ROW LEVEL SECURITY;

ALTER TABLE public.grants OWNER TO ahti_owner;

COMMENT ON TABLE public.grants IS 'what a person allowed a program to do';

COMMENT ON COLUMN public.grants.last_used_on IS 'the day is enough: it is not written with each request';

CREATE TABLE public.handling_items (
    handling_id uuid NOT NULL,
    application_id uuid NOT NULL,
    outcome text,
    problem jsonb,
    CONSTRAINT handling_items_outcome_known CHECK ((outcome = ANY (ARRAY['DONE'::text, 'UNCHANGED'::text, 'REFUSED'::text]))),
    CONSTRAINT handling_items_refused_with_problem CHECK (((NOT (outcome IS DISTINCT FROM 'REFUSED'::text)) = (problem IS NOT NULL)))
);

ALTER TABLE ONLY public.handling_items FORCE ROW LEVEL SECURITY;

ALTER TABLE public.handling_items OWNER TO ahti_owner;

COMMENT ON TABLE public.handling_items IS 'an application in it, and what became of it; null: it is still to come';

CREATE TABLE public.handlings (
    id uuid NOT NULL,
    round_id uuid NOT NULL,
    provider_id uuid NOT NULL,
    act text NOT NULL,
    detail jsonb NOT NULL,
    reason text NOT NULL,
    asked_by uuid,
    key_id uuid,
    client_id uuid,
    request_id text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT handlings_act_known CHECK ((act = ANY (ARRAY['SET_CLASS'::text, 'RESOLVE_DUPLICATES'::text, 'ATTEST_RESIDENCE'::text, 'DECIDE_REPRESENTATION'::text, 'ASK'::text, 'WITHDRAW'::text]))),
    CONSTRAINT handlings_asked_by_somebody CHECK ((num_nonnulls(asked_by, key_id) = 1)),
    CONSTRAINT handlings_reason_length CHECK (((length(reason) >= 1) AND (length(reason) <= 2000)))
);

ALTER TABLE ONLY public.handlings FORCE ROW LEVEL SECURITY;

ALTER TABLE public.handlings OWNER TO ahti_owner;

COMMENT ON TABLE public.handlings IS 'one act of staff on many applications of a round';

COMMENT ON COLUMN public.handlings.detail IS 'a class number, a resolution, whether it is so, a question, or null';

CREATE TABLE public.idempotency_keys (
    caller text NOT NULL,
    key_hash bytea NOT NULL,
    argument_hash bytea NOT NULL,
    answer jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE public.idempotency_keys OWNER TO ahti_owner;

COMMENT ON TABLE public.idempotency_keys IS 'the first answer to each key, kept in the transaction of the effect';

CREATE TABLE public.image_attachments (
    id uuid NOT NULL,
    image_id uuid NOT NULL,
    hash text NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    small_width integer NOT NULL,
    small_height integer NOT NULL,
    subject_type text NOT NULL,
    subject_id uuid NOT NULL,
    provider_id uuid NOT NULL,
    licence text NOT NULL,
    author text NOT NULL,
    caption_fi text,
    caption_sv text,
    caption_en text,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT image_attachments_author_length CHECK (((length(author) >= 1) AND (length(author) <= 200))),
    CONSTRAINT image_attachments_captions_length CHECK ((((length(caption_fi) >= 1) AND (length(caption_fi) <= 500)) AND ((length(caption_sv) >= 1) AND (length(caption_sv) <= 500)) AND ((length(caption_en) >= 1) AND (length(caption_en) <= 500)))),
    CONSTRAINT image_attachments_licence_known CHECK ((licence = ANY (ARRAY['CC0-1.0'::text, 'CC-BY-4.0'::text, 'CC-BY-SA-4.0'::text, 'CC-BY-ND-4.0'::text, 'CC-BY-NC-4.0'::text, 'CC-BY-NC-SA-4.0'::text]))),
    CONSTRAINT image_attachments_subject_known CHECK ((subject_type = ANY (ARRAY['PROVIDER'::text, 'HARBOR'::text, 'PIER'::text, 'PLACE'::text, 'WINTER_STORAGE_AREA'::text, 'SERVICE'::text])))
);

ALTER TABLE public.image_attachments OWNER TO ahti_owner;

COMMENT ON TABLE public.image_attachments IS 'which picture is shown of what, by whom it was taken, under which licence';

CREATE TABLE public.images (
    id uuid NOT NULL,
    hash text NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    small_width integer NOT NULL,
    small_height integer NOT NULL,
    content bytea NOT NULL,
    small bytea NOT NULL,
    uploaded_by uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT images_check CHECK (((small_width >= 1) AND (small_width <= width))),
    CONSTRAINT images_check1 CHECK (((small_height >= 1) AND (small_height <= height))),
    CONSTRAINT images_hash_spelled CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT images_height_check CHECK (((height >= 1) AND (height <= 4096))),
    CONSTRAINT images_width_check CHECK (((width >= 1) AND (width <= 4096)))
);
ALTER TABLE ONLY public.images ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE ONLY public.images ALTER COLUMN small SET STORAGE EXTERNAL;

ALTER TABLE public.images OWNER TO ahti_owner;

COMMENT ON TABLE public.images IS 'pictures in two sizes, as WebP without anything beside the picture';

COMMENT ON COLUMN public.images.hash IS 'SHA-256 of content: the name under which the picture is served';

CREATE TABLE public.invoice_counters (
    provider_id uuid NOT NULL,
    year integer NOT NULL,
    last integer NOT NULL,
    CONSTRAINT invoice_counters_last_check CHECK ((last >= 1))
);

ALTER TABLE ONLY public.invoice_counters FORCE ROW LEVEL SECURITY;

ALTER TABLE public.invoice_counters OWNER TO ahti_owner;

COMMENT ON TABLE public.invoice_counters IS 'the last number that a provider gave: held until it is really given';

CREATE TABLE public.invoices (
    id uuid NOT NULL,
    order_id uuid NOT NULL,
    provider_id uuid NOT NULL,
    payee_id uuid NOT NULL,
    kind text NOT NULL,
    year integer NOT NULL,
    sequence integer NOT NULL,
    reference text NOT NULL,
    credits_id uuid,
    issued_at timestamp with time zone NOT NULL,
    due_on date,
    first_line integer NOT NULL,
    last_line integer NOT NULL,
    turned boolean NOT NULL,
    amount numeric(12,2) NOT NULL,
    language text NOT NULL,
    CONSTRAINT invoices_credit_note_names_its_invoice CHECK (((kind = 'CREDIT_NOTE'::text) = (credits_id IS NOT NULL))),
    CONSTRAINT invoices_first_line_check CHECK ((first_line >= 1)),
    CONSTRAINT invoices_have_lines CHECK ((last_line >= first_line)),
    CONSTRAINT invoices_kind_known CHECK ((kind = ANY (ARRAY['INVOICE'::text, 'CREDIT_NOTE'::text]))),
    CONSTRAINT invoices_language_known CHECK ((language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text]))),
    CONSTRAINT invoices_only_credit_notes_turn CHECK (((kind = 'CREDIT_NOTE'::text) OR (NOT turned))),
    CONSTRAINT invoices_reference_spelled CHECK ((reference ~ '^[1-9][0-9]{3,19}$'::text)),
    CONSTRAINT invoices_sequence_check CHECK ((sequence >= 1)),
    CONSTRAINT invoices_signed CHECK (
CASE kind
    WHEN 'INVOICE'::text THEN (amount > (0)::numeric)
    ELSE (amount < (0)::numeric)
END)
);

ALTER TABLE ONLY public.invoices FORCE ROW LEVEL SECURITY;

ALTER TABLE public.invoices OWNER TO ahti_owner;

COMMENT ON TABLE public.invoices IS 'invoices and credit notes as they were given: none changes and none goes';

COMMENT ON COLUMN public.invoices.sequence IS 'without a gap in the year of the provider';

COMMENT ON COLUMN public.invoices.reference IS 'tells transfers apart; it opens nothing';

COMMENT ON COLUMN public.invoices.turned IS 'takes back lines that were invoiced: each counts with the other sign';

CREATE TABLE public.listings (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    kind text NOT NULL,
    action text NOT NULL,
    resource_id uuid NOT NULL,
    external_id text,
    content jsonb,
    state text NOT NULL,
    reviewed boolean NOT NULL,
    batch_id uuid,
    submitted_at timestamp with time zone NOT NULL,
    submitted_by uuid,
    decided_at timestamp with time zone,
    decided_by uuid,
    reason text,
    CONSTRAINT listings_action_known CHECK ((action = ANY (ARRAY['CREATE'::text, 'CHANGE'::text, 'RETIRE'::text]))),
    CONSTRAINT listings_content_object CHECK ((jsonb_typeof(content) = 'object'::text)),
    CONSTRAINT listings_content_unless_retired CHECK (((action = 'RETIRE'::text) = (content IS NULL))),
    CONSTRAINT listings_decided_by_another CHECK (((NOT reviewed) OR (state = ANY (ARRAY['PENDING'::text, 'WITHDRAWN'::text])) OR ((decided_by IS NOT NULL) AND (decided_by IS DISTINCT FROM submitted_by)))),
    CONSTRAINT listings_decided_has_time CHECK (((state = 'PENDING'::text) = (decided_at IS NULL))),
    CONSTRAINT listings_external_id_length CHECK (((length(external_id) >= 1) AND (length(external_id) <= 100))),
    CONSTRAINT listings_kind_known CHECK ((kind = ANY (ARRAY['HARBOR'::text, 'PIER'::text, 'BERTH'::text, 'GUEST_MOORING'::text, 'QUAY'::text, 'WINTER_STORAGE_AREA'::text, 'WINTER_STORAGE_SECTION'::text, 'WINTER_STORAGE_PLACE'::text, 'UNMARKED_WINTER_STORAGE'::text, 'SERVICE'::text, 'FERRY_STOP'::text, 'FERRY_ROUTE'::text]))),
    CONSTRAINT listings_reason_length CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
    CONSTRAINT listings_rejected_has_reason CHECK (((state = 'REJECTED'::text) = (reason IS NOT NULL))),
    CONSTRAINT listings_state_known CHECK ((state = ANY (ARRAY['PENDING'::text, 'PUBLISHED'::text, 'REJECTED'::text, 'WITHDRAWN'::text])))
);

ALTER TABLE ONLY public.listings FORCE ROW LEVEL SECURITY;

ALTER TABLE public.listings OWNER TO ahti_owner;

COMMENT ON TABLE public.listings IS 'what providers propose to publish, change or retire in the catalogue';

COMMENT ON COLUMN public.listings.resource_id IS 'the id that the resource has in the catalogue, from the start';

COMMENT ON COLUMN public.listings.external_id IS 'the provider''s own name of the resource';

COMMENT ON COLUMN public.listings.content IS 'the whole resource by the columns of its relation; null to retire it';

CREATE TABLE public.mail_confirmations (
    token_hash bytea NOT NULL,
    person_id uuid,
    application_id uuid,
    email text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT mail_confirmations_email_length CHECK (((length(email) >= 3) AND (length(email) <= 254))),
    CONSTRAINT mail_confirmations_expire_later CHECK ((created_at < expires_at)),
    CONSTRAINT mail_confirmations_of_one CHECK ((num_nonnulls(person_id, application_id) = 1)),
    CONSTRAINT mail_confirmations_token_hashed CHECK ((length(token_hash) = 32))
);

ALTER TABLE ONLY public.mail_confirmations FORCE ROW LEVEL SECURITY;

ALTER TABLE public.mail_confirmations OWNER TO ahti_owner;

COMMENT ON TABLE public.mail_confirmations IS 'links that were mailed: who follows one reads the mail of that address';

CREATE TABLE public.merchants (
    provider_id uuid NOT NULL,
    method text NOT NULL,
    sub_merchant_id text NOT NULL,
    merchant_id text,
    commission_percent numeric(5,2) DEFAULT 0 NOT NULL,
    CONSTRAINT merchants_commission_goes_somewhere CHECK (((commission_percent = (0)::numeric) OR (merchant_id IS NOT NULL))),
    CONSTRAINT merchants_commission_percent_check CHECK (((commission_percent >= (0)::numeric) AND (commission_percent <= (100)::numeric))),
    CONSTRAINT merchants_merchant_id_check CHECK (((length(merchant_id) >= 1) AND (length(merchant_id) <= 100))),
    CONSTRAINT merchants_method_has_gateway CHECK ((method = ANY (ARRAY['EMBEDDED'::text, 'PAYTRAIL'::text]))),
    CONSTRAINT merchants_sub_merchant_id_check CHECK (((length(sub_merchant_id) >= 1) AND (length(sub_merchant_id) <= 100)))
);

ALTER TABLE ONLY public.merchants FORCE ROW LEVEL SECURITY;

ALTER TABLE public.merchants OWNER TO ahti_owner;

COMMENT ON TABLE public.merchants IS 'to whom a gateway gives the money of a provider; secrets are in the settings';

COMMENT ON COLUMN public.merchants.merchant_id IS 'who keeps the commission';

CREATE TABLE public.messages (
    id uuid NOT NULL,
    kind text NOT NULL,
    template text NOT NULL,
    language text NOT NULL,
    reference text NOT NULL,
    address text,
    person_id uuid,
    figures jsonb NOT NULL,
    key text NOT NULL,
    status text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    last_error text,
    provider_message_id text,
    created_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    forgotten_at timestamp with time zone,
    CONSTRAINT messages_address_of_one_line CHECK ((address ~ '^[^[:cntrl:][:space:]]{3,254}$'::text)),
    CONSTRAINT messages_address_until_forgotten CHECK (((address IS NULL) = (forgotten_at IS NOT NULL))),
    CONSTRAINT messages_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT messages_figures_object CHECK ((jsonb_typeof(figures) = 'object'::text)),
    CONSTRAINT messages_kind_known CHECK ((kind = ANY (ARRAY['MAIL'::text, 'SMS'::text]))),
    CONSTRAINT messages_language_known CHECK ((language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text]))),
    CONSTRAINT messages_reference_spelled CHECK ((reference ~ '^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$'::text)),
    CONSTRAINT messages_sent_has_time CHECK (((status = 'SENT'::text) = (sent_at IS NOT NULL))),
    CONSTRAINT messages_status_known CHECK ((status = ANY (ARRAY['WAITING'::text, 'SENDING'::text, 'SENT'::text, 'REFUSED'::text, 'KEPT'::text]))),
    CONSTRAINT messages_template_known CHECK ((template = ANY (ARRAY['MAIL_CONFIRM'::text, 'APPLICATION_CONFIRM'::text, 'APPLICATION_CLAIMED'::text, 'PROVIDER_RECEIVED'::text, 'PROVIDER_APPROVED'::text, 'PROVIDER_REJECTED'::text, 'PROVIDER_INVITATION'::text, 'LISTING_APPROVED'::text, 'LISTING_REJECTED'::text, 'DATA_EXPORTED'::text, 'DATA_ERASED'::text, 'PROGRAM_GRANTED'::text, 'API_KEY_EXPIRING'::text, 'PLACE_GIVEN'::text, 'PLACE_KEPT'::text, 'PLACE_NOT_GIVEN'::text, 'CORRECTION_DECIDED'::text, 'APPLICATION_ASKED'::text, 'APPLICATION_WITHDRAWN'::text, 'PLACE_CAME_FREE'::text, 'PLACE_IMPROVED'::text, 'STILL_WAITING'::text, 'APPLICATION_CARRIED'::text, 'APPLICATION_NOT_CARRIED'::text, 'DRAFT_WAITING'::text, 'LEASE_ENDED'::text, 'TENANT_MOVED'::text, 'EXCHANGE_PROPOSED'::text, 'EXCHANGE_DONE'::text, 'EXCHANGE_FAILED'::text, 'OFFER_MADE'::text, 'OFFER_DUE'::text, 'OFFER_CONFIRMED'::text, 'OFFER_EXPIRED'::text, 'OFFER_WITHDRAWN'::text, 'OFFER_EXTENDED'::text, 'SEASON_MOVED'::text, 'GATE_CHANGED'::text, 'CIRCULAR'::text, 'MONEY_RETURNED'::text, 'STORAGE_NOTED'::text, 'STORAGE_PAID'::text, 'STORAGE_DUE'::text, 'STORAGE_OVERDUE'::text, 'STORAGE_UNPAID'::text, 'STORAGE_CHANGED'::text, 'STORAGE_ENDED'::text, 'SWAP_PROPOSED'::text, 'SWAP_FAILED'::text, 'LEASE_TRANSFERRED'::text, 'LEASE_TAKEN_OVER'::text, 'SWITCH_UNPAID'::text, 'RENEWAL_MADE'::text])))
);

ALTER TABLE ONLY public.messages FORCE ROW LEVEL SECURITY;

ALTER TABLE public.messages OWNER TO ahti_owner;

COMMENT ON TABLE public.messages IS 'the outbox, and afterwards the delivery log of each person';

COMMENT ON COLUMN public.messages.figures IS 'what is told of this case; a link that is a key goes when it is sent';

COMMENT ON COLUMN public.messages.key IS 'what the message is about: the same is never written twice';

CREATE TABLE public.occupancies (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    place_id uuid NOT NULL,
    period tstzrange NOT NULL,
    span int4range NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    draw_id uuid,
    is_told boolean DEFAULT true NOT NULL,
    m2 numeric(7,2),
    CONSTRAINT occupancies_counted_by_measure CHECK (
CASE kind
    WHEN 'STORAGE'::text THEN ((m2 IS NOT NULL) AND (state = ANY (ARRAY['COUNTED'::text, 'ENDED'::text])))
    ELSE ((m2 IS NULL) AND (state <> 'COUNTED'::text))
END),
    CONSTRAINT occupancies_kind_check CHECK ((kind = ANY (ARRAY['AWARD'::text, 'LEASE'::text, 'OFFER'::text, 'STORAGE'::text]))),
    CONSTRAINT occupancies_m2_positive CHECK ((m2 > (0)::numeric)),
    CONSTRAINT occupancies_period_half_open CHECK (((NOT isempty(period)) AND lower_inc(period) AND (NOT upper_inc(period)) AND (lower(period) > '-infinity'::timestamp with time zone) AND (upper(period) < 'infinity'::timestamp with time zone))),
    CONSTRAINT occupancies_span_bounded CHECK (((NOT isempty(span)) AND (lower(span) >= 0) AND (upper(span) IS NOT NULL))),
    CONSTRAINT occupancies_state_check CHECK ((state = ANY (ARRAY['HOLDING'::text, 'COUNTED'::text, 'ENDED'::text])))
);

ALTER TABLE public.occupancies OWNER TO ahti_owner;

COMMENT ON TABLE public.occupancies IS 'everything that takes a place in time; span counts the units of a divided place';

COMMENT ON COLUMN public.occupancies.draw_id IS 'the draw that gave the place, of an award';

COMMENT ON COLUMN public.occupancies.is_told IS 'whether others may know of it: of an award from the publication on';

COMMENT ON COLUMN public.occupancies.m2 IS 'what a boat takes of unmarked ground, where nobody has a spot';

CREATE TABLE public.offer_faults (
    application_id uuid NOT NULL,
    draw_id uuid NOT NULL,
    code text NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    CONSTRAINT offer_faults_code_spelled CHECK ((code ~ '^[A-Z_]{3,40}$'::text))
);

ALTER TABLE ONLY public.offer_faults FORCE ROW LEVEL SECURITY;

ALTER TABLE public.offer_faults OWNER TO ahti_owner;

COMMENT ON TABLE public.offer_faults IS 'winners who could be made no offer, and why: mostly there is no price';

CREATE TABLE public.offer_terms (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    round_id uuid,
    offer_days integer NOT NULL,
    grace_days integer NOT NULL,
    reminder_days integer[] NOT NULL,
    by_invoice boolean NOT NULL,
    CONSTRAINT offer_terms_few_reminders CHECK ((cardinality(reminder_days) <= 10)),
    CONSTRAINT offer_terms_grace_days_check CHECK (((grace_days >= 0) AND (grace_days <= 100))),
    CONSTRAINT offer_terms_offer_days_check CHECK (((offer_days >= 1) AND (offer_days <= 100)))
);

ALTER TABLE public.offer_terms OWNER TO ahti_owner;

COMMENT ON TABLE public.offer_terms IS 'how a provider offers what its rounds give; without any its places cost nothing';

COMMENT ON COLUMN public.offer_terms.round_id IS 'null: for all rounds of the provider that have none of their own';

COMMENT ON COLUMN public.offer_terms.by_invoice IS 'whether an offer can be accepted by asking for an invoice';

CREATE TABLE public.offers (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    kind text NOT NULL,
    status text NOT NULL,
    reference text NOT NULL,
    application_id uuid,
    queue_entry_id uuid,
    previous_lease_id uuid,
    replaces_id uuid,
    order_id uuid NOT NULL,
    lease_id uuid,
    place_id uuid NOT NULL,
    occupancy_id uuid NOT NULL,
    season_starts date NOT NULL,
    season_ends date NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    person_id uuid,
    organisation_id uuid,
    tenant_name text,
    tenant_email text,
    tenant_language text NOT NULL,
    boat_type_id uuid,
    registration text,
    beam_mm integer NOT NULL,
    length_mm integer NOT NULL,
    draught_mm integer,
    mass_kg integer,
    channel text NOT NULL,
    by_invoice boolean NOT NULL,
    due_at timestamp with time zone NOT NULL,
    grace_days integer NOT NULL,
    reminder_days integer[] NOT NULL,
    reminded_days integer,
    access_hashes bytea[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    answered_at timestamp with time zone,
    answer_reason text,
    erased_at timestamp with time zone,
    CONSTRAINT offers_accepted_has_lease CHECK (((status = 'ACCEPTED'::text) = (lease_id IS NOT NULL))),
    CONSTRAINT offers_answer_reason_length CHECK (((length(answer_reason) >= 1) AND (length(answer_reason) <= 2000))),
    CONSTRAINT offers_answered_has_time CHECK (((status = 'OPEN'::text) = (answered_at IS NULL))),
    CONSTRAINT offers_awards_are_applied_for CHECK (((kind <> 'AWARD'::text) OR (application_id IS NOT NULL))),
    CONSTRAINT offers_channel_known CHECK ((channel = ANY (ARRAY['MAIL'::text, 'PAPER'::text]))),
    CONSTRAINT offers_due_later CHECK ((due_at > created_at)),
    CONSTRAINT offers_few_reminders CHECK ((cardinality(reminder_days) <= 10)),
    CONSTRAINT offers_grace_days_check CHECK (((grace_days >= 0) AND (grace_days <= 100))),
    CONSTRAINT offers_kind_known CHECK ((kind = ANY (ARRAY['AWARD'::text, 'RENEWAL'::text, 'DIRECT'::text, 'SWITCH'::text]))),
    CONSTRAINT offers_period_in_order CHECK ((starts_at < ends_at)),
    CONSTRAINT offers_reference_spelled CHECK ((reference ~ '^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$'::text)),
    CONSTRAINT offers_registration_length CHECK (((length(registration) >= 2) AND (length(registration) <= 20))),
    CONSTRAINT offers_season_in_order CHECK ((season_starts <= season_ends)),
    CONSTRAINT offers_status_known CHECK ((status = ANY (ARRAY['OPEN'::text, 'ACCEPTED'::text, 'DECLINED'::text, 'EXPIRED'::text, 'WITHDRAWN'::text]))),
    CONSTRAINT offers_tenant_email_length CHECK (((length(tenant_email) >= 3) AND (length(tenant_email) <= 254))),
    CONSTRAINT offers_tenant_language_known CHECK ((tenant_language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text]))),
    CONSTRAINT offers_tenant_name_length CHECK (((length(tenant_name) >= 1) AND (length(tenant_name) <= 201))),
    CONSTRAINT offers_to_somebody CHECK (
CASE
    WHEN (erased_at IS NULL) THEN ((num_nonnulls(person_id, organisation_id) <= 1) AND (num_nonnulls(person_id, organisation_id, tenant_name) >= 1))
    ELSE ((num_nonnulls(person_id, organisation_id, tenant_name, tenant_email, registration) = 0) AND (cardinality(access_hashes) = 0))
END),
    CONSTRAINT offers_withdrawn_for_a_reason CHECK (((status <> 'WITHDRAWN'::text) OR (answer_reason IS NOT NULL)))
);

ALTER TABLE ONLY public.offers FORCE ROW LEVEL SECURITY;

ALTER TABLE public.offers OWNER TO ahti_owner;

COMMENT ON TABLE public.offers IS 'a place for somebody, at a price that stands in its order, until it is due';

COMMENT ON COLUMN public.offers.occupancy_id IS 'what keeps the place; the lease takes it over as it is';

COMMENT ON COLUMN public.offers.starts_at IS 'of the lease that would come of it, as ends_at';

COMMENT ON COLUMN public.offers.due_at IS 'until when it is to be paid; it expires grace_days later';

COMMENT ON COLUMN public.offers.reminded_days IS 'of the days before the due date the last that was reminded of';

COMMENT ON COLUMN public.offers.access_hashes IS 'of the capabilities in the links that were mailed';

COMMENT ON COLUMN public.offers.accepted_at IS 'when an invoice was asked for; the place is let once that is paid';

CREATE TABLE public.opening_hours (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    subject_type text NOT NULL,
    subject_id uuid NOT NULL,
    provider_id uuid NOT NULL,
    weekday text,
    first_day date,
    last_day date,
    day date,
    opens text,
    closes text,
    CONSTRAINT opening_hours_closed_on_a_day CHECK (((num_nonnulls(opens, closes) = ANY (ARRAY[0, 2])) AND ((opens IS NOT NULL) OR (day IS NOT NULL)))),
    CONSTRAINT opening_hours_season_in_order CHECK (((num_nonnulls(first_day, last_day) = ANY (ARRAY[0, 2])) AND (first_day <= last_day))),
    CONSTRAINT opening_hours_spelled CHECK (((opens ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text) AND (closes ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'::text) AND (opens <> closes))),
    CONSTRAINT opening_hours_subject_known CHECK ((subject_type = ANY (ARRAY['PROVIDER'::text, 'HARBOR'::text, 'SERVICE'::text]))),
    CONSTRAINT opening_hours_weekday_known CHECK ((weekday = ANY (ARRAY['MONDAY'::text, 'TUESDAY'::text, 'WEDNESDAY'::text, 'THURSDAY'::text, 'FRIDAY'::text, 'SATURDAY'::text, 'SUNDAY'::text]))),
    CONSTRAINT opening_hours_weekly_or_of_a_day CHECK (((num_nonnulls(weekday, day) = 1) AND ((day IS NULL) OR (num_nonnulls(first_day, last_day) = 0))))
);

ALTER TABLE public.opening_hours OWNER TO ahti_owner;

COMMENT ON TABLE public.opening_hours IS 'weekly hours, within a season where one is told, and days that are exceptions';

COMMENT ON COLUMN public.opening_hours.opens IS 'null: closed, on a day that is an exception';

COMMENT ON COLUMN public.opening_hours.closes IS 'not later than opens: on the next day';

CREATE TABLE public.order_lines (
    order_id uuid NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL,
    product text NOT NULL,
    text_fi text NOT NULL,
    text_sv text NOT NULL,
    text_en text NOT NULL,
    quantity numeric(12,4) NOT NULL,
    unit text NOT NULL,
    amount numeric(12,2) NOT NULL,
    vat_rate numeric(5,2) NOT NULL,
    vat_amount numeric(12,2) NOT NULL,
    ground_fi text,
    ground_sv text,
    ground_en text,
    reason text,
    added_by text NOT NULL,
    added_at timestamp with time zone NOT NULL,
    CONSTRAINT order_lines_change_has_reason CHECK (((kind <> ALL (ARRAY['ADJUSTMENT'::text, 'CREDIT'::text])) OR (reason IS NOT NULL))),
    CONSTRAINT order_lines_kind_known CHECK ((kind = ANY (ARRAY['PLACE'::text, 'SERVICE'::text, 'SUBSIDY'::text, 'DIFFERENCE'::text, 'ADJUSTMENT'::text, 'CREDIT'::text]))),
    CONSTRAINT order_lines_number_check CHECK ((number >= 1)),
    CONSTRAINT order_lines_product_known CHECK ((product = ANY (ARRAY['BERTH'::text, 'WINTER_STORAGE'::text, 'SERVICE'::text, 'GUEST_NIGHT'::text, 'PASSENGER_TRANSPORT'::text]))),
    CONSTRAINT order_lines_quantity_check CHECK ((quantity > (0)::numeric)),
    CONSTRAINT order_lines_reason_length CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
    CONSTRAINT order_lines_signed CHECK (
CASE kind
    WHEN 'SUBSIDY'::text THEN (amount <= (0)::numeric)
    WHEN 'CREDIT'::text THEN (amount <= (0)::numeric)
    WHEN 'ADJUSTMENT'::text THEN true
    ELSE (amount >= (0)::numeric)
END),
    CONSTRAINT order_lines_subsidy_has_ground CHECK (((kind <> 'SUBSIDY'::text) OR (num_nonnulls(ground_fi, ground_sv, ground_en) = 3))),
    CONSTRAINT order_lines_unit_known CHECK ((unit = ANY (ARRAY['SEASON'::text, 'MONTH'::text, 'DAY'::text, 'M2'::text, 'PIECE'::text]))),
    CONSTRAINT order_lines_vat_is_contained CHECK ((vat_amount = round(((amount * vat_rate) / ((100)::numeric + vat_rate)), 2))),
    CONSTRAINT order_lines_vat_rate_check CHECK (((vat_rate >= (0)::numeric) AND (vat_rate <= (100)::numeric)))
);

ALTER TABLE ONLY public.order_lines FORCE ROW LEVEL SECURITY;

ALTER TABLE public.order_lines OWNER TO ahti_owner;

COMMENT ON TABLE public.order_lines IS 'as quoted: no line changes and none goes; another price is another line';

COMMENT ON COLUMN public.order_lines.amount IS 'of the whole line in euros, VAT included';

COMMENT ON COLUMN public.order_lines.added_by IS 'system, or who changed the price';

CREATE TABLE public.payments (
    id uuid NOT NULL,
    order_id uuid NOT NULL,
    provider_id uuid NOT NULL,
    method text NOT NULL,
    status text NOT NULL,
    amount numeric(12,2) NOT NULL,
    transaction_id text,
    href text,
    return_url text,
    client_id uuid,
    noted_by text,
    created_at timestamp with time zone NOT NULL,
    asks integer DEFAULT 0 NOT NULL,
    ask_at timestamp with time zone,
    answered_at timestamp with time zone,
    captured_at timestamp with time zone,
    failure text,
    CONSTRAINT payments_amount_positive CHECK ((amount > (0)::numeric)),
    CONSTRAINT payments_captured_has_time CHECK (((status = 'CAPTURED'::text) = (captured_at IS NOT NULL))),
    CONSTRAINT payments_captured_has_transaction CHECK (((status <> 'CAPTURED'::text) OR (transaction_id IS NOT NULL))),
    CONSTRAINT payments_failure_length CHECK (((length(failure) >= 1) AND (length(failure) <= 200))),
    CONSTRAINT payments_method_known CHECK ((method = ANY (ARRAY['EMBEDDED'::text, 'PAYTRAIL'::text, 'BANK'::text, 'MANUAL'::text]))),
    CONSTRAINT payments_status_known CHECK ((status = ANY (ARRAY['STARTED'::text, 'PENDING'::text, 'CAPTURED'::text, 'FAILED'::text, 'MISMATCHED'::text]))),
    CONSTRAINT payments_transaction_length CHECK (((length(transaction_id) >= 1) AND (length(transaction_id) <= 100))),
    CONSTRAINT payments_undecided_are_asked CHECK (((status <> ALL (ARRAY['STARTED'::text, 'PENDING'::text])) OR (ask_at IS NOT NULL)))
);

ALTER TABLE ONLY public.payments FORCE ROW LEVEL SECURITY;

ALTER TABLE public.payments OWNER TO ahti_owner;

COMMENT ON TABLE public.payments IS 'attempts to pay orders, and money that came for them';

COMMENT ON COLUMN public.payments.id IS 'also the stamp by which the gateway knows it';

COMMENT ON COLUMN public.payments.href IS 'where the payer goes on at the gateway';

COMMENT ON COLUMN public.payments.return_url IS 'where the payer comes back to; among those of the client, or our own';

COMMENT ON COLUMN public.payments.ask_at IS 'when the gateway is asked next, unless it tells before';

CREATE TABLE public.refunds (
    id uuid NOT NULL,
    payment_id uuid NOT NULL,
    order_id uuid NOT NULL,
    provider_id uuid NOT NULL,
    amount numeric(12,2) NOT NULL,
    reason text NOT NULL,
    status text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    asks integer DEFAULT 0 NOT NULL,
    ask_at timestamp with time zone,
    sent_at timestamp with time zone,
    done_at timestamp with time zone,
    noted_by text,
    note text,
    failure text,
    CONSTRAINT refunds_amount_positive CHECK ((amount > (0)::numeric)),
    CONSTRAINT refunds_done_has_time CHECK (((status = 'DONE'::text) = (done_at IS NOT NULL))),
    CONSTRAINT refunds_failure_length CHECK (((length(failure) >= 1) AND (length(failure) <= 200))),
    CONSTRAINT refunds_note_length CHECK (((length(note) >= 1) AND (length(note) <= 2000))),
    CONSTRAINT refunds_noted_has_note CHECK (((noted_by IS NULL) = (note IS NULL))),
    CONSTRAINT refunds_reason_known CHECK ((reason = ANY (ARRAY['LATE'::text, 'SURPLUS'::text, 'CANCELLED'::text, 'PRICE_CHANGED'::text, 'UNFULFILLED'::text]))),
    CONSTRAINT refunds_status_known CHECK ((status = ANY (ARRAY['OWED'::text, 'SENT'::text, 'DONE'::text, 'FAILED'::text])))
);

ALTER TABLE ONLY public.refunds FORCE ROW LEVEL SECURITY;

ALTER TABLE public.refunds OWNER TO ahti_owner;

COMMENT ON TABLE public.refunds IS 'money that goes back; what is owed counts as gone';

COMMENT ON COLUMN public.refunds.id IS 'also the key under which the gateway pays it once';

CREATE VIEW public.order_balances WITH (security_invoker='true') AS
 SELECT one.id AS order_id,
    one.provider_id,
    one.status,
    (COALESCE(lines.total, (0)::numeric))::numeric(12,2) AS total,
    (COALESCE(came.captured, (0)::numeric))::numeric(12,2) AS captured,
    (COALESCE(gone.refunded, (0)::numeric))::numeric(12,2) AS refunded,
    ((COALESCE(came.captured, (0)::numeric) - COALESCE(gone.refunded, (0)::numeric)))::numeric(12,2) AS kept
   FROM (((public.orders one
     LEFT JOIN LATERAL ( SELECT sum(order_lines.amount) AS total
           FROM public.order_lines
          WHERE (order_lines.order_id = one.id)) lines ON (true))
     LEFT JOIN LATERAL ( SELECT sum(payments.amount) AS captured
           FROM public.payments
          WHERE ((payments.order_id = one.id) AND (payments.status = 'CAPTURED'::text))) came ON (true))
     LEFT JOIN LATERAL ( SELECT sum(refunds.amount) AS refunded
           FROM public.refunds
          WHERE (refunds.order_id = one.id)) gone ON (true));

ALTER VIEW public.order_balances OWNER TO ahti_owner;

COMMENT ON VIEW public.order_balances IS 'what orders come to, what came for them, and what of that goes back';

CREATE TABLE public.organisations (
    id uuid NOT NULL,
    business_id text NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    payer_group text DEFAULT 'COMPANY'::text NOT NULL,
    CONSTRAINT organisations_business_id_spelled CHECK ((business_id ~ '^[0-9]{7}-[0-9]$'::text)),
    CONSTRAINT organisations_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT organisations_payer_group_known CHECK ((payer_group = ANY (ARRAY['PRIVATE'::text, 'COMPANY'::text, 'NON_BILLABLE'::text])))
);

ALTER TABLE ONLY public.organisations FORCE ROW LEVEL SECURITY;

ALTER TABLE public.organisations OWNER TO ahti_owner;

COMMENT ON COLUMN public.organisations.payer_group IS 'how many times the price it pays, by the price list';

CREATE TABLE public.payees (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    name text NOT NULL,
    business_id text,
    street_address text,
    zip_code text,
    city text,
    iban text NOT NULL,
    bic text NOT NULL,
    invoicing boolean NOT NULL,
    told_at timestamp with time zone NOT NULL,
    CONSTRAINT payees_bic_spelled CHECK ((bic ~ '^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$'::text)),
    CONSTRAINT payees_business_id_check CHECK (((length(business_id) >= 1) AND (length(business_id) <= 20))),
    CONSTRAINT payees_city_check CHECK (((length(city) >= 1) AND (length(city) <= 100))),
    CONSTRAINT payees_iban_spelled CHECK ((iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'::text)),
    CONSTRAINT payees_name_check CHECK (((length(name) >= 1) AND (length(name) <= 70))),
    CONSTRAINT payees_street_address_check CHECK (((length(street_address) >= 1) AND (length(street_address) <= 200))),
    CONSTRAINT payees_zip_code_check CHECK (((length(zip_code) >= 1) AND (length(zip_code) <= 20)))
);

ALTER TABLE ONLY public.payees FORCE ROW LEVEL SECURITY;

ALTER TABLE public.payees OWNER TO ahti_owner;

COMMENT ON TABLE public.payees IS 'whom invoices name and pay: the newest of a provider counts, and none changes';

COMMENT ON COLUMN public.payees.invoicing IS 'whether tenants may ask to pay by transfer';

CREATE TABLE public.payment_events (
    number bigint NOT NULL,
    method text NOT NULL,
    kind text NOT NULL,
    payment_id uuid,
    refund_id uuid,
    told jsonb NOT NULL,
    outcome text NOT NULL,
    heard_at timestamp with time zone NOT NULL,
    CONSTRAINT payment_events_kind_known CHECK ((kind = ANY (ARRAY['CREATED'::text, 'RETURN'::text, 'CANCEL'::text, 'CALLBACK'::text, 'FETCHED'::text, 'SENT'::text, 'REFUND_CALLBACK'::text]))),
    CONSTRAINT payment_events_method_known CHECK ((method = ANY (ARRAY['EMBEDDED'::text, 'PAYTRAIL'::text, 'BANK'::text, 'MANUAL'::text]))),
    CONSTRAINT payment_events_outcome_known CHECK ((outcome = ANY (ARRAY['HEARD'::text, 'APPLIED'::text, 'REPEATED'::text, 'MISMATCHED'::text, 'CONTRADICTED'::text, 'UNKNOWN'::text])))
);

ALTER TABLE ONLY public.payment_events FORCE ROW LEVEL SECURITY;

ALTER TABLE public.payment_events OWNER TO ahti_owner;

COMMENT ON TABLE public.payment_events IS 'everything that was heard of payments and refunds, as it came';

COMMENT ON COLUMN public.payment_events.told IS 'without signatures; the gateway''s words, not ours';

ALTER TABLE public.payment_events ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.payment_events_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    erased_at timestamp with time zone
);

ALTER TABLE ONLY public.people FORCE ROW LEVEL SECURITY;

ALTER TABLE public.people OWNER TO ahti_owner;

COMMENT ON TABLE public.people IS 'a bare key to which all that is known of a person refers; it outlives erasure';

CREATE TABLE public.person_identities (
    issuer text NOT NULL,
    subject text NOT NULL,
    person_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT person_identities_issuer_length CHECK (((length(issuer) >= 1) AND (length(issuer) <= 500))),
    CONSTRAINT person_identities_subject_length CHECK (((length(subject) >= 1) AND (length(subject) <= 255)))
);

ALTER TABLE ONLY public.person_identities FORCE ROW LEVEL SECURITY;

ALTER TABLE public.person_identities OWNER TO ahti_owner;

COMMENT ON TABLE public.person_identities IS 'who a person is to an issuer of tokens';

CREATE TABLE public.person_profiles (
    person_id uuid NOT NULL,
    id uuid GENERATED ALWAYS AS (person_id) STORED NOT NULL,
    first_name text,
    last_name text,
    names_identified_at timestamp with time zone,
    address text,
    zip_code text,
    municipality text,
    municipality_source text,
    municipality_on date,
    language text,
    phone text,
    email text,
    email_verified_at timestamp with time zone,
    birth_year integer,
    of_age_attested_on date,
    non_disclosure boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    CONSTRAINT person_profiles_address_length CHECK (((length(address) >= 1) AND (length(address) <= 200))),
    CONSTRAINT person_profiles_birth_year_of_the_living CHECK (((birth_year >= 1900) AND (birth_year <= 2100))),
    CONSTRAINT person_profiles_email_length CHECK (((length(email) >= 3) AND (length(email) <= 254))),
    CONSTRAINT person_profiles_first_name_length CHECK (((length(first_name) >= 1) AND (length(first_name) <= 100))),
    CONSTRAINT person_profiles_language_known CHECK ((language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text]))),
    CONSTRAINT person_profiles_last_name_length CHECK (((length(last_name) >= 1) AND (length(last_name) <= 100))),
    CONSTRAINT person_profiles_municipality_length CHECK (((length(municipality) >= 1) AND (length(municipality) <= 100))),
    CONSTRAINT person_profiles_municipality_source_known CHECK ((municipality_source = ANY (ARRAY['SELF_DECLARED'::text, 'REGISTER'::text, 'ATTESTED'::text]))),
    CONSTRAINT person_profiles_municipality_whole CHECK ((num_nonnulls(municipality, municipality_source, municipality_on) = ANY (ARRAY[0, 3]))),
    CONSTRAINT person_profiles_nothing_disclosed CHECK (((NOT non_disclosure) OR (num_nonnulls(address, zip_code, municipality) = 0))),
    CONSTRAINT person_profiles_only_an_address_is_verified CHECK (((email_verified_at IS NULL) OR (email IS NOT NULL))),
    CONSTRAINT person_profiles_only_names_are_identified CHECK (((names_identified_at IS NULL) OR ((first_name IS NOT NULL) AND (last_name IS NOT NULL)))),
    CONSTRAINT person_profiles_phone_length CHECK (((length(phone) >= 5) AND (length(phone) <= 30))),
    CONSTRAINT person_profiles_zip_code_length CHECK (((length(zip_code) >= 2) AND (length(zip_code) <= 12)))
);

ALTER TABLE ONLY public.person_profiles FORCE ROW LEVEL SECURITY;

ALTER TABLE public.person_profiles OWNER TO ahti_owner;

COMMENT ON COLUMN public.person_profiles.municipality IS 'of residence, in lower case; its source says who told it, and municipality_on when';

COMMENT ON COLUMN public.person_profiles.non_disclosure IS 'an order of non-disclosure: residence is attested, not told';

CREATE TABLE public.person_residences (
    person_id uuid NOT NULL,
    municipality text NOT NULL,
    resides boolean NOT NULL,
    attested_on date NOT NULL,
    CONSTRAINT person_residences_municipality_length CHECK (((length(municipality) >= 1) AND (length(municipality) <= 100)))
);

ALTER TABLE ONLY public.person_residences FORCE ROW LEVEL SECURITY;

ALTER TABLE public.person_residences OWNER TO ahti_owner;

COMMENT ON TABLE public.person_residences IS 'whether somebody lives in a municipality, for whom that is all there is';

CREATE TABLE public.pgqueuer (
    id bigint NOT NULL,
    priority integer NOT NULL,
    queue_manager_id uuid,
    created timestamp with time zone DEFAULT now() NOT NULL,
    updated timestamp with time zone DEFAULT now() NOT NULL,
    heartbeat timestamp with time zone DEFAULT now() NOT NULL,
    execute_after timestamp with time zone DEFAULT now() NOT NULL,
    status public.pgqueuer_status NOT NULL,
    entrypoint text NOT NULL,
    dedupe_key text,
    payload bytea,
    headers jsonb,
    attempts integer DEFAULT 0 NOT NULL,
    slot bigint
);

ALTER TABLE public.pgqueuer OWNER TO ahti_owner;

COMMENT ON TABLE public.pgqueuer IS 'jobs: queued, picked by a worker, or failed: held until somebody has looked';

CREATE SEQUENCE public.pgqueuer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.pgqueuer_id_seq OWNER TO ahti_owner;

ALTER SEQUENCE public.pgqueuer_id_seq OWNED BY public.pgqueuer.id;

CREATE TABLE public.pgqueuer_log (
    id bigint NOT NULL,
    created timestamp with time zone DEFAULT now() NOT NULL,
    job_id bigint NOT NULL,
    status public.pgqueuer_status NOT NULL,
    priority integer NOT NULL,
    entrypoint text NOT NULL,
    traceback jsonb,
    aggregated boolean DEFAULT false
);

ALTER TABLE public.pgqueuer_log OWNER TO ahti_owner;

COMMENT ON TABLE public.pgqueuer_log IS 'what became of each job, step by step';

ALTER TABLE public.pgqueuer_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pgqueuer_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pgqueuer_schedules (
    id bigint NOT NULL,
    expression text NOT NULL,
    entrypoint text NOT NULL,
    heartbeat timestamp with time zone DEFAULT now() NOT NULL,
    created timestamp with time zone DEFAULT now() NOT NULL,
    updated timestamp with time zone DEFAULT now() NOT NULL,
    next_run timestamp with time zone DEFAULT now() NOT NULL,
    last_run timestamp with time zone,
    status public.pgqueuer_status DEFAULT 'queued'::public.pgqueuer_status
);

ALTER TABLE public.pgqueuer_schedules OWNER TO ahti_owner;

COMMENT ON TABLE public.pgqueuer_schedules IS 'not used: see the table timetable';

CREATE SEQUENCE public.pgqueuer_schedules_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.pgqueuer_schedules_id_seq OWNER TO ahti_owner;

ALTER SEQUENCE public.pgqueuer_schedules_id_seq OWNED BY public.pgqueuer_schedules.id;

CREATE TABLE public.pgqueuer_statistics (
    id bigint NOT NULL,
    created timestamp with time zone DEFAULT date_trunc('sec'::text, now()) NOT NULL,
    count bigint NOT NULL,
    priority integer NOT NULL,
    status public.pgqueuer_status NOT NULL,
    entrypoint text NOT NULL
);

ALTER TABLE public.pgqueuer_statistics OWNER TO ahti_owner;

COMMENT ON TABLE public.pgqueuer_statistics IS 'not used: workers count for Prometheus';

CREATE SEQUENCE public.pgqueuer_statistics_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.pgqueuer_statistics_id_seq OWNER TO ahti_owner;

ALTER SEQUENCE public.pgqueuer_statistics_id_seq OWNED BY public.pgqueuer_statistics.id;

CREATE TABLE public.pier_boat_types (
    pier_id uuid NOT NULL,
    boat_type_id uuid NOT NULL
);

ALTER TABLE public.pier_boat_types OWNER TO ahti_owner;

CREATE TABLE public.price_lists (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    product text NOT NULL,
    status text NOT NULL,
    valid daterange NOT NULL,
    company_factor numeric(5,2) NOT NULL,
    non_billable_factor numeric(5,2) NOT NULL,
    source_system text,
    created_at timestamp with time zone NOT NULL,
    published_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    CONSTRAINT price_lists_begin CHECK (((NOT isempty(valid)) AND (lower(valid) IS NOT NULL))),
    CONSTRAINT price_lists_company_factor_check CHECK (((company_factor >= (0)::numeric) AND (company_factor <= (10)::numeric))),
    CONSTRAINT price_lists_non_billable_factor_check CHECK (((non_billable_factor >= (0)::numeric) AND (non_billable_factor <= (10)::numeric))),
    CONSTRAINT price_lists_product_known CHECK ((product = ANY (ARRAY['BERTH'::text, 'WINTER_STORAGE'::text]))),
    CONSTRAINT price_lists_published_has_time CHECK (((status <> 'PUBLISHED'::text) OR (published_at IS NOT NULL))),
    CONSTRAINT price_lists_status_known CHECK ((status = ANY (ARRAY['DRAFT'::text, 'PUBLISHED'::text, 'WITHDRAWN'::text]))),
    CONSTRAINT price_lists_withdrawn_has_time CHECK (((status = 'WITHDRAWN'::text) = (withdrawn_at IS NOT NULL)))
);

ALTER TABLE public.price_lists OWNER TO ahti_owner;

COMMENT ON TABLE public.price_lists IS 'the prices of a provider for seasons that begin on its days';

CREATE TABLE public.program_usage (
    client_id uuid,
    key_id uuid,
    day date NOT NULL,
    requests bigint NOT NULL,
    cost bigint NOT NULL,
    CONSTRAINT program_usage_cost_counted CHECK ((cost >= 0)),
    CONSTRAINT program_usage_of_one CHECK ((num_nonnulls(client_id, key_id) = 1)),
    CONSTRAINT program_usage_requests_counted CHECK ((requests > 0))
);

ALTER TABLE ONLY public.program_usage FORCE ROW LEVEL SECURITY;

ALTER TABLE public.program_usage OWNER TO ahti_owner;

COMMENT ON TABLE public.program_usage IS 'how much a program of others, or a server with a key, asked on a day (UTC)';

COMMENT ON COLUMN public.program_usage.cost IS 'in plain values of the answers';

CREATE TABLE public.provider_invitations (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    email text NOT NULL,
    role text NOT NULL,
    language text NOT NULL,
    token_hash bytea NOT NULL,
    invited_by uuid NOT NULL,
    state text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    accepted_by uuid,
    CONSTRAINT provider_invitations_accepted_by_somebody CHECK (((state = 'ACCEPTED'::text) = (accepted_by IS NOT NULL))),
    CONSTRAINT provider_invitations_accepted_in_time CHECK (((state <> 'ACCEPTED'::text) OR (answered_at < expires_at))),
    CONSTRAINT provider_invitations_answered_has_time CHECK (((state = 'OPEN'::text) = (answered_at IS NULL))),
    CONSTRAINT provider_invitations_email_length CHECK (((length(email) >= 3) AND (length(email) <= 254))),
    CONSTRAINT provider_invitations_expire_later CHECK ((created_at < expires_at)),
    CONSTRAINT provider_invitations_language_known CHECK ((language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text]))),
    CONSTRAINT provider_invitations_role_known CHECK ((role = ANY (ARRAY['VIEWER'::text, 'CLERK'::text, 'MANAGER'::text, 'OWNER'::text]))),
    CONSTRAINT provider_invitations_state_known CHECK ((state = ANY (ARRAY['OPEN'::text, 'ACCEPTED'::text, 'WITHDRAWN'::text]))),
    CONSTRAINT provider_invitations_token_hashed CHECK ((length(token_hash) = 32))
);

ALTER TABLE ONLY public.provider_invitations FORCE ROW LEVEL SECURITY;

ALTER TABLE public.provider_invitations OWNER TO ahti_owner;

COMMENT ON TABLE public.provider_invitations IS 'who was asked by mail to act for a provider; the token is not kept';

CREATE TABLE public.provider_members (
    provider_id uuid NOT NULL,
    person_id uuid NOT NULL,
    role text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    name text,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT provider_members_name_length CHECK (((length(name) >= 1) AND (length(name) <= 201))),
    CONSTRAINT provider_members_role_known CHECK ((role = ANY (ARRAY['VIEWER'::text, 'CLERK'::text, 'MANAGER'::text, 'OWNER'::text])))
);

ALTER TABLE ONLY public.provider_members FORCE ROW LEVEL SECURITY;

ALTER TABLE public.provider_members OWNER TO ahti_owner;

COMMENT ON TABLE public.provider_members IS 'who acts for a provider, and in which role';

COMMENT ON COLUMN public.provider_members.name IS 'the name under which the others see the member';

CREATE TABLE public.provider_policies (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    subject_type text NOT NULL,
    subject_id uuid NOT NULL,
    provider_id uuid NOT NULL,
    kind text NOT NULL,
    title_fi text,
    title_sv text,
    title_en text,
    url text NOT NULL,
    valid_from date NOT NULL,
    CONSTRAINT provider_policies_kind_known CHECK ((kind = ANY (ARRAY['TERMS'::text, 'CANCELLATION'::text, 'PRIVACY'::text, 'PRICES'::text, 'ACCESSIBILITY'::text, 'RULES'::text]))),
    CONSTRAINT provider_policies_subject_known CHECK ((subject_type = ANY (ARRAY['PROVIDER'::text, 'HARBOR'::text, 'WINTER_STORAGE_AREA'::text, 'SERVICE'::text]))),
    CONSTRAINT provider_policies_titled CHECK ((COALESCE(title_fi, title_en, title_sv) IS NOT NULL)),
    CONSTRAINT provider_policies_titles_length CHECK ((((length(title_fi) >= 1) AND (length(title_fi) <= 200)) AND ((length(title_sv) >= 1) AND (length(title_sv) <= 200)) AND ((length(title_en) >= 1) AND (length(title_en) <= 200)))),
    CONSTRAINT provider_policies_url_spelled CHECK (((url ~ '^https://'::text) AND (length(url) <= 500)))
);

ALTER TABLE public.provider_policies OWNER TO ahti_owner;

COMMENT ON TABLE public.provider_policies IS 'rules and terms by reference: what they are called and where they stand';

CREATE TABLE public.provider_sign_ups (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    name_fi text,
    name_sv text,
    name_en text,
    business_id text,
    email text NOT NULL,
    phone text,
    www_url text,
    description text,
    language text NOT NULL,
    assured boolean NOT NULL,
    state text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    decided_by uuid,
    reason text,
    provider_id uuid,
    CONSTRAINT provider_sign_ups_approved_has_provider CHECK (((state = 'APPROVED'::text) = (provider_id IS NOT NULL))),
    CONSTRAINT provider_sign_ups_business_id_fits_kind CHECK (
CASE kind
    WHEN 'COMPANY'::text THEN (business_id IS NOT NULL)
    WHEN 'PRIVATE_PERSON'::text THEN (business_id IS NULL)
    ELSE true
END),
    CONSTRAINT provider_sign_ups_business_id_spelled CHECK ((business_id ~ '^[0-9]{7}-[0-9]$'::text)),
    CONSTRAINT provider_sign_ups_decided_by_another CHECK (
CASE
    WHEN (state = ANY (ARRAY['RECEIVED'::text, 'WITHDRAWN'::text])) THEN (decided_by IS NULL)
    WHEN (decided_by IS NULL) THEN ((state = 'APPROVED'::text) AND (kind = 'PRIVATE_PERSON'::text) AND assured)
    ELSE (decided_by <> person_id)
END),
    CONSTRAINT provider_sign_ups_decided_has_time CHECK (((state = 'RECEIVED'::text) = (decided_at IS NULL))),
    CONSTRAINT provider_sign_ups_description_length CHECK (((length(description) >= 1) AND (length(description) <= 2000))),
    CONSTRAINT provider_sign_ups_email_length CHECK (((length(email) >= 3) AND (length(email) <= 254))),
    CONSTRAINT provider_sign_ups_kind_known CHECK ((kind = ANY (ARRAY['COMPANY'::text, 'CLUB'::text, 'PRIVATE_PERSON'::text]))),
    CONSTRAINT provider_sign_ups_language_known CHECK ((language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text]))),
    CONSTRAINT provider_sign_ups_named CHECK ((COALESCE(name_fi, name_en, name_sv) IS NOT NULL)),
    CONSTRAINT provider_sign_ups_phone_length CHECK (((length(phone) >= 5) AND (length(phone) <= 30))),
    CONSTRAINT provider_sign_ups_reason_length CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
    CONSTRAINT provider_sign_ups_rejected_has_reason CHECK (((state = 'REJECTED'::text) = (reason IS NOT NULL))),
    CONSTRAINT provider_sign_ups_state_known CHECK ((state = ANY (ARRAY['RECEIVED'::text, 'APPROVED'::text, 'REJECTED'::text, 'WITHDRAWN'::text]))),
    CONSTRAINT provider_sign_ups_www_url_spelled CHECK (((www_url ~ '^https?://'::text) AND (length(www_url) <= 500)))
);

ALTER TABLE ONLY public.provider_sign_ups FORCE ROW LEVEL SECURITY;

ALTER TABLE public.provider_sign_ups OWNER TO ahti_owner;

COMMENT ON TABLE public.provider_sign_ups IS 'who wants to list resources here, and what was decided';

COMMENT ON COLUMN public.provider_sign_ups.assured IS 'whether the person was strongly identified at the sign-up';

CREATE TABLE public.provider_vat (
    provider_id uuid NOT NULL,
    is_liable boolean NOT NULL,
    valid daterange NOT NULL,
    CONSTRAINT provider_vat_begins CHECK (((NOT isempty(valid)) AND (lower(valid) IS NOT NULL)))
);

ALTER TABLE public.provider_vat OWNER TO ahti_owner;

COMMENT ON TABLE public.provider_vat IS 'whether a seller is liable to VAT; untold, all but private people are';

CREATE TABLE public.providers (
    id uuid NOT NULL,
    kind text NOT NULL,
    name_fi text,
    name_sv text,
    name_en text,
    name_sort text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL,
    business_id text,
    phone text,
    email text,
    www_url text,
    time_zone text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    source_system text NOT NULL,
    source_type text NOT NULL,
    source_id text NOT NULL,
    source_licence text NOT NULL,
    source_fetched_at timestamp with time zone,
    content_digest bytea NOT NULL,
    verified_at timestamp with time zone,
    listings_reviewed boolean DEFAULT true NOT NULL,
    CONSTRAINT providers_kind_check CHECK ((kind = ANY (ARRAY['CITY'::text, 'COMPANY'::text, 'CLUB'::text, 'PRIVATE_PERSON'::text]))),
    CONSTRAINT providers_named CHECK ((COALESCE(name_fi, name_en, name_sv) IS NOT NULL))
);

ALTER TABLE public.providers OWNER TO ahti_owner;

COMMENT ON COLUMN public.providers.verified_at IS 'when the city, or a strong identification, vouched for it';

COMMENT ON COLUMN public.providers.listings_reviewed IS 'whether the city decides on what it lists; never on its own';

CREATE TABLE public.queue_choices (
    entry_id uuid NOT NULL,
    rank integer NOT NULL,
    rank_above integer GENERATED ALWAYS AS ((NULLIF(rank, 0) - 1)) STORED,
    harbor_id uuid,
    pier_id uuid,
    place_id uuid,
    CONSTRAINT queue_choices_one_target CHECK ((num_nonnulls(harbor_id, pier_id, place_id) = 1)),
    CONSTRAINT queue_choices_rank_check CHECK ((rank >= 0))
);

ALTER TABLE ONLY public.queue_choices FORCE ROW LEVEL SECURITY;

ALTER TABLE public.queue_choices OWNER TO ahti_owner;

CREATE TABLE public.queue_entries (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    person_id uuid NOT NULL,
    mode text NOT NULL,
    lease_id uuid,
    reference text NOT NULL,
    status text NOT NULL,
    class_number integer NOT NULL,
    declined boolean DEFAULT false NOT NULL,
    boat_type_id uuid,
    registration text,
    beam_mm integer NOT NULL,
    length_mm integer NOT NULL,
    draught_mm integer,
    mass_kg integer,
    accessibility_required boolean NOT NULL,
    joined_at timestamp with time zone NOT NULL,
    left_at timestamp with time zone,
    CONSTRAINT queue_entries_beam_of_a_boat CHECK (((beam_mm >= 500) AND (beam_mm <= 12000))),
    CONSTRAINT queue_entries_class_number_check CHECK ((class_number >= 1)),
    CONSTRAINT queue_entries_draught_of_a_boat CHECK (((draught_mm >= 0) AND (draught_mm <= 6000))),
    CONSTRAINT queue_entries_exchange_a_lease CHECK (((mode = 'EXCHANGE'::text) = (lease_id IS NOT NULL))),
    CONSTRAINT queue_entries_left_has_time CHECK (((status = 'WAITING'::text) = (left_at IS NULL))),
    CONSTRAINT queue_entries_length_of_a_boat CHECK (((length_mm >= 2000) AND (length_mm <= 24000))),
    CONSTRAINT queue_entries_mass_of_a_boat CHECK (((mass_kg >= 10) AND (mass_kg <= 200000))),
    CONSTRAINT queue_entries_mode_known CHECK ((mode = ANY (ARRAY['NEW'::text, 'EXCHANGE'::text]))),
    CONSTRAINT queue_entries_reference_spelled CHECK ((reference ~ '^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$'::text)),
    CONSTRAINT queue_entries_registration_length CHECK (((length(registration) >= 2) AND (length(registration) <= 20))),
    CONSTRAINT queue_entries_status_known CHECK ((status = ANY (ARRAY['WAITING'::text, 'LEFT'::text, 'SERVED'::text])))
);

ALTER TABLE ONLY public.queue_entries FORCE ROW LEVEL SECURITY;

ALTER TABLE public.queue_entries OWNER TO ahti_owner;

COMMENT ON TABLE public.queue_entries IS 'standing wishes between rounds: for a place, or for another one in exchange';

COMMENT ON COLUMN public.queue_entries.declined IS 'who declined what was offered goes behind the own class';

CREATE TABLE public.queue_lengths (
    harbor_id uuid NOT NULL,
    width_mm integer NOT NULL,
    waiting integer,
    counted_at timestamp with time zone NOT NULL,
    CONSTRAINT queue_lengths_waiting_check CHECK ((waiting >= 5)),
    CONSTRAINT queue_lengths_width_mm_check CHECK ((width_mm > 0))
);

ALTER TABLE public.queue_lengths OWNER TO ahti_owner;

COMMENT ON TABLE public.queue_lengths IS 'public: how many wait in a harbor for a berth so wide, by the half metre';

COMMENT ON COLUMN public.queue_lengths.waiting IS 'null: fewer than five';

CREATE TABLE public.refresh_tokens (
    hash bytea NOT NULL,
    family_id uuid NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT refresh_tokens_hashed CHECK ((length(hash) = 32))
);

ALTER TABLE ONLY public.refresh_tokens FORCE ROW LEVEL SECURITY;

ALTER TABLE public.refresh_tokens OWNER TO ahti_owner;

COMMENT ON COLUMN public.refresh_tokens.used_at IS 'each is good once; one that comes again ends its family';

CREATE TABLE public.refund_rules (
    provider_id uuid NOT NULL,
    valid_from date NOT NULL,
    kind text NOT NULL,
    fee numeric(8,2) NOT NULL,
    before_days integer[] NOT NULL,
    percents numeric(5,2)[] NOT NULL,
    CONSTRAINT refund_rules_fee_check CHECK ((fee >= (0)::numeric)),
    CONSTRAINT refund_rules_kind_known CHECK ((kind = ANY (ARRAY['NONE'::text, 'DAYS'::text, 'TABLE'::text]))),
    CONSTRAINT refund_rules_shares CHECK ((((0)::numeric <= ALL (percents)) AND ((100)::numeric >= ALL (percents)))),
    CONSTRAINT refund_rules_tables_have_steps CHECK (((cardinality(before_days) = cardinality(percents)) AND ((kind = 'TABLE'::text) = (cardinality(percents) > 0))))
);

ALTER TABLE public.refund_rules OWNER TO ahti_owner;

COMMENT ON TABLE public.refund_rules IS 'public: what a provider gives back to who gives up a place, from a day on';

COMMENT ON COLUMN public.refund_rules.before_days IS 'the share holds before this day, from the first of the season';

CREATE TABLE public.renewal_items (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    run_id uuid NOT NULL,
    lease_id uuid NOT NULL,
    season_id uuid NOT NULL,
    provider_id uuid NOT NULL,
    outcome text,
    code text,
    problem jsonb,
    offer_id uuid,
    attempts integer DEFAULT 0 NOT NULL,
    noted_at timestamp with time zone,
    CONSTRAINT renewal_items_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT renewal_items_code_spelled CHECK ((code ~ '^[A-Z_]{3,40}$'::text)),
    CONSTRAINT renewal_items_offered_has_offer CHECK (((NOT (outcome IS DISTINCT FROM 'OFFERED'::text)) = (offer_id IS NOT NULL))),
    CONSTRAINT renewal_items_others_have_a_code CHECK ((((outcome IS NULL) OR (outcome = 'OFFERED'::text)) = (code IS NULL))),
    CONSTRAINT renewal_items_outcome_known CHECK ((outcome = ANY (ARRAY['OFFERED'::text, 'FAILED'::text, 'SKIPPED'::text])))
);

ALTER TABLE ONLY public.renewal_items FORCE ROW LEVEL SECURITY;

ALTER TABLE public.renewal_items OWNER TO ahti_owner;

COMMENT ON TABLE public.renewal_items IS 'of each lease of a run what became of it; without an outcome it waits';

COMMENT ON COLUMN public.renewal_items.season_id IS 'the one it is renewed into: once, whatever runs there are';

CREATE TABLE public.renewal_runs (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    from_season_id uuid NOT NULL,
    to_season_id uuid NOT NULL,
    status text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT renewal_runs_go_on CHECK ((from_season_id <> to_season_id)),
    CONSTRAINT renewal_runs_over_has_time CHECK (((status = 'RUNNING'::text) = (ended_at IS NULL))),
    CONSTRAINT renewal_runs_status_known CHECK ((status = ANY (ARRAY['RUNNING'::text, 'ENDED'::text, 'CANCELLED'::text])))
);

ALTER TABLE ONLY public.renewal_runs FORCE ROW LEVEL SECURITY;

ALTER TABLE public.renewal_runs OWNER TO ahti_owner;

COMMENT ON TABLE public.renewal_runs IS 'over all leases of a season, into the next one';

CREATE TABLE public.representations (
    id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    person_id uuid NOT NULL,
    status text NOT NULL,
    claimed_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    reason text,
    CONSTRAINT representations_decided_has_time CHECK (((status = 'CLAIMED'::text) = (decided_at IS NULL))),
    CONSTRAINT representations_reason_length CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
    CONSTRAINT representations_refused_with_reason CHECK (((status <> 'REFUSED'::text) OR (reason IS NOT NULL))),
    CONSTRAINT representations_status_known CHECK ((status = ANY (ARRAY['CLAIMED'::text, 'VERIFIED'::text, 'REFUSED'::text])))
);

ALTER TABLE ONLY public.representations FORCE ROW LEVEL SECURITY;

ALTER TABLE public.representations OWNER TO ahti_owner;

COMMENT ON TABLE public.representations IS 'who says to act for an organisation, and whether the city found it true';

CREATE TABLE public.retention_periods (
    kind text NOT NULL,
    days integer NOT NULL,
    CONSTRAINT retention_periods_kind_known CHECK ((kind = ANY (ARRAY['APPLICATION'::text, 'CERTIFICATE'::text, 'DRAFT'::text, 'IDEMPOTENCY_KEY'::text, 'LEASE'::text, 'MAIL_CONFIRMATION'::text, 'OFFER'::text, 'ORDER'::text, 'REPRESENTATION'::text, 'STORAGE_NOTICE'::text]))),
    CONSTRAINT retention_periods_some_time CHECK (((days >= 1) AND (days <= 36500)))
);

ALTER TABLE public.retention_periods OWNER TO ahti_owner;

COMMENT ON TABLE public.retention_periods IS 'how many days a kind of personal record is kept after its use has ended';

CREATE TABLE public.round_demand (
    round_id uuid NOT NULL,
    harbor_id uuid,
    area_id uuid,
    site_id uuid GENERATED ALWAYS AS (COALESCE(harbor_id, area_id)) STORED NOT NULL,
    applicants integer NOT NULL,
    first_choices integer NOT NULL,
    placed integer NOT NULL,
    CONSTRAINT round_demand_counted CHECK ((((first_choices >= 0) AND (first_choices <= applicants)) AND ((placed >= 0) AND (placed <= applicants)))),
    CONSTRAINT round_demand_of_one_site CHECK ((num_nonnulls(harbor_id, area_id) = 1)),
    CONSTRAINT round_demand_tells_of_nobody CHECK ((applicants >= 5))
);

ALTER TABLE public.round_demand OWNER TO ahti_owner;

COMMENT ON TABLE public.round_demand IS 'public: who asked for a harbor in a told round, as its public bundle shows it';

CREATE TABLE public.round_odds (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    round_id uuid NOT NULL,
    harbor_id uuid,
    area_id uuid,
    site_id uuid GENERATED ALWAYS AS (COALESCE(harbor_id, area_id)) STORED NOT NULL,
    beam_from_mm integer NOT NULL,
    beam_to_mm integer NOT NULL,
    applicants integer NOT NULL,
    seeds integer NOT NULL,
    here double precision NOT NULL,
    here_low double precision NOT NULL,
    here_high double precision NOT NULL,
    elsewhere double precision NOT NULL,
    elsewhere_low double precision NOT NULL,
    elsewhere_high double precision NOT NULL,
    nothing double precision NOT NULL,
    nothing_low double precision NOT NULL,
    nothing_high double precision NOT NULL,
    as_of timestamp with time zone NOT NULL,
    CONSTRAINT round_odds_are_odds CHECK ((((here_low >= (0)::double precision) AND (here_low <= here)) AND ((here_high >= here) AND (here_high <= (1)::double precision)) AND ((elsewhere_low >= (0)::double precision) AND (elsewhere_low <= elsewhere)) AND ((elsewhere_high >= elsewhere) AND (elsewhere_high <= (1)::double precision)) AND ((nothing_low >= (0)::double precision) AND (nothing_low <= nothing)) AND ((nothing_high >= nothing) AND (nothing_high <= (1)::double precision)))),
    CONSTRAINT round_odds_beams_in_order CHECK ((beam_from_mm < beam_to_mm)),
    CONSTRAINT round_odds_of_one_site CHECK ((num_nonnulls(harbor_id, area_id) = 1)),
    CONSTRAINT round_odds_simulated CHECK ((seeds >= 1)),
    CONSTRAINT round_odds_tell_of_nobody CHECK ((applicants >= 5))
);

ALTER TABLE public.round_odds OWNER TO ahti_owner;

COMMENT ON TABLE public.round_odds IS 'how those who ask for a harbor come out, by the beam of their boats';

CREATE TABLE public.round_rules (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    round_id uuid NOT NULL,
    version integer NOT NULL,
    rules jsonb NOT NULL,
    reason text,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT round_rules_changed_for_a_reason CHECK (((version = 1) OR (reason IS NOT NULL))),
    CONSTRAINT round_rules_object CHECK ((jsonb_typeof(rules) = 'object'::text)),
    CONSTRAINT round_rules_reason_length CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
    CONSTRAINT round_rules_version_check CHECK ((version >= 1))
);

ALTER TABLE public.round_rules OWNER TO ahti_owner;

COMMENT ON TABLE public.round_rules IS 'the rules of a round, version by version, and why they were changed';

CREATE TABLE public.rounds (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    code text NOT NULL,
    name_fi text,
    name_sv text,
    name_en text,
    name_sort text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL,
    season_starts date NOT NULL,
    season_ends date NOT NULL,
    opens_at timestamp with time zone NOT NULL,
    closes_at timestamp with time zone NOT NULL,
    policy text NOT NULL,
    rules jsonb NOT NULL,
    closed_at timestamp with time zone,
    drawn_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    publishes_at timestamp with time zone NOT NULL,
    upgrades_until timestamp with time zone,
    previous_round_id uuid,
    rules_version integer NOT NULL,
    frozen_at timestamp with time zone,
    released_at timestamp with time zone,
    published_at timestamp with time zone,
    CONSTRAINT rounds_closed_after_opening CHECK ((closed_at >= opens_at)),
    CONSTRAINT rounds_code_spelled CHECK (((code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (length(code) <= 60))),
    CONSTRAINT rounds_drawn_after_close CHECK (((drawn_at IS NULL) OR ((drawn_at >= closed_at) AND (closed_at IS NOT NULL)))),
    CONSTRAINT rounds_kind_known CHECK ((kind = ANY (ARRAY['BERTH'::text, 'WINTER_STORAGE'::text]))),
    CONSTRAINT rounds_named CHECK ((COALESCE(name_fi, name_en, name_sv) IS NOT NULL)),
    CONSTRAINT rounds_not_before_itself CHECK ((previous_round_id <> id)),
    CONSTRAINT rounds_opens_before_it_closes CHECK ((opens_at < closes_at)),
    CONSTRAINT rounds_policy_known CHECK ((policy = ANY (ARRAY['LOTTERY'::text, 'ARRIVAL'::text, 'POINTS'::text]))),
    CONSTRAINT rounds_published_after_close CHECK ((publishes_at >= closes_at)),
    CONSTRAINT rounds_rules_object CHECK ((jsonb_typeof(rules) = 'object'::text)),
    CONSTRAINT rounds_rules_version_check CHECK ((rules_version >= 1)),
    CONSTRAINT rounds_season_in_order CHECK ((season_starts <= season_ends)),
    CONSTRAINT rounds_stage_after_stage CHECK ((((frozen_at IS NULL) OR (closed_at IS NOT NULL)) AND ((drawn_at IS NULL) OR (frozen_at IS NOT NULL)) AND ((released_at IS NULL) OR (drawn_at IS NOT NULL)) AND ((published_at IS NULL) OR (released_at IS NOT NULL)))),
    CONSTRAINT rounds_upgrades_after_publication CHECK ((upgrades_until >= publishes_at))
);

ALTER TABLE public.rounds OWNER TO ahti_owner;

COMMENT ON COLUMN public.rounds.closed_at IS 'when staff closed the round early; at the draw it is set for every round';

COMMENT ON COLUMN public.rounds.publishes_at IS 'when results are to be told; until then staff handle what came in';

COMMENT ON COLUMN public.rounds.upgrades_until IS 'until when later batches may better what winners have; null: never';

COMMENT ON COLUMN public.rounds.previous_round_id IS 'the round whose unlucky applications may be carried over';

COMMENT ON COLUMN public.rounds.rules_version IS 'which of round_rules is in rules';

COMMENT ON COLUMN public.rounds.frozen_at IS 'acts of staff; one that was taken back is null again';

CREATE TABLE public.seasons (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    kind text NOT NULL,
    year integer NOT NULL,
    starts date NOT NULL,
    ends date NOT NULL,
    sent_on date,
    due_on date,
    grace_days integer DEFAULT 0 NOT NULL,
    moved_for text,
    modified_at timestamp with time zone NOT NULL,
    CONSTRAINT seasons_a_year_at_most CHECK (((ends - starts) < 366)),
    CONSTRAINT seasons_begin_in_their_year CHECK (((year)::numeric = EXTRACT(year FROM starts))),
    CONSTRAINT seasons_grace CHECK (((grace_days >= 0) AND (grace_days <= 100))),
    CONSTRAINT seasons_in_order CHECK ((starts <= ends)),
    CONSTRAINT seasons_kind_known CHECK ((kind = ANY (ARRAY['BERTH'::text, 'WINTER_STORAGE'::text]))),
    CONSTRAINT seasons_moved_for_length CHECK (((length(moved_for) >= 1) AND (length(moved_for) <= 2000))),
    CONSTRAINT seasons_renewed_at_some_time CHECK ((num_nonnulls(sent_on, due_on) = ANY (ARRAY[0, 2]))),
    CONSTRAINT seasons_renewed_in_order CHECK (((sent_on < due_on) AND ((due_on + grace_days) < starts)))
);

ALTER TABLE public.seasons OWNER TO ahti_owner;

COMMENT ON TABLE public.seasons IS 'from which day to which a provider lets its berths or winter places, year by year';

COMMENT ON COLUMN public.seasons.sent_on IS 'when those who had a place are sent the renewal for this season';

COMMENT ON COLUMN public.seasons.due_on IS 'the last day on which a renewal is paid in time; grace comes after';

COMMENT ON COLUMN public.seasons.moved_for IS 'why its days were moved the last time, as tenants were told';

CREATE TABLE public.service_prices (
    id uuid NOT NULL,
    list_id uuid NOT NULL,
    "position" integer NOT NULL,
    name_fi text NOT NULL,
    name_sv text NOT NULL,
    name_en text NOT NULL,
    per text NOT NULL,
    amount numeric(10,2),
    percentage numeric(5,2),
    CONSTRAINT service_prices_amount_check CHECK ((amount >= (0)::numeric)),
    CONSTRAINT service_prices_one_of_two CHECK ((num_nonnulls(amount, percentage) = 1)),
    CONSTRAINT service_prices_per_known CHECK ((per = ANY (ARRAY['SEASON'::text, 'MONTH'::text]))),
    CONSTRAINT service_prices_percentage_check CHECK (((percentage >= (0)::numeric) AND (percentage <= (100)::numeric)))
);

ALTER TABLE public.service_prices OWNER TO ahti_owner;

COMMENT ON TABLE public.service_prices IS 'what comes beside a place, by an amount or a percentage of its price';

CREATE TABLE public.services (
    id uuid NOT NULL,
    kind text NOT NULL,
    provider_id uuid NOT NULL,
    harbor_id uuid,
    name_fi text,
    name_sv text,
    name_en text,
    name_sort text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL,
    phone text,
    email text,
    www_url text,
    is_active boolean NOT NULL,
    geometry bytea NOT NULL,
    geometry_source text NOT NULL,
    geojson text NOT NULL,
    centroid text NOT NULL,
    bbox box NOT NULL,
    shape path[] NOT NULL,
    metric_bbox box NOT NULL,
    metric_shape path[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    source_system text NOT NULL,
    source_type text NOT NULL,
    source_id text NOT NULL,
    source_licence text NOT NULL,
    source_fetched_at timestamp with time zone,
    content_digest bytea NOT NULL,
    simplified_m integer[] DEFAULT '{}'::integer[] NOT NULL,
    simplified text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT services_drawings_paired CHECK ((cardinality(simplified_m) = cardinality(simplified))),
    CONSTRAINT services_geometry_source_check CHECK ((geometry_source = ANY (ARRAY['SURVEYED'::text, 'IMPORTED'::text, 'GENERATED'::text]))),
    CONSTRAINT services_kind_check CHECK ((kind = ANY (ARRAY['RAMP'::text, 'CRANE'::text, 'FUEL'::text, 'PUMP_OUT'::text, 'WASTE'::text, 'WATER'::text, 'SAUNA'::text, 'MAST_CRANE'::text, 'REPAIR'::text, 'SHOP'::text, 'RESTAURANT'::text, 'PARKING'::text]))),
    CONSTRAINT services_named CHECK ((COALESCE(name_fi, name_en, name_sv) IS NOT NULL))
);

ALTER TABLE public.services OWNER TO ahti_owner;

CREATE TABLE public.sticker_counters (
    provider_id uuid NOT NULL,
    kind text NOT NULL,
    season_starts date NOT NULL,
    last integer NOT NULL,
    CONSTRAINT sticker_counters_count CHECK ((last >= 1))
);

ALTER TABLE ONLY public.sticker_counters FORCE ROW LEVEL SECURITY;

ALTER TABLE public.sticker_counters OWNER TO ahti_owner;

COMMENT ON TABLE public.sticker_counters IS 'the last number; who takes the next holds the row until the end';

CREATE TABLE public.sticker_kinds (
    provider_id uuid NOT NULL,
    kind text NOT NULL,
    CONSTRAINT sticker_kinds_known CHECK ((kind = ANY (ARRAY['BERTH'::text, 'WINTER_STORAGE'::text, 'UNMARKED'::text])))
);

ALTER TABLE ONLY public.sticker_kinds FORCE ROW LEVEL SECURITY;

ALTER TABLE public.sticker_kinds OWNER TO ahti_owner;

COMMENT ON TABLE public.sticker_kinds IS 'which leases a provider gives stickers for';

CREATE TABLE public.stickers (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    kind text NOT NULL,
    season_starts date NOT NULL,
    number integer NOT NULL,
    number_below integer GENERATED ALWAYS AS ((NULLIF(number, 1) - 1)) STORED,
    notice_id uuid,
    lease_id uuid,
    by_hand boolean NOT NULL,
    given_at timestamp with time zone NOT NULL,
    posted_at timestamp with time zone,
    CONSTRAINT stickers_count CHECK ((number >= 1)),
    CONSTRAINT stickers_for_one_thing CHECK (((num_nonnulls(notice_id, lease_id) = 1) AND ((kind = 'UNMARKED'::text) = (notice_id IS NOT NULL)))),
    CONSTRAINT stickers_kind_known CHECK ((kind = ANY (ARRAY['BERTH'::text, 'WINTER_STORAGE'::text, 'UNMARKED'::text])))
);

ALTER TABLE ONLY public.stickers FORCE ROW LEVEL SECURITY;

ALTER TABLE public.stickers OWNER TO ahti_owner;

COMMENT ON TABLE public.stickers IS 'numbers to be seen on boats: of a provider, kind and season 1, 2, 3 and so on';

COMMENT ON COLUMN public.stickers.by_hand IS 'staff gave it over the counter';

COMMENT ON COLUMN public.stickers.posted_at IS 'null: it is still to be posted';

CREATE TABLE public.storage_differences (
    order_id uuid NOT NULL,
    notice_id uuid NOT NULL
);

ALTER TABLE ONLY public.storage_differences FORCE ROW LEVEL SECURITY;

ALTER TABLE public.storage_differences OWNER TO ahti_owner;

COMMENT ON TABLE public.storage_differences IS 'orders for what a boat takes more than was paid for';

CREATE TABLE public.storage_notices (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    place_id uuid NOT NULL,
    occupancy_id uuid NOT NULL,
    order_id uuid NOT NULL,
    reference text NOT NULL,
    season_starts date NOT NULL,
    season_ends date NOT NULL,
    person_id uuid,
    organisation_id uuid,
    holder_name text,
    holder_email text,
    holder_address text,
    holder_language text NOT NULL,
    registration text,
    trailer_registration text,
    beam_mm integer NOT NULL,
    length_mm integer NOT NULL,
    has_frame boolean NOT NULL,
    stands text NOT NULL,
    m2 numeric(7,2) GENERATED ALWAYS AS (round((((beam_mm)::numeric * (length_mm)::numeric) / (1000000)::numeric), 2)) STORED NOT NULL,
    status text NOT NULL,
    channel text NOT NULL,
    access_hashes bytea[] NOT NULL,
    due_at timestamp with time zone NOT NULL,
    reminded_days integer,
    created_at timestamp with time zone NOT NULL,
    paid_at timestamp with time zone,
    ended_at timestamp with time zone,
    end_reason text,
    erased_at timestamp with time zone,
    CONSTRAINT storage_notices_address_of_paper CHECK (((holder_address IS NULL) OR ((person_id IS NULL) AND (channel = 'PAPER'::text)))),
    CONSTRAINT storage_notices_beam_of_a_boat CHECK (((beam_mm >= 500) AND (beam_mm <= 14000))),
    CONSTRAINT storage_notices_channel_known CHECK ((channel = ANY (ARRAY['ONLINE'::text, 'PAPER'::text]))),
    CONSTRAINT storage_notices_end_reason_length CHECK (((length(end_reason) >= 1) AND (length(end_reason) <= 2000))),
    CONSTRAINT storage_notices_ended_has_time CHECK (((status = ANY (ARRAY['ENDED'::text, 'WITHDRAWN'::text])) = (ended_at IS NOT NULL))),
    CONSTRAINT storage_notices_holder_address_length CHECK (((length(holder_address) >= 1) AND (length(holder_address) <= 300))),
    CONSTRAINT storage_notices_holder_email_length CHECK (((length(holder_email) >= 3) AND (length(holder_email) <= 254))),
    CONSTRAINT storage_notices_holder_language_known CHECK ((holder_language = ANY (ARRAY['fi'::text, 'sv'::text, 'en'::text]))),
    CONSTRAINT storage_notices_holder_name_length CHECK (((length(holder_name) >= 1) AND (length(holder_name) <= 201))),
    CONSTRAINT storage_notices_length_of_a_boat CHECK (((length_mm >= 2000) AND (length_mm <= 26000))),
    CONSTRAINT storage_notices_of_somebody CHECK (
CASE
    WHEN (erased_at IS NULL) THEN ((num_nonnulls(person_id, organisation_id) <= 1) AND (holder_name IS NOT NULL))
    ELSE ((num_nonnulls(person_id, organisation_id, holder_name, holder_email, holder_address, registration, trailer_registration) + cardinality(access_hashes)) = 0)
END),
    CONSTRAINT storage_notices_paid_has_time CHECK (((status <> 'PAID'::text) OR (paid_at IS NOT NULL))),
    CONSTRAINT storage_notices_reference_spelled CHECK ((reference ~ '^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$'::text)),
    CONSTRAINT storage_notices_registration_length CHECK (((length(registration) >= 2) AND (length(registration) <= 20))),
    CONSTRAINT storage_notices_reminded_some_days_before CHECK ((reminded_days > 0)),
    CONSTRAINT storage_notices_season_in_order CHECK ((season_starts <= season_ends)),
    CONSTRAINT storage_notices_stands_known CHECK ((stands = ANY (ARRAY['TRESTLES'::text, 'TRAILER'::text, 'TARP'::text, 'CRADLE'::text]))),
    CONSTRAINT storage_notices_status_known CHECK ((status = ANY (ARRAY['NOTIFIED'::text, 'OVERDUE'::text, 'PAID'::text, 'ENDED'::text, 'WITHDRAWN'::text]))),
    CONSTRAINT storage_notices_trailer_length CHECK (((length(trailer_registration) >= 2) AND (length(trailer_registration) <= 20))),
    CONSTRAINT storage_notices_trailers_are_registered CHECK (((erased_at IS NOT NULL) OR ((stands = 'TRAILER'::text) = (trailer_registration IS NOT NULL))))
);

ALTER TABLE ONLY public.storage_notices FORCE ROW LEVEL SECURITY;

ALTER TABLE public.storage_notices OWNER TO ahti_owner;

COMMENT ON TABLE public.storage_notices IS 'a boat that was brought to unmarked ground; the occupancy counts it';

COMMENT ON COLUMN public.storage_notices.holder_address IS 'where a sticker is posted, of paper; an account has its own';

COMMENT ON COLUMN public.storage_notices.has_frame IS 'whether the measures are those of a frame for the cover';

COMMENT ON COLUMN public.storage_notices.access_hashes IS 'of the capabilities in the links that the holder was sent';

COMMENT ON COLUMN public.storage_notices.due_at IS 'from when it is overdue; nothing is freed by itself';

CREATE TABLE public.storage_terms (
    provider_id uuid NOT NULL,
    usual_m2 numeric(6,2) NOT NULL,
    due_days integer NOT NULL,
    remind_days integer[] NOT NULL,
    regret_days integer NOT NULL,
    cradle_days integer NOT NULL,
    refund text NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    CONSTRAINT storage_terms_cradle_days CHECK (((cradle_days >= 0) AND (cradle_days <= 366))),
    CONSTRAINT storage_terms_due_days CHECK (((due_days >= 1) AND (due_days <= 365))),
    CONSTRAINT storage_terms_refund_known CHECK ((refund = ANY (ARRAY['NOTHING'::text, 'BEFORE_START'::text, 'BY_DAYS'::text]))),
    CONSTRAINT storage_terms_regret_days CHECK (((regret_days >= 0) AND (regret_days <= 365))),
    CONSTRAINT storage_terms_remind_days CHECK (((cardinality(remind_days) <= 10) AND (0 < ALL (remind_days)) AND (365 >= ALL (remind_days)))),
    CONSTRAINT storage_terms_usual_size CHECK (((usual_m2 >= (1)::numeric) AND (usual_m2 <= (500)::numeric)))
);

ALTER TABLE public.storage_terms OWNER TO ahti_owner;

COMMENT ON TABLE public.storage_terms IS 'on which terms a provider takes notices of boats; without any it takes none';

COMMENT ON COLUMN public.storage_terms.usual_m2 IS 'what a boat takes: ground that nobody measured has so much for each';

COMMENT ON COLUMN public.storage_terms.regret_days IS 'for so long after it whoever gave a notice may take it back';

COMMENT ON COLUMN public.storage_terms.cradle_days IS 'for so long after the season cradles may stay';

CREATE TABLE public.subsidies (
    id uuid NOT NULL,
    list_id uuid NOT NULL,
    "position" integer NOT NULL,
    name_fi text NOT NULL,
    name_sv text NOT NULL,
    name_en text NOT NULL,
    ground_fi text NOT NULL,
    ground_sv text NOT NULL,
    ground_en text NOT NULL,
    amount numeric(10,2),
    percentage numeric(5,2),
    harbor_id uuid,
    area_id uuid,
    boat_type_id uuid,
    ended_at timestamp with time zone,
    CONSTRAINT subsidies_amount_check CHECK ((amount > (0)::numeric)),
    CONSTRAINT subsidies_one_of_two CHECK ((num_nonnulls(amount, percentage) = 1)),
    CONSTRAINT subsidies_percentage_check CHECK (((percentage > (0)::numeric) AND (percentage <= (100)::numeric)))
);

ALTER TABLE public.subsidies OWNER TO ahti_owner;

COMMENT ON TABLE public.subsidies IS 'what is taken off the price of a place, on what ground, and for which places';

COMMENT ON COLUMN public.subsidies.ended_at IS 'from when nothing is quoted with it any more';

CREATE TABLE public.switch_policies (
    provider_id uuid NOT NULL,
    swaps_allowed boolean NOT NULL,
    swaps_approved boolean NOT NULL,
    due_days integer NOT NULL,
    grace_days integer NOT NULL,
    unpaid text NOT NULL,
    set_at timestamp with time zone NOT NULL,
    CONSTRAINT switch_policies_days CHECK ((((due_days >= 0) AND (due_days <= 365)) AND ((grace_days >= 0) AND (grace_days <= 365)))),
    CONSTRAINT switch_policies_unpaid_known CHECK ((unpaid = ANY (ARRAY['LIST'::text, 'END'::text])))
);

ALTER TABLE public.switch_policies OWNER TO ahti_owner;

COMMENT ON TABLE public.switch_policies IS 'public: how a provider deals with swaps, and with differences nobody pays';

COMMENT ON COLUMN public.switch_policies.swaps_approved IS 'whether staff have to approve what two holders agree on';

CREATE TABLE public.switch_reasons (
    id uuid NOT NULL,
    number integer NOT NULL,
    name_fi text,
    name_sv text,
    name_en text,
    source_system text NOT NULL,
    retired_at timestamp with time zone,
    CONSTRAINT switch_reasons_named CHECK ((COALESCE(name_fi, name_en, name_sv) IS NOT NULL))
);

ALTER TABLE public.switch_reasons OWNER TO ahti_owner;

COMMENT ON TABLE public.switch_reasons IS 'why tenants want another place, as they are offered to choose';

CREATE TABLE public.timetable (
    name text NOT NULL,
    ticked_at timestamp with time zone NOT NULL
);

ALTER TABLE public.timetable OWNER TO ahti_owner;

COMMENT ON TABLE public.timetable IS 'the latest time of each recurring job for which a job was put';

CREATE TABLE public.token_families (
    id uuid NOT NULL,
    grant_id uuid NOT NULL,
    scopes text[] NOT NULL,
    assurance text NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT token_families_assurance_known CHECK ((assurance = ANY (ARRAY['NONE'::text, 'LOW'::text, 'SUBSTANTIAL'::text, 'HIGH'::text]))),
    CONSTRAINT token_families_scopes_known CHECK (((cardinality(scopes) > 0) AND (scopes <@ ARRAY['profile:read'::text, 'profile:write'::text, 'applications:read'::text, 'applications:write'::text, 'listings:read'::text, 'listings:write'::text, 'provider:read'::text, 'provider:write'::text, 'programs:write'::text, 'city'::text])))
);

ALTER TABLE ONLY public.token_families FORCE ROW LEVEL SECURITY;

ALTER TABLE public.token_families OWNER TO ahti_owner;

COMMENT ON TABLE public.token_families IS 'all tokens that follow from one consent; they end together';

CREATE TABLE public.upgrade_refusals (
    application_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.upgrade_refusals FORCE ROW LEVEL SECURITY;

ALTER TABLE public.upgrade_refusals OWNER TO ahti_owner;

COMMENT ON TABLE public.upgrade_refusals IS 'winners who want to keep what they have, whatever comes free';

CREATE TABLE public.vat_rates (
    product text NOT NULL,
    rate numeric(5,2) NOT NULL,
    valid daterange NOT NULL,
    CONSTRAINT vat_rates_begin CHECK (((NOT isempty(valid)) AND (lower(valid) IS NOT NULL))),
    CONSTRAINT vat_rates_product_known CHECK ((product = ANY (ARRAY['BERTH'::text, 'WINTER_STORAGE'::text, 'SERVICE'::text, 'GUEST_NIGHT'::text, 'PASSENGER_TRANSPORT'::text]))),
    CONSTRAINT vat_rates_rate_check CHECK (((rate >= (0)::numeric) AND (rate <= (100)::numeric)))
);

ALTER TABLE public.vat_rates OWNER TO ahti_owner;

COMMENT ON TABLE public.vat_rates IS 'the percentage of VAT by kind of product and day of supply';

CREATE VIEW public.waiting WITH (security_invoker='true') AS
 SELECT 'ROUND'::text AS source,
    application.id,
    round.provider_id,
    application.person_id,
    application.reference,
    application.class_number,
    false AS declined,
    0 AS came,
    (result."position")::bigint AS key,
    application.submitted_at AS since,
    application.boat_type_id,
    application.beam_mm,
    application.length_mm,
    application.draught_mm,
    application.mass_kg,
    application.accessibility_required
   FROM (((( SELECT DISTINCT ON (rounds.provider_id) rounds.id,
            rounds.provider_id
           FROM public.rounds
          WHERE ((rounds.published_at IS NOT NULL) AND (rounds.kind = 'BERTH'::text))
          ORDER BY rounds.provider_id, rounds.published_at DESC, rounds.id) round
     JOIN public.applications application ON (((application.round_id = round.id) AND (application.status = 'SUBMITTED'::text))))
     CROSS JOIN LATERAL ( SELECT one.id
           FROM public.draws one
          WHERE ((one.round_id = round.id) AND (one.published_at IS NOT NULL) AND (one.superseded_at IS NULL))
          ORDER BY (EXISTS ( SELECT
                   FROM public.draw_results
                  WHERE (draw_results.draw_id = one.id))) DESC, one.created_at DESC, one.id
         LIMIT 1) draw)
     JOIN public.draw_results result ON (((result.draw_id = draw.id) AND (result.public_id = application.public_id))))
  WHERE (result.rank IS NULL)
UNION ALL
 SELECT 'JOINED'::text AS source,
    queue_entries.id,
    queue_entries.provider_id,
    queue_entries.person_id,
    queue_entries.reference,
    queue_entries.class_number,
    queue_entries.declined,
    1 AS came,
    ((EXTRACT(epoch FROM queue_entries.joined_at) * (1000000)::numeric))::bigint AS key,
    queue_entries.joined_at AS since,
    queue_entries.boat_type_id,
    queue_entries.beam_mm,
    queue_entries.length_mm,
    queue_entries.draught_mm,
    queue_entries.mass_kg,
    queue_entries.accessibility_required
   FROM public.queue_entries
  WHERE ((queue_entries.status = 'WAITING'::text) AND (queue_entries.mode = 'NEW'::text));

ALTER VIEW public.waiting OWNER TO ahti_owner;

COMMENT ON VIEW public.waiting IS 'everybody in the queue, in the order of class_number, declined, came, key, id';

CREATE VIEW public.waiting_wishes WITH (security_invoker='true') AS
 SELECT choice.application_id AS id,
    choice.rank,
    COALESCE(choice.harbor_id, pier.harbor_id, place.harbor_id) AS harbor_id,
    choice.pier_id,
    choice.place_id
   FROM ((public.application_choices choice
     LEFT JOIN public.piers pier ON ((pier.id = choice.pier_id)))
     LEFT JOIN public.places place ON ((place.id = choice.place_id)))
UNION ALL
 SELECT choice.entry_id AS id,
    choice.rank,
    COALESCE(choice.harbor_id, pier.harbor_id, place.harbor_id) AS harbor_id,
    choice.pier_id,
    choice.place_id
   FROM ((public.queue_choices choice
     LEFT JOIN public.piers pier ON ((pier.id = choice.pier_id)))
     LEFT JOIN public.places place ON ((place.id = choice.place_id)));

ALTER VIEW public.waiting_wishes OWNER TO ahti_owner;

COMMENT ON VIEW public.waiting_wishes IS 'what those in the queue want; the harbor is known of piers and berths, too';

CREATE TABLE public.winter_storage_areas (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    name_fi text,
    name_sv text,
    name_en text,
    name_sort text NOT NULL COLLATE pg_catalog."C",
    search_text text NOT NULL,
    street_address_fi text,
    street_address_sv text,
    street_address_en text,
    zip_code text,
    municipality text,
    region text,
    service_map_id text,
    image_url text,
    availability text,
    phone text,
    email text,
    www_url text,
    is_active boolean NOT NULL,
    geometry bytea NOT NULL,
    geometry_source text NOT NULL,
    geojson text NOT NULL,
    centroid text NOT NULL,
    bbox box NOT NULL,
    shape path[] NOT NULL,
    metric_bbox box NOT NULL,
    metric_shape path[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    source_system text NOT NULL,
    source_type text NOT NULL,
    source_id text NOT NULL,
    source_licence text NOT NULL,
    source_fetched_at timestamp with time zone,
    content_digest bytea NOT NULL,
    place_count integer DEFAULT 0 NOT NULL,
    active_place_count integer DEFAULT 0 NOT NULL,
    simplified_m integer[] DEFAULT '{}'::integer[] NOT NULL,
    simplified text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT winter_storage_areas_availability_check CHECK ((availability = ANY (ARRAY['PLENTY'::text, 'SHORT_QUEUE'::text, 'MEDIUM_QUEUE'::text, 'LONG_QUEUE'::text, 'RARELY_AVAILABLE'::text]))),
    CONSTRAINT winter_storage_areas_counts_in_order CHECK (((active_place_count >= 0) AND (active_place_count <= place_count))),
    CONSTRAINT winter_storage_areas_drawings_paired CHECK ((cardinality(simplified_m) = cardinality(simplified))),
    CONSTRAINT winter_storage_areas_geometry_source_check CHECK ((geometry_source = ANY (ARRAY['SURVEYED'::text, 'IMPORTED'::text, 'GENERATED'::text]))),
    CONSTRAINT winter_storage_areas_named CHECK ((COALESCE(name_fi, name_en, name_sv) IS NOT NULL))
);

ALTER TABLE public.winter_storage_areas OWNER TO ahti_owner;

COMMENT ON COLUMN public.winter_storage_areas.place_count IS 'kept by count_places()';

CREATE TABLE public.winter_storage_sections (
    id uuid NOT NULL,
    area_id uuid NOT NULL,
    identifier text NOT NULL,
    identifier_sort text NOT NULL COLLATE pg_catalog."C",
    amenities text[] DEFAULT '{}'::text[] NOT NULL,
    is_active boolean NOT NULL,
    geometry bytea NOT NULL,
    geometry_source text NOT NULL,
    geojson text NOT NULL,
    centroid text NOT NULL,
    bbox box NOT NULL,
    shape path[] NOT NULL,
    metric_bbox box NOT NULL,
    metric_shape path[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    modified_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    source_system text NOT NULL,
    source_type text NOT NULL,
    source_id text NOT NULL,
    source_licence text NOT NULL,
    source_fetched_at timestamp with time zone,
    content_digest bytea NOT NULL,
    place_count integer DEFAULT 0 NOT NULL,
    active_place_count integer DEFAULT 0 NOT NULL,
    simplified_m integer[] DEFAULT '{}'::integer[] NOT NULL,
    simplified text[] DEFAULT '{}'::text[] NOT NULL,
    cut_from uuid,
    CONSTRAINT winter_storage_sections_amenities_check CHECK ((amenities <@ ARRAY['ELECTRICITY'::text, 'PERSONAL_ELECTRICITY'::text, 'WATER'::text, 'GATE'::text, 'MOORING'::text, 'WASTE_COLLECTION'::text, 'LIGHTING'::text, 'TOILET'::text, 'SHOWER'::text, 'SAUNA'::text, 'LAUNDRY'::text, 'WIFI'::text, 'SUMMER_STORAGE_FOR_DOCKING_EQUIPMENT'::text, 'SUMMER_STORAGE_FOR_TRAILERS'::text, 'SUMMER_STORAGE_FOR_BOATS'::text])),
    CONSTRAINT winter_storage_sections_counts_in_order CHECK (((active_place_count >= 0) AND (active_place_count <= place_count))),
    CONSTRAINT winter_storage_sections_drawings_paired CHECK ((cardinality(simplified_m) = cardinality(simplified))),
    CONSTRAINT winter_storage_sections_geometry_source_check CHECK ((geometry_source = ANY (ARRAY['SURVEYED'::text, 'IMPORTED'::text, 'GENERATED'::text])))
);

ALTER TABLE public.winter_storage_sections OWNER TO ahti_owner;

COMMENT ON COLUMN public.winter_storage_sections.place_count IS 'kept by count_places()';

COMMENT ON COLUMN public.winter_storage_sections.cut_from IS 'the unmarked area whose lots of one size these are';

ALTER TABLE ONLY public.pgqueuer ALTER COLUMN id SET DEFAULT nextval('public.pgqueuer_id_seq'::regclass);

ALTER TABLE ONLY public.pgqueuer_schedules ALTER COLUMN id SET DEFAULT nextval('public.pgqueuer_schedules_id_seq'::regclass);

ALTER TABLE ONLY public.pgqueuer_statistics ALTER COLUMN id SET DEFAULT nextval('public.pgqueuer_statistics_id_seq'::regclass);

ALTER TABLE ONLY public.access_tokens
    ADD CONSTRAINT access_tokens_pkey PRIMARY KEY (hash);

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_once UNIQUE NULLS NOT DISTINCT (provider_id, use, product, method);

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_replaced_once UNIQUE (replaces_id);

ALTER TABLE ONLY public.applicants
    ADD CONSTRAINT applicants_pkey PRIMARY KEY (application_id);

ALTER TABLE ONLY public.application_choices
    ADD CONSTRAINT application_choices_pkey PRIMARY KEY (application_id, rank);

ALTER TABLE ONLY public.application_drafts
    ADD CONSTRAINT application_drafts_one_each UNIQUE (person_id, round_id);

ALTER TABLE ONLY public.application_drafts
    ADD CONSTRAINT application_drafts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.application_duplicates
    ADD CONSTRAINT application_duplicates_once UNIQUE (first_id, second_id, ground);

ALTER TABLE ONLY public.application_duplicates
    ADD CONSTRAINT application_duplicates_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.application_events
    ADD CONSTRAINT application_events_pkey PRIMARY KEY (application_id, number);

ALTER TABLE ONLY public.application_odds
    ADD CONSTRAINT application_odds_pkey PRIMARY KEY (application_id);

ALTER TABLE ONLY public.applications
    ADD CONSTRAINT applications_carried_once UNIQUE (carried_from);

ALTER TABLE ONLY public.applications
    ADD CONSTRAINT applications_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.applications
    ADD CONSTRAINT applications_public_id_unique UNIQUE (public_id);

ALTER TABLE ONLY public.applications
    ADD CONSTRAINT applications_reference_unique UNIQUE (reference);

ALTER TABLE ONLY public.area_prices
    ADD CONSTRAINT area_prices_once UNIQUE (list_id, area_id, stored);

ALTER TABLE ONLY public.area_prices
    ADD CONSTRAINT area_prices_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_chain
    ADD CONSTRAINT audit_chain_entry_unique UNIQUE (entry_id);

ALTER TABLE ONLY public.audit_chain
    ADD CONSTRAINT audit_chain_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.audit_entries
    ADD CONSTRAINT audit_entries_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_erasures
    ADD CONSTRAINT audit_erasures_pkey PRIMARY KEY (entry_id);

ALTER TABLE ONLY public.audit_unsealed
    ADD CONSTRAINT audit_unsealed_pkey PRIMARY KEY (entry_id);

ALTER TABLE ONLY public.authorization_codes
    ADD CONSTRAINT authorization_codes_pkey PRIMARY KEY (hash);

ALTER TABLE ONLY public.authorization_requests
    ADD CONSTRAINT authorization_requests_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.bank_credits
    ADD CONSTRAINT bank_credits_once UNIQUE (iban, archive_id);

ALTER TABLE ONLY public.bank_credits
    ADD CONSTRAINT bank_credits_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.batches
    ADD CONSTRAINT batches_number_once UNIQUE (round_id, number);

ALTER TABLE ONLY public.batches
    ADD CONSTRAINT batches_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.beacons
    ADD CONSTRAINT beacons_one_a_freeze UNIQUE (freeze_id);

ALTER TABLE ONLY public.beacons
    ADD CONSTRAINT beacons_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.berth_prices
    ADD CONSTRAINT berth_prices_never_overlap EXCLUDE USING gist (list_id WITH =, COALESCE(harbor_id, '00000000-0000-0000-0000-000000000000'::uuid) WITH =, COALESCE(mooring, ''::text) WITH =, COALESCE(tier, 0) WITH =, int8range((over_mm)::bigint, (upto_mm)::bigint, '(]'::text) WITH &&);

ALTER TABLE ONLY public.berth_prices
    ADD CONSTRAINT berth_prices_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.boat_certificates
    ADD CONSTRAINT boat_certificates_once UNIQUE (boat_id, kind, number);

ALTER TABLE ONLY public.boat_certificates
    ADD CONSTRAINT boat_certificates_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.boat_owners
    ADD CONSTRAINT boat_owners_pkey PRIMARY KEY (boat_id, "position");

ALTER TABLE ONLY public.boat_types
    ADD CONSTRAINT boat_types_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.boat_types
    ADD CONSTRAINT boat_types_source_system_source_type_source_id_key UNIQUE (source_system, source_type, source_id);

ALTER TABLE ONLY public.boats
    ADD CONSTRAINT boats_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.circular_letters
    ADD CONSTRAINT circular_letters_pkey PRIMARY KEY (circular_id, lease_id);

ALTER TABLE ONLY public.circulars
    ADD CONSTRAINT circulars_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.clients
    ADD CONSTRAINT clients_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.correction_offers
    ADD CONSTRAINT correction_offers_occupancy_unique UNIQUE (occupancy_id);

ALTER TABLE ONLY public.correction_offers
    ADD CONSTRAINT correction_offers_pkey PRIMARY KEY (correction_id);

ALTER TABLE ONLY public.corrections
    ADD CONSTRAINT corrections_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.declines
    ADD CONSTRAINT declines_pkey PRIMARY KEY (draw_id, application_id);

ALTER TABLE ONLY public.draw_awards
    ADD CONSTRAINT draw_awards_occupancy_once UNIQUE (draw_id, occupancy_id);

ALTER TABLE ONLY public.draw_awards
    ADD CONSTRAINT draw_awards_pkey PRIMARY KEY (draw_id, application_id);

ALTER TABLE ONLY public.draw_awards
    ADD CONSTRAINT draw_awards_place_once UNIQUE (draw_id, place_id);

ALTER TABLE ONLY public.draw_bundles
    ADD CONSTRAINT draw_bundles_pkey PRIMARY KEY (draw_id);

ALTER TABLE ONLY public.draw_closures
    ADD CONSTRAINT draw_closures_pkey PRIMARY KEY (draw_id, place_id);

ALTER TABLE ONLY public.draw_cutoffs
    ADD CONSTRAINT draw_cutoffs_beam_once UNIQUE (draw_id, site_id, beam_mm);

ALTER TABLE ONLY public.draw_cutoffs
    ADD CONSTRAINT draw_cutoffs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.draw_cycles
    ADD CONSTRAINT draw_cycles_pkey PRIMARY KEY (draw_id, application_id);

ALTER TABLE ONLY public.draw_fits
    ADD CONSTRAINT draw_fits_pkey PRIMARY KEY (draw_id, number);

ALTER TABLE ONLY public.draw_hands
    ADD CONSTRAINT draw_hands_pkey PRIMARY KEY (draw_id);

ALTER TABLE ONLY public.draw_notices
    ADD CONSTRAINT draw_notices_pkey PRIMARY KEY (draw_id, application_id);

ALTER TABLE ONLY public.draw_refusals
    ADD CONSTRAINT draw_refusals_pkey PRIMARY KEY (draw_id, application_id, choice);

ALTER TABLE ONLY public.draw_results
    ADD CONSTRAINT draw_results_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.draw_results
    ADD CONSTRAINT draw_results_position_unique UNIQUE (draw_id, "position");

ALTER TABLE ONLY public.draw_results
    ADD CONSTRAINT draw_results_public_id_unique UNIQUE (draw_id, public_id);

ALTER TABLE ONLY public.draws
    ADD CONSTRAINT draws_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.draws
    ADD CONSTRAINT draws_version_unique UNIQUE (round_id, kind, version);

ALTER TABLE ONLY public.exchange_members
    ADD CONSTRAINT exchange_members_lease_once UNIQUE (exchange_id, lease_id);

ALTER TABLE ONLY public.exchange_members
    ADD CONSTRAINT exchange_members_number_once UNIQUE (exchange_id, number);

ALTER TABLE ONLY public.exchange_members
    ADD CONSTRAINT exchange_members_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_members
    ADD CONSTRAINT exchange_members_place_once UNIQUE (exchange_id, place_id);

ALTER TABLE ONLY public.exchanges
    ADD CONSTRAINT exchanges_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ferry_route_stops
    ADD CONSTRAINT ferry_route_stops_pkey PRIMARY KEY (route_id, "position");

ALTER TABLE ONLY public.ferry_routes
    ADD CONSTRAINT ferry_routes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ferry_routes
    ADD CONSTRAINT ferry_routes_source_system_source_type_source_id_key UNIQUE (source_system, source_type, source_id);

ALTER TABLE ONLY public.ferry_stops
    ADD CONSTRAINT ferry_stops_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ferry_stops
    ADD CONSTRAINT ferry_stops_source_system_source_type_source_id_key UNIQUE (source_system, source_type, source_id);

ALTER TABLE ONLY public.freeze_leaves
    ADD CONSTRAINT freeze_leaves_application_once UNIQUE (freeze_id, application_id);

ALTER TABLE ONLY public.freeze_leaves
    ADD CONSTRAINT freeze_leaves_pkey PRIMARY KEY (freeze_id, number);

ALTER TABLE ONLY public.freeze_places
    ADD CONSTRAINT freeze_places_pkey PRIMARY KEY (freeze_id);

ALTER TABLE ONLY public.freeze_secrets
    ADD CONSTRAINT freeze_secrets_pkey PRIMARY KEY (freeze_id, application_id);

ALTER TABLE ONLY public.freezes
    ADD CONSTRAINT freezes_number_once UNIQUE (round_id, number);

ALTER TABLE ONLY public.freezes
    ADD CONSTRAINT freezes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.gates
    ADD CONSTRAINT gates_one_at_a_time EXCLUDE USING gist (COALESCE(harbor_id, pier_id, area_id) WITH =, tstzrange(starts_at, ends_at) WITH &&);

ALTER TABLE ONLY public.gates
    ADD CONSTRAINT gates_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.handling_items
    ADD CONSTRAINT handling_items_pkey PRIMARY KEY (handling_id, application_id);

ALTER TABLE ONLY public.handlings
    ADD CONSTRAINT handlings_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.harbors
    ADD CONSTRAINT harbors_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.harbors
    ADD CONSTRAINT harbors_source_system_source_type_source_id_key UNIQUE (source_system, source_type, source_id);

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (caller, key_hash);

ALTER TABLE ONLY public.image_attachments
    ADD CONSTRAINT image_attachments_image_once UNIQUE (image_id);

ALTER TABLE ONLY public.image_attachments
    ADD CONSTRAINT image_attachments_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.images
    ADD CONSTRAINT images_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.images
    ADD CONSTRAINT images_shown_unique UNIQUE (id, hash);

ALTER TABLE ONLY public.invoice_counters
    ADD CONSTRAINT invoice_counters_pkey PRIMARY KEY (provider_id, year);

ALTER TABLE ONLY public.invoices
    ADD CONSTRAINT invoices_number_once UNIQUE (provider_id, year, sequence);

ALTER TABLE ONLY public.invoices
    ADD CONSTRAINT invoices_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.invoices
    ADD CONSTRAINT invoices_reference_unique UNIQUE (reference);

ALTER TABLE ONLY public.leases
    ADD CONSTRAINT leases_occupancy_unique UNIQUE (occupancy_id);

ALTER TABLE ONLY public.leases
    ADD CONSTRAINT leases_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.listings
    ADD CONSTRAINT listings_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.mail_confirmations
    ADD CONSTRAINT mail_confirmations_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.merchants
    ADD CONSTRAINT merchants_pkey PRIMARY KEY (provider_id, method);

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_never_twice UNIQUE (key);

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.occupancies
    ADD CONSTRAINT occupancies_never_overlap EXCLUDE USING gist (place_id WITH =, span WITH &&, period WITH &&) WHERE ((state = 'HOLDING'::text));

ALTER TABLE ONLY public.occupancies
    ADD CONSTRAINT occupancies_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.offer_faults
    ADD CONSTRAINT offer_faults_pkey PRIMARY KEY (application_id);

ALTER TABLE ONLY public.offer_terms
    ADD CONSTRAINT offer_terms_once UNIQUE NULLS NOT DISTINCT (provider_id, round_id);

ALTER TABLE ONLY public.offer_terms
    ADD CONSTRAINT offer_terms_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_lease_unique UNIQUE (lease_id);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_order_unique UNIQUE (order_id);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_reference_unique UNIQUE (reference);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_replaced_once UNIQUE (replaces_id);

ALTER TABLE ONLY public.opening_hours
    ADD CONSTRAINT opening_hours_once UNIQUE NULLS NOT DISTINCT (subject_id, weekday, first_day, last_day, day, opens);

ALTER TABLE ONLY public.opening_hours
    ADD CONSTRAINT opening_hours_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.order_lines
    ADD CONSTRAINT order_lines_pkey PRIMARY KEY (order_id, number);

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_reference_unique UNIQUE (reference);

ALTER TABLE ONLY public.organisations
    ADD CONSTRAINT organisations_business_id_unique UNIQUE (business_id);

ALTER TABLE ONLY public.organisations
    ADD CONSTRAINT organisations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payees
    ADD CONSTRAINT payees_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payment_events
    ADD CONSTRAINT payment_events_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_transaction_once UNIQUE (provider_id, method, transaction_id);

ALTER TABLE ONLY public.people
    ADD CONSTRAINT people_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.person_identities
    ADD CONSTRAINT person_identities_pkey PRIMARY KEY (issuer, subject);

ALTER TABLE ONLY public.person_profiles
    ADD CONSTRAINT person_profiles_id_unique UNIQUE (id);

ALTER TABLE ONLY public.person_profiles
    ADD CONSTRAINT person_profiles_pkey PRIMARY KEY (person_id);

ALTER TABLE ONLY public.person_residences
    ADD CONSTRAINT person_residences_pkey PRIMARY KEY (person_id, municipality);

ALTER TABLE ONLY public.pgqueuer_log
    ADD CONSTRAINT pgqueuer_log_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pgqueuer
    ADD CONSTRAINT pgqueuer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pgqueuer_schedules
    ADD CONSTRAINT pgqueuer_schedules_expression_entrypoint_key UNIQUE (expression, entrypoint);

ALTER TABLE ONLY public.pgqueuer_schedules
    ADD CONSTRAINT pgqueuer_schedules_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pgqueuer_statistics
    ADD CONSTRAINT pgqueuer_statistics_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pier_boat_types
    ADD CONSTRAINT pier_boat_types_pkey PRIMARY KEY (pier_id, boat_type_id);

ALTER TABLE ONLY public.piers
    ADD CONSTRAINT piers_id_harbor_id_key UNIQUE (id, harbor_id);

ALTER TABLE ONLY public.piers
    ADD CONSTRAINT piers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.piers
    ADD CONSTRAINT piers_source_system_source_type_source_id_key UNIQUE (source_system, source_type, source_id);

ALTER TABLE ONLY public.places
    ADD CONSTRAINT places_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.places
    ADD CONSTRAINT places_source_system_source_type_source_id_key UNIQUE (source_system, source_type, source_id);

ALTER TABLE ONLY public.price_lists
    ADD CONSTRAINT price_lists_never_overlap EXCLUDE USING gist (provider_id WITH =, product WITH =, valid WITH &&) WHERE ((status = 'PUBLISHED'::text));

ALTER TABLE ONLY public.price_lists
    ADD CONSTRAINT price_lists_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.program_usage
    ADD CONSTRAINT program_usage_once_a_day UNIQUE NULLS NOT DISTINCT (client_id, key_id, day);

ALTER TABLE ONLY public.provider_invitations
    ADD CONSTRAINT provider_invitations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.provider_invitations
    ADD CONSTRAINT provider_invitations_token_unique UNIQUE (token_hash);

ALTER TABLE ONLY public.provider_members
    ADD CONSTRAINT provider_members_id_unique UNIQUE (id);

ALTER TABLE ONLY public.provider_members
    ADD CONSTRAINT provider_members_pkey PRIMARY KEY (provider_id, person_id);

ALTER TABLE ONLY public.provider_policies
    ADD CONSTRAINT provider_policies_once UNIQUE (subject_id, kind, valid_from);

ALTER TABLE ONLY public.provider_policies
    ADD CONSTRAINT provider_policies_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.provider_sign_ups
    ADD CONSTRAINT provider_sign_ups_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.provider_sign_ups
    ADD CONSTRAINT provider_sign_ups_provider_once UNIQUE (provider_id);

ALTER TABLE ONLY public.provider_vat
    ADD CONSTRAINT provider_vat_never_overlaps EXCLUDE USING gist (provider_id WITH =, valid WITH &&);

ALTER TABLE ONLY public.providers
    ADD CONSTRAINT providers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.providers
    ADD CONSTRAINT providers_source_system_source_type_source_id_key UNIQUE (source_system, source_type, source_id);

ALTER TABLE ONLY public.queue_choices
    ADD CONSTRAINT queue_choices_pkey PRIMARY KEY (entry_id, rank);

ALTER TABLE ONLY public.queue_entries
    ADD CONSTRAINT queue_entries_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.queue_entries
    ADD CONSTRAINT queue_entries_reference_unique UNIQUE (reference);

ALTER TABLE ONLY public.queue_lengths
    ADD CONSTRAINT queue_lengths_pkey PRIMARY KEY (harbor_id, width_mm);

ALTER TABLE ONLY public.refresh_tokens
    ADD CONSTRAINT refresh_tokens_pkey PRIMARY KEY (hash);

ALTER TABLE ONLY public.refund_rules
    ADD CONSTRAINT refund_rules_pkey PRIMARY KEY (provider_id, valid_from);

ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.renewal_items
    ADD CONSTRAINT renewal_items_id_unique UNIQUE (id);

ALTER TABLE ONLY public.renewal_items
    ADD CONSTRAINT renewal_items_once_a_season PRIMARY KEY (lease_id, season_id);

ALTER TABLE ONLY public.renewal_runs
    ADD CONSTRAINT renewal_runs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.representations
    ADD CONSTRAINT representations_once UNIQUE (organisation_id, person_id);

ALTER TABLE ONLY public.representations
    ADD CONSTRAINT representations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.retention_periods
    ADD CONSTRAINT retention_periods_pkey PRIMARY KEY (kind);

ALTER TABLE ONLY public.round_demand
    ADD CONSTRAINT round_demand_pkey PRIMARY KEY (round_id, site_id);

ALTER TABLE ONLY public.round_odds
    ADD CONSTRAINT round_odds_group_once UNIQUE (round_id, site_id, beam_to_mm);

ALTER TABLE ONLY public.round_odds
    ADD CONSTRAINT round_odds_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.round_rules
    ADD CONSTRAINT round_rules_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.round_rules
    ADD CONSTRAINT round_rules_version_once UNIQUE (round_id, version);

ALTER TABLE ONLY public.rounds
    ADD CONSTRAINT rounds_code_unique UNIQUE (code);

ALTER TABLE ONLY public.rounds
    ADD CONSTRAINT rounds_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.seasons
    ADD CONSTRAINT seasons_never_overlap EXCLUDE USING gist (provider_id WITH =, kind WITH =, daterange(starts, ends, '[]'::text) WITH &&);

ALTER TABLE ONLY public.seasons
    ADD CONSTRAINT seasons_one_a_year UNIQUE (provider_id, kind, year);

ALTER TABLE ONLY public.seasons
    ADD CONSTRAINT seasons_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.service_prices
    ADD CONSTRAINT service_prices_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.services
    ADD CONSTRAINT services_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.services
    ADD CONSTRAINT services_source_system_source_type_source_id_key UNIQUE (source_system, source_type, source_id);

ALTER TABLE ONLY public.sticker_counters
    ADD CONSTRAINT sticker_counters_pkey PRIMARY KEY (provider_id, kind, season_starts);

ALTER TABLE ONLY public.sticker_kinds
    ADD CONSTRAINT sticker_kinds_pkey PRIMARY KEY (provider_id, kind);

ALTER TABLE ONLY public.stickers
    ADD CONSTRAINT stickers_number_once UNIQUE (provider_id, kind, season_starts, number);

ALTER TABLE ONLY public.stickers
    ADD CONSTRAINT stickers_one_for_a_lease UNIQUE (lease_id);

ALTER TABLE ONLY public.stickers
    ADD CONSTRAINT stickers_one_for_a_notice UNIQUE (notice_id);

ALTER TABLE ONLY public.stickers
    ADD CONSTRAINT stickers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.storage_differences
    ADD CONSTRAINT storage_differences_pkey PRIMARY KEY (order_id);

ALTER TABLE ONLY public.storage_notices
    ADD CONSTRAINT storage_notices_occupancy_unique UNIQUE (occupancy_id);

ALTER TABLE ONLY public.storage_notices
    ADD CONSTRAINT storage_notices_order_unique UNIQUE (order_id);

ALTER TABLE ONLY public.storage_notices
    ADD CONSTRAINT storage_notices_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.storage_notices
    ADD CONSTRAINT storage_notices_reference_unique UNIQUE (reference);

ALTER TABLE ONLY public.storage_terms
    ADD CONSTRAINT storage_terms_pkey PRIMARY KEY (provider_id);

ALTER TABLE ONLY public.subsidies
    ADD CONSTRAINT subsidies_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.switch_dues
    ADD CONSTRAINT switch_dues_pkey PRIMARY KEY (order_id);

ALTER TABLE ONLY public.switch_policies
    ADD CONSTRAINT switch_policies_pkey PRIMARY KEY (provider_id);

ALTER TABLE ONLY public.switch_reasons
    ADD CONSTRAINT switch_reasons_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.timetable
    ADD CONSTRAINT timetable_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.token_families
    ADD CONSTRAINT token_families_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.upgrade_refusals
    ADD CONSTRAINT upgrade_refusals_pkey PRIMARY KEY (application_id);

ALTER TABLE ONLY public.vat_rates
    ADD CONSTRAINT vat_rates_never_overlap EXCLUDE USING gist (product WITH =, valid WITH &&);

ALTER TABLE ONLY public.winter_storage_areas
    ADD CONSTRAINT winter_storage_areas_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.winter_storage_areas
    ADD CONSTRAINT winter_storage_areas_source_system_source_type_source_id_key UNIQUE (source_system, source_type, source_id);

ALTER TABLE ONLY public.winter_storage_sections
    ADD CONSTRAINT winter_storage_sections_id_area_id_key UNIQUE (id, area_id);

ALTER TABLE ONLY public.winter_storage_sections
    ADD CONSTRAINT winter_storage_sections_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.winter_storage_sections
    ADD CONSTRAINT winter_storage_sections_source_system_source_type_source_id_key UNIQUE (source_system, source_type, source_id);

CREATE INDEX access_tokens_family_id_idx ON public.access_tokens USING btree (family_id);

CREATE INDEX api_keys_provider_id_created_at_id_idx ON public.api_keys USING btree (provider_id, created_at, id);

CREATE INDEX applicants_by_name ON public.applicants USING btree (name_key);

CREATE UNIQUE INDEX application_choices_never_twice ON public.application_choices USING btree (application_id, COALESCE(harbor_id, pier_id, area_id, section_id, place_id));

CREATE INDEX application_drafts_round_id_idx ON public.application_drafts USING btree (round_id) WHERE (told_at IS NULL);

CREATE INDEX application_duplicates_round_id_status_found_at_id_idx ON public.application_duplicates USING btree (round_id, status, found_at, id);

CREATE INDEX application_duplicates_second_id_idx ON public.application_duplicates USING btree (second_id);

CREATE INDEX application_odds_round_id_idx ON public.application_odds USING btree (round_id);

CREATE INDEX applications_by_boat ON public.applications USING btree (boat_id) WHERE (boat_id IS NOT NULL);

CREATE INDEX applications_by_organisation ON public.applications USING btree (organisation_id, round_id) WHERE (organisation_id IS NOT NULL);

CREATE INDEX applications_by_registration ON public.applications USING btree (round_id, registration_key) WHERE (registration_key IS NOT NULL);

CREATE INDEX applications_of_a_round ON public.applications USING btree (round_id, submitted_at, id);

CREATE UNIQUE INDEX applications_one_for_a_lease ON public.applications USING btree (lease_id, round_id) WHERE ((lease_id IS NOT NULL) AND (status = 'SUBMITTED'::text));

CREATE INDEX applications_person_id_submitted_at_id_idx ON public.applications USING btree (person_id, submitted_at, id) WHERE (person_id IS NOT NULL);

CREATE INDEX applications_round_id_public_id_idx ON public.applications USING btree (round_id, public_id);

CREATE INDEX audit_entries_at_id_idx ON public.audit_entries USING btree (at, id);

CREATE INDEX audit_entries_operation_at_id_idx ON public.audit_entries USING btree (operation, at, id);

CREATE INDEX audit_entries_person_id_at_id_idx ON public.audit_entries USING btree (person_id, at, id);

CREATE INDEX audit_entries_provider_id_at_id_idx ON public.audit_entries USING btree (provider_id, at, id);

CREATE INDEX audit_erasures_erasure_id_entry_id_idx ON public.audit_erasures USING btree (erasure_id, entry_id);

CREATE INDEX authorization_codes_family_id_idx ON public.authorization_codes USING btree (family_id);

CREATE INDEX bank_credits_invoice_id_idx ON public.bank_credits USING btree (invoice_id) WHERE (invoice_id IS NOT NULL);

CREATE INDEX bank_credits_payment_id_idx ON public.bank_credits USING btree (payment_id) WHERE (payment_id IS NOT NULL);

CREATE INDEX bank_credits_provider_id_outcome_booked_on_idx ON public.bank_credits USING btree (provider_id, outcome, booked_on);

CREATE INDEX batches_follows_id_idx ON public.batches USING btree (follows_id);

CREATE UNIQUE INDEX batches_one_under_way ON public.batches USING btree (round_id) WHERE ((published_at IS NULL) AND (undone_at IS NULL));

CREATE INDEX berth_prices_list_id_idx ON public.berth_prices USING btree (list_id);

CREATE UNIQUE INDEX boat_owners_one_answers ON public.boat_owners USING btree (boat_id) WHERE answers;

CREATE INDEX boats_organisation_id_idx ON public.boats USING btree (organisation_id);

CREATE INDEX boats_person_id_idx ON public.boats USING btree (person_id);

CREATE INDEX circular_letters_circular_id_lease_id_idx ON public.circular_letters USING btree (circular_id, lease_id) WHERE (outcome IS NULL);

CREATE INDEX circular_letters_lease_id_idx ON public.circular_letters USING btree (lease_id);

CREATE INDEX circulars_provider_id_created_at_id_idx ON public.circulars USING btree (provider_id, created_at, id);

CREATE INDEX clients_person_id_created_at_id_idx ON public.clients USING btree (person_id, created_at, id) WHERE (person_id IS NOT NULL);

CREATE INDEX clients_provider_id_created_at_id_idx ON public.clients USING btree (provider_id, created_at, id) WHERE (provider_id IS NOT NULL);

CREATE INDEX correction_offers_application_id_idx ON public.correction_offers USING btree (application_id);

CREATE INDEX correction_offers_place_id_idx ON public.correction_offers USING btree (place_id);

CREATE INDEX corrections_application_id_idx ON public.corrections USING btree (application_id);

CREATE UNIQUE INDEX corrections_one_open ON public.corrections USING btree (draw_id, application_id) WHERE (status = 'OPEN'::text);

CREATE INDEX declines_application_id_idx ON public.declines USING btree (application_id);

CREATE INDEX declines_batch_id_idx ON public.declines USING btree (batch_id);

CREATE INDEX draw_awards_application_id_idx ON public.draw_awards USING btree (application_id);

CREATE INDEX draw_awards_occupancy_id_idx ON public.draw_awards USING btree (occupancy_id);

CREATE INDEX draw_cutoffs_area_id_idx ON public.draw_cutoffs USING btree (area_id);

CREATE INDEX draw_cutoffs_harbor_id_idx ON public.draw_cutoffs USING btree (harbor_id);

CREATE INDEX draw_cycles_application_id_idx ON public.draw_cycles USING btree (application_id);

CREATE INDEX draw_notices_application_id_idx ON public.draw_notices USING btree (application_id);

CREATE INDEX draw_refusals_application_id_choice_idx ON public.draw_refusals USING btree (application_id, choice);

CREATE INDEX draws_batch_id_idx ON public.draws USING btree (batch_id);

CREATE INDEX draws_beacon_id_idx ON public.draws USING btree (beacon_id);

CREATE INDEX draws_follows_id_idx ON public.draws USING btree (follows_id);

CREATE INDEX draws_freeze_id_idx ON public.draws USING btree (freeze_id);

CREATE UNIQUE INDEX draws_one_a_batch ON public.draws USING btree (batch_id) WHERE (undone_at IS NULL);

CREATE INDEX exchange_members_entry_id_idx ON public.exchange_members USING btree (entry_id);

CREATE INDEX exchange_members_lease_id_idx ON public.exchange_members USING btree (lease_id);

CREATE INDEX exchanges_open ON public.exchanges USING btree (expires_at) WHERE (status = ANY (ARRAY['PROPOSED'::text, 'AGREED'::text]));

CREATE INDEX exchanges_provider_id_created_at_id_idx ON public.exchanges USING btree (provider_id, created_at, id);

CREATE INDEX ferry_route_stops_stop_id_idx ON public.ferry_route_stops USING btree (stop_id);

CREATE INDEX ferry_routes_bbox_idx ON public.ferry_routes USING gist (bbox);

CREATE INDEX ferry_routes_metric_bbox_idx ON public.ferry_routes USING gist (metric_bbox);

CREATE INDEX ferry_routes_operator_id_idx ON public.ferry_routes USING btree (operator_id);

CREATE INDEX ferry_stops_bbox_idx ON public.ferry_stops USING gist (bbox);

CREATE INDEX ferry_stops_harbor_id_idx ON public.ferry_stops USING btree (harbor_id) WHERE (harbor_id IS NOT NULL);

CREATE INDEX ferry_stops_metric_bbox_idx ON public.ferry_stops USING gist (metric_bbox);

CREATE INDEX ferry_stops_provider_id_idx ON public.ferry_stops USING btree (provider_id) WHERE (provider_id IS NOT NULL);

CREATE INDEX freeze_leaves_application_id_idx ON public.freeze_leaves USING btree (application_id);

CREATE INDEX freeze_secrets_application_id_idx ON public.freeze_secrets USING btree (application_id);

CREATE UNIQUE INDEX freezes_one_stands ON public.freezes USING btree (round_id) WHERE (undone_at IS NULL);

CREATE INDEX freezes_round_id_idx ON public.freezes USING btree (round_id);

CREATE INDEX gates_area_id_idx ON public.gates USING btree (area_id) WHERE (area_id IS NOT NULL);

CREATE INDEX gates_harbor_id_idx ON public.gates USING btree (harbor_id) WHERE (harbor_id IS NOT NULL);

CREATE INDEX gates_pier_id_idx ON public.gates USING btree (pier_id) WHERE (pier_id IS NOT NULL);

CREATE INDEX gates_provider_id_starts_at_id_idx ON public.gates USING btree (provider_id, starts_at, id);

CREATE INDEX grants_client_id_idx ON public.grants USING btree (client_id);

CREATE UNIQUE INDEX grants_one_alive ON public.grants USING btree (person_id, client_id) WHERE (revoked_at IS NULL);

CREATE INDEX grants_person_id_given_at_id_idx ON public.grants USING btree (person_id, given_at, id);

CREATE INDEX handling_items_application_id_idx ON public.handling_items USING btree (application_id);

CREATE INDEX handlings_round_id_created_at_idx ON public.handlings USING btree (round_id, created_at);

CREATE INDEX harbors_bbox_idx ON public.harbors USING gist (bbox);

CREATE INDEX harbors_metric_bbox_idx ON public.harbors USING gist (metric_bbox);

CREATE INDEX harbors_name_sort_id_idx ON public.harbors USING btree (name_sort, id);

CREATE INDEX harbors_provider_id_idx ON public.harbors USING btree (provider_id);

CREATE INDEX image_attachments_subject_id_created_at_id_idx ON public.image_attachments USING btree (subject_id, created_at, id);

CREATE INDEX images_hash_idx ON public.images USING btree (hash);

CREATE INDEX images_uploaded_by_created_at_idx ON public.images USING btree (uploaded_by, created_at);

CREATE INDEX invoices_credits_id_idx ON public.invoices USING btree (credits_id) WHERE (credits_id IS NOT NULL);

CREATE INDEX invoices_order_id_issued_at_sequence_idx ON public.invoices USING btree (order_id, issued_at, sequence);

CREATE INDEX invoices_payee_id_idx ON public.invoices USING btree (payee_id);

CREATE INDEX leases_follows_id_idx ON public.leases USING btree (follows_id) WHERE (follows_id IS NOT NULL);

CREATE INDEX leases_order_id_idx ON public.leases USING btree (order_id) WHERE (order_id IS NOT NULL);

CREATE INDEX leases_organisation_id_idx ON public.leases USING btree (organisation_id) WHERE (organisation_id IS NOT NULL);

CREATE INDEX leases_person_id_season_starts_id_idx ON public.leases USING btree (person_id, season_starts, id) WHERE (person_id IS NOT NULL);

CREATE INDEX leases_place_id_idx ON public.leases USING btree (place_id);

CREATE INDEX leases_provider_id_created_at_id_idx ON public.leases USING btree (provider_id, created_at, id);

CREATE INDEX leases_provider_id_registration_idx ON public.leases USING btree (provider_id, registration) WHERE (registration IS NOT NULL);

CREATE INDEX leases_provider_id_season_starts_created_at_id_idx ON public.leases USING btree (provider_id, season_starts, created_at, id);

CREATE INDEX leases_season_ends_idx ON public.leases USING btree (season_ends) WHERE (erased_at IS NULL);

CREATE INDEX listings_batch_id_idx ON public.listings USING btree (batch_id) WHERE (batch_id IS NOT NULL);

CREATE UNIQUE INDEX listings_one_pending ON public.listings USING btree (resource_id) WHERE (state = 'PENDING'::text);

CREATE INDEX listings_provider_id_kind_resource_id_submitted_at_idx ON public.listings USING btree (provider_id, kind, resource_id, submitted_at);

CREATE INDEX listings_provider_id_submitted_at_id_idx ON public.listings USING btree (provider_id, submitted_at DESC, id);

CREATE INDEX listings_state_submitted_at_id_idx ON public.listings USING btree (state, submitted_at DESC, id);

CREATE INDEX listings_submitted_at_id_idx ON public.listings USING btree (submitted_at DESC, id);

CREATE INDEX mail_confirmations_application_id_idx ON public.mail_confirmations USING btree (application_id);

CREATE INDEX mail_confirmations_person_id_idx ON public.mail_confirmations USING btree (person_id);

CREATE INDEX messages_of_a_person ON public.messages USING btree (person_id, created_at DESC, id);

CREATE INDEX messages_sent_to_an_address ON public.messages USING btree (address, sent_at) WHERE (sent_at IS NOT NULL);

CREATE INDEX messages_to_forget ON public.messages USING btree (created_at) WHERE (forgotten_at IS NULL);

CREATE INDEX occupancies_counted ON public.occupancies USING gist (place_id, period) WHERE (state = 'COUNTED'::text);

CREATE INDEX occupancies_draw_id_idx ON public.occupancies USING btree (draw_id) WHERE (draw_id IS NOT NULL);

CREATE INDEX occupancies_place_id_idx ON public.occupancies USING btree (place_id);

CREATE INDEX offer_faults_draw_id_idx ON public.offer_faults USING btree (draw_id);

CREATE INDEX offers_application_id_idx ON public.offers USING btree (application_id) WHERE (application_id IS NOT NULL);

CREATE INDEX offers_due_at_idx ON public.offers USING btree (due_at) WHERE (status = 'OPEN'::text);

CREATE INDEX offers_ends_at_idx ON public.offers USING btree (ends_at) WHERE (erased_at IS NULL);

CREATE INDEX offers_occupancy_id_idx ON public.offers USING btree (occupancy_id);

CREATE UNIQUE INDEX offers_one_open_for_a_lease ON public.offers USING btree (previous_lease_id) WHERE ((status = 'OPEN'::text) AND (kind <> 'AWARD'::text));

CREATE UNIQUE INDEX offers_one_open_for_an_application ON public.offers USING btree (application_id) WHERE (status = 'OPEN'::text);

CREATE UNIQUE INDEX offers_one_open_for_an_occupancy ON public.offers USING btree (occupancy_id) WHERE (status = 'OPEN'::text);

CREATE INDEX offers_organisation_id_idx ON public.offers USING btree (organisation_id) WHERE (organisation_id IS NOT NULL);

CREATE INDEX offers_person_id_created_at_id_idx ON public.offers USING btree (person_id, created_at, id) WHERE (person_id IS NOT NULL);

CREATE INDEX offers_place_id_idx ON public.offers USING btree (place_id);

CREATE INDEX offers_previous_lease_id_idx ON public.offers USING btree (previous_lease_id) WHERE (previous_lease_id IS NOT NULL);

CREATE INDEX offers_provider_id_created_at_id_idx ON public.offers USING btree (provider_id, created_at, id);

CREATE INDEX offers_provider_id_status_due_at_id_idx ON public.offers USING btree (provider_id, status, due_at, id);

CREATE INDEX offers_queue_entry_id_idx ON public.offers USING btree (queue_entry_id) WHERE (queue_entry_id IS NOT NULL);

CREATE INDEX orders_application_id_idx ON public.orders USING btree (application_id) WHERE (application_id IS NOT NULL);

CREATE INDEX orders_created_at_idx ON public.orders USING btree (created_at) WHERE (erased_at IS NULL);

CREATE INDEX orders_expires_at_idx ON public.orders USING btree (expires_at) WHERE (status = 'OPEN'::text);

CREATE INDEX orders_organisation_id_idx ON public.orders USING btree (organisation_id) WHERE (organisation_id IS NOT NULL);

CREATE INDEX orders_person_id_created_at_id_idx ON public.orders USING btree (person_id, created_at, id) WHERE (person_id IS NOT NULL);

CREATE INDEX orders_provider_id_created_at_id_idx ON public.orders USING btree (provider_id, created_at, id);

CREATE INDEX orders_provider_id_status_created_at_id_idx ON public.orders USING btree (provider_id, status, created_at, id);

CREATE INDEX payees_provider_id_told_at_idx ON public.payees USING btree (provider_id, told_at);

CREATE INDEX payment_events_payment_id_idx ON public.payment_events USING btree (payment_id) WHERE (payment_id IS NOT NULL);

CREATE INDEX payment_events_refund_id_idx ON public.payment_events USING btree (refund_id) WHERE (refund_id IS NOT NULL);

CREATE INDEX payments_ask_at_idx ON public.payments USING btree (ask_at) WHERE (status = ANY (ARRAY['STARTED'::text, 'PENDING'::text]));

CREATE INDEX payments_client_id_idx ON public.payments USING btree (client_id) WHERE (client_id IS NOT NULL);

CREATE INDEX payments_created_at_idx ON public.payments USING btree (created_at) WHERE (status = 'MISMATCHED'::text);

CREATE UNIQUE INDEX payments_gateway_transaction_once ON public.payments USING btree (method, transaction_id) WHERE (method = ANY (ARRAY['EMBEDDED'::text, 'PAYTRAIL'::text]));

CREATE INDEX payments_order_id_created_at_id_idx ON public.payments USING btree (order_id, created_at, id);

CREATE INDEX payments_provider_id_created_at_id_idx ON public.payments USING btree (provider_id, created_at, id);

CREATE INDEX person_identities_person_id_idx ON public.person_identities USING btree (person_id);

CREATE INDEX pgqueuer_ep_ea_idx ON public.pgqueuer USING btree (entrypoint, execute_after) WHERE (status = 'queued'::public.pgqueuer_status);

CREATE INDEX pgqueuer_ep_prio_id_idx ON public.pgqueuer USING btree (entrypoint, priority DESC, id) WHERE (status = 'queued'::public.pgqueuer_status);

CREATE INDEX pgqueuer_log_created ON public.pgqueuer_log USING btree (created);

CREATE INDEX pgqueuer_log_job_id_status ON public.pgqueuer_log USING btree (job_id, created DESC);

CREATE INDEX pgqueuer_log_not_aggregated ON public.pgqueuer_log USING btree ((1)) WHERE (NOT aggregated);

CREATE INDEX pgqueuer_log_status ON public.pgqueuer_log USING btree (status);

CREATE INDEX pgqueuer_picked_heartbeat_idx ON public.pgqueuer USING btree (heartbeat) WHERE (status = 'picked'::public.pgqueuer_status);

CREATE UNIQUE INDEX pgqueuer_picked_slot_idx ON public.pgqueuer USING btree (entrypoint, slot) WHERE ((status = 'picked'::public.pgqueuer_status) AND (slot IS NOT NULL));

CREATE INDEX pgqueuer_priority_id_id1_idx ON public.pgqueuer USING btree (priority, id DESC) INCLUDE (id) WHERE (status = 'queued'::public.pgqueuer_status);

CREATE INDEX pgqueuer_queue_manager_id_idx ON public.pgqueuer USING btree (queue_manager_id) WHERE (queue_manager_id IS NOT NULL);

CREATE UNIQUE INDEX pgqueuer_statistics_unique_count ON public.pgqueuer_statistics USING btree (priority, date_trunc('sec'::text, timezone('UTC'::text, created)), status, entrypoint);

CREATE UNIQUE INDEX pgqueuer_unique_dedupe_key ON public.pgqueuer USING btree (dedupe_key) WHERE ((status = ANY (ARRAY['queued'::public.pgqueuer_status, 'picked'::public.pgqueuer_status])) AND (dedupe_key IS NOT NULL));

CREATE INDEX pgqueuer_updated_id_id1_idx ON public.pgqueuer USING btree (updated, id DESC) INCLUDE (id) WHERE (status = 'picked'::public.pgqueuer_status);

CREATE INDEX pier_boat_types_boat_type_id_idx ON public.pier_boat_types USING btree (boat_type_id);

CREATE INDEX piers_bbox_idx ON public.piers USING gist (bbox);

CREATE INDEX piers_harbor_id_identifier_sort_id_idx ON public.piers USING btree (harbor_id, identifier_sort, id);

CREATE INDEX piers_metric_bbox_idx ON public.piers USING gist (metric_bbox);

CREATE INDEX places_area_id_number_sort_id_idx ON public.places USING btree (area_id, number_sort, id) WHERE (area_id IS NOT NULL);

CREATE INDEX places_bbox_idx ON public.places USING gist (bbox);

CREATE INDEX places_by_id_idx ON public.places USING btree (kind, id, width_mm, length_mm, harbor_id, pier_id) WHERE (retired_at IS NULL);

CREATE INDEX places_by_number_idx ON public.places USING btree (number_sort, id, kind, harbor_id, pier_id) WHERE (retired_at IS NULL);

CREATE INDEX places_by_size_idx ON public.places USING btree (kind, width_mm, length_mm) WHERE (retired_at IS NULL);

CREATE INDEX places_harbor_id_number_sort_id_idx ON public.places USING btree (harbor_id, number_sort, id) WHERE (harbor_id IS NOT NULL);

CREATE INDEX places_metric_bbox_idx ON public.places USING gist (metric_bbox);

CREATE INDEX places_pier_id_number_sort_id_idx ON public.places USING btree (pier_id, number_sort, id) WHERE (pier_id IS NOT NULL);

CREATE INDEX places_provider_id_number_sort_id_idx ON public.places USING btree (provider_id, number_sort, id);

CREATE INDEX places_section_id_number_sort_id_idx ON public.places USING btree (section_id, number_sort, id) WHERE (section_id IS NOT NULL);

CREATE INDEX price_lists_provider_id_created_at_id_idx ON public.price_lists USING btree (provider_id, created_at, id);

CREATE INDEX program_usage_key_id_day_idx ON public.program_usage USING btree (key_id, day) WHERE (key_id IS NOT NULL);

CREATE INDEX provider_invitations_provider_id_created_at_id_idx ON public.provider_invitations USING btree (provider_id, created_at, id);

CREATE INDEX provider_members_person_id_idx ON public.provider_members USING btree (person_id);

CREATE UNIQUE INDEX provider_sign_ups_business_id_once ON public.provider_sign_ups USING btree (business_id) WHERE ((state = 'RECEIVED'::text) AND (business_id IS NOT NULL));

CREATE UNIQUE INDEX provider_sign_ups_one_as_private_person ON public.provider_sign_ups USING btree (person_id) WHERE ((state = 'APPROVED'::text) AND (kind = 'PRIVATE_PERSON'::text));

CREATE UNIQUE INDEX provider_sign_ups_one_waiting ON public.provider_sign_ups USING btree (person_id) WHERE (state = 'RECEIVED'::text);

CREATE INDEX provider_sign_ups_person_id_received_at_id_idx ON public.provider_sign_ups USING btree (person_id, received_at, id);

CREATE INDEX provider_sign_ups_state_received_at_id_idx ON public.provider_sign_ups USING btree (state, received_at, id);

CREATE UNIQUE INDEX providers_business_id_unique ON public.providers USING btree (business_id) WHERE ((business_id IS NOT NULL) AND (retired_at IS NULL));

CREATE UNIQUE INDEX queue_choices_never_twice ON public.queue_choices USING btree (entry_id, COALESCE(harbor_id, pier_id, place_id));

CREATE INDEX queue_entries_left_at_idx ON public.queue_entries USING btree (left_at) WHERE (left_at IS NOT NULL);

CREATE UNIQUE INDEX queue_entries_one_for_a_lease ON public.queue_entries USING btree (lease_id) WHERE (status = 'WAITING'::text);

CREATE UNIQUE INDEX queue_entries_one_waits ON public.queue_entries USING btree (person_id, provider_id) WHERE ((status = 'WAITING'::text) AND (mode = 'NEW'::text));

CREATE INDEX queue_entries_person_id_joined_at_id_idx ON public.queue_entries USING btree (person_id, joined_at, id);

CREATE INDEX queue_entries_provider_id_joined_at_id_idx ON public.queue_entries USING btree (provider_id, joined_at, id);

CREATE INDEX refresh_tokens_family_id_idx ON public.refresh_tokens USING btree (family_id);

CREATE INDEX refunds_ask_at_idx ON public.refunds USING btree (ask_at) WHERE (status = ANY (ARRAY['OWED'::text, 'SENT'::text]));

CREATE INDEX refunds_order_id_created_at_id_idx ON public.refunds USING btree (order_id, created_at, id);

CREATE INDEX refunds_payment_id_idx ON public.refunds USING btree (payment_id);

CREATE INDEX refunds_provider_id_status_created_at_id_idx ON public.refunds USING btree (provider_id, status, created_at, id);

CREATE INDEX renewal_items_offer_id_idx ON public.renewal_items USING btree (offer_id) WHERE (offer_id IS NOT NULL);

CREATE INDEX renewal_items_run_id_lease_id_id_idx ON public.renewal_items USING btree (run_id, lease_id, id);

CREATE INDEX renewal_items_run_id_lease_id_idx ON public.renewal_items USING btree (run_id, lease_id) WHERE (outcome IS NULL);

CREATE INDEX renewal_items_run_id_outcome_lease_id_idx ON public.renewal_items USING btree (run_id, outcome, lease_id);

CREATE INDEX renewal_runs_from_season_id_idx ON public.renewal_runs USING btree (from_season_id);

CREATE UNIQUE INDEX renewal_runs_one_at_a_time ON public.renewal_runs USING btree (to_season_id) WHERE (status = 'RUNNING'::text);

CREATE INDEX renewal_runs_provider_id_created_at_id_idx ON public.renewal_runs USING btree (provider_id, created_at, id);

CREATE INDEX renewal_runs_to_season_id_idx ON public.renewal_runs USING btree (to_season_id);

CREATE INDEX representations_person_id_idx ON public.representations USING btree (person_id);

CREATE INDEX round_demand_area_id_idx ON public.round_demand USING btree (area_id);

CREATE INDEX round_demand_harbor_id_idx ON public.round_demand USING btree (harbor_id);

CREATE INDEX round_odds_area_id_idx ON public.round_odds USING btree (area_id);

CREATE INDEX round_odds_harbor_id_idx ON public.round_odds USING btree (harbor_id);

CREATE INDEX round_odds_round_id_site_id_beam_to_mm_id_idx ON public.round_odds USING btree (round_id, site_id, beam_to_mm, id);

CREATE INDEX rounds_name_sort_id_idx ON public.rounds USING btree (name_sort, id);

CREATE INDEX rounds_opens_at_id_idx ON public.rounds USING btree (opens_at, id);

CREATE INDEX rounds_previous_round_id_idx ON public.rounds USING btree (previous_round_id);

CREATE INDEX rounds_provider_id_idx ON public.rounds USING btree (provider_id);

CREATE INDEX service_prices_list_id_idx ON public.service_prices USING btree (list_id);

CREATE INDEX services_bbox_idx ON public.services USING gist (bbox);

CREATE INDEX services_harbor_id_idx ON public.services USING btree (harbor_id) WHERE (harbor_id IS NOT NULL);

CREATE INDEX services_metric_bbox_idx ON public.services USING gist (metric_bbox);

CREATE INDEX services_provider_id_idx ON public.services USING btree (provider_id);

CREATE INDEX stickers_provider_id_given_at_id_idx ON public.stickers USING btree (provider_id, given_at, id) WHERE (posted_at IS NULL);

CREATE INDEX stickers_provider_id_number_idx ON public.stickers USING btree (provider_id, number);

CREATE INDEX storage_differences_notice_id_idx ON public.storage_differences USING btree (notice_id);

CREATE INDEX storage_notices_due_at_idx ON public.storage_notices USING btree (due_at) WHERE (status = 'NOTIFIED'::text);

CREATE INDEX storage_notices_organisation_id_idx ON public.storage_notices USING btree (organisation_id) WHERE (organisation_id IS NOT NULL);

CREATE INDEX storage_notices_person_id_created_at_id_idx ON public.storage_notices USING btree (person_id, created_at, id) WHERE (person_id IS NOT NULL);

CREATE INDEX storage_notices_place_id_idx ON public.storage_notices USING btree (place_id);

CREATE INDEX storage_notices_provider_id_created_at_id_idx ON public.storage_notices USING btree (provider_id, created_at, id);

CREATE INDEX storage_notices_provider_id_registration_idx ON public.storage_notices USING btree (provider_id, registration) WHERE (registration IS NOT NULL);

CREATE INDEX storage_notices_provider_id_status_created_at_id_idx ON public.storage_notices USING btree (provider_id, status, created_at, id);

CREATE INDEX storage_notices_provider_id_trailer_registration_idx ON public.storage_notices USING btree (provider_id, trailer_registration) WHERE (trailer_registration IS NOT NULL);

CREATE INDEX storage_notices_season_ends_idx ON public.storage_notices USING btree (season_ends) WHERE (erased_at IS NULL);

CREATE INDEX subsidies_list_id_idx ON public.subsidies USING btree (list_id);

CREATE INDEX switch_dues_due_at_idx ON public.switch_dues USING btree (due_at) WHERE (overdue_at IS NULL);

CREATE INDEX switch_dues_lease_id_idx ON public.switch_dues USING btree (lease_id);

CREATE INDEX switch_dues_provider_id_due_at_order_id_idx ON public.switch_dues USING btree (provider_id, due_at, order_id);

CREATE INDEX switch_reasons_number_id_idx ON public.switch_reasons USING btree (number, id);

CREATE INDEX token_families_grant_id_idx ON public.token_families USING btree (grant_id);

CREATE INDEX winter_storage_areas_bbox_idx ON public.winter_storage_areas USING gist (bbox);

CREATE INDEX winter_storage_areas_metric_bbox_idx ON public.winter_storage_areas USING gist (metric_bbox);

CREATE INDEX winter_storage_areas_provider_id_idx ON public.winter_storage_areas USING btree (provider_id);

CREATE INDEX winter_storage_sections_area_id_identifier_sort_id_idx ON public.winter_storage_sections USING btree (area_id, identifier_sort, id);

CREATE INDEX winter_storage_sections_bbox_idx ON public.winter_storage_sections USING gist (bbox);

CREATE INDEX winter_storage_sections_cut_from_identifier_sort_id_idx ON public.winter_storage_sections USING btree (cut_from, identifier_sort, id);

CREATE INDEX winter_storage_sections_metric_bbox_idx ON public.winter_storage_sections USING gist (metric_bbox);

CREATE TRIGGER applications_erased_destroy_private_half AFTER UPDATE OF erased_at ON public.applications FOR EACH ROW WHEN (((old.erased_at IS NULL) AND (new.erased_at IS NOT NULL))) EXECUTE FUNCTION public.destroy_private_half();

CREATE TRIGGER clients_change_by_whom_they_may BEFORE UPDATE ON public.clients FOR EACH ROW EXECUTE FUNCTION public.client_changes_by_whom_it_may();

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.area_prices FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.beacons FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('draws');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.berth_prices FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.boat_types FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.draw_cutoffs FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('draws');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.draw_results FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('draws');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.draws FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('draws');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.ferry_route_stops FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.ferry_routes FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.ferry_stops FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.freezes FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('draws');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.harbors FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.image_attachments FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.occupancies FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('occupancy');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.opening_hours FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.pier_boat_types FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.piers FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.places FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.price_lists FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.provider_policies FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.provider_vat FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.providers FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.queue_lengths FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.refund_rules FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.round_demand FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('draws');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.round_odds FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('odds');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.round_rules FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('rounds');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.rounds FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('rounds');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.seasons FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.service_prices FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.services FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.storage_terms FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.subsidies FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.switch_policies FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.switch_reasons FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.vat_rates FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.winter_storage_areas FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER data_version AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.winter_storage_sections FOR EACH STATEMENT EXECUTE FUNCTION public.tell_data_version('catalogue');

CREATE TRIGGER duplicates_are_noted AFTER INSERT OR UPDATE OF status, person_id, edited_at ON public.applications FOR EACH ROW EXECUTE FUNCTION public.note_duplicates();

CREATE TRIGGER ground_never_overfilled AFTER INSERT OR UPDATE OF place_id, period, state, m2 ON public.occupancies FOR EACH ROW WHEN ((new.state = 'COUNTED'::text)) EXECUTE FUNCTION public.ground_is_never_overfilled();

CREATE TRIGGER grows_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_chain FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_audit_change('');

CREATE TRIGGER grows_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_entries FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_audit_change('erasing');

CREATE TRIGGER grows_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_erasures FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_audit_change('');

CREATE TRIGGER grows_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_unsealed FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_audit_change('sealing');

CREATE CONSTRAINT TRIGGER invoices_come_to_their_lines AFTER INSERT ON public.invoices NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION public.invoice_comes_to_its_lines();

CREATE CONSTRAINT TRIGGER leases_keep_to_their_place AFTER INSERT ON public.leases NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION public.lease_keeps_to_its_place();

CREATE TRIGGER lots_fit_their_ground AFTER INSERT ON public.places REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.lots_fit_their_ground();

CREATE TRIGGER lots_still_fit_their_ground AFTER UPDATE ON public.places REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.lots_fit_their_ground();

CREATE TRIGGER occupancies_span_inside_place BEFORE INSERT OR UPDATE OF span, place_id ON public.occupancies FOR EACH ROW EXECUTE FUNCTION public.occupancy_stays_inside_place();

CREATE TRIGGER people_begin_profile AFTER INSERT ON public.people FOR EACH ROW EXECUTE FUNCTION public.begin_profile();

CREATE TRIGGER person_profiles_keep_vouched BEFORE INSERT OR UPDATE ON public.person_profiles FOR EACH ROW EXECUTE FUNCTION public.keep_vouched();

CREATE TRIGGER places_are_counted_when_deleted AFTER DELETE ON public.places REFERENCING OLD TABLE AS rows_before FOR EACH STATEMENT EXECUTE FUNCTION public.count_places();

CREATE TRIGGER places_are_counted_when_inserted AFTER INSERT ON public.places REFERENCING NEW TABLE AS rows_after FOR EACH STATEMENT EXECUTE FUNCTION public.count_places();

CREATE TRIGGER places_are_counted_when_truncated AFTER TRUNCATE ON public.places FOR EACH STATEMENT EXECUTE FUNCTION public.count_places();

CREATE TRIGGER places_are_counted_when_updated AFTER UPDATE ON public.places REFERENCING OLD TABLE AS rows_before NEW TABLE AS rows_after FOR EACH STATEMENT EXECUTE FUNCTION public.count_places();

CREATE TRIGGER places_retired_when_free AFTER UPDATE OF retired_at ON public.places FOR EACH ROW WHEN (((old.retired_at IS NULL) AND (new.retired_at IS NOT NULL))) EXECUTE FUNCTION public.place_is_retired_when_free();

CREATE CONSTRAINT TRIGGER provider_members_keep_an_owner AFTER DELETE OR UPDATE ON public.provider_members DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.role = 'OWNER'::text)) EXECUTE FUNCTION public.provider_keeps_an_owner();

CREATE TRIGGER queued AFTER INSERT ON public.audit_entries REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.queue_audit_entries();

CREATE CONSTRAINT TRIGGER refunds_within_payment AFTER INSERT ON public.refunds NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION public.refund_stays_within_payment();

CREATE TRIGGER section_fits_its_ground AFTER INSERT OR UPDATE OF cut_from, retired_at ON public.winter_storage_sections FOR EACH ROW WHEN ((new.cut_from IS NOT NULL)) EXECUTE FUNCTION public.section_fits_its_ground();

CREATE CONSTRAINT TRIGGER storage_notices_keep_to_their_ground AFTER INSERT OR UPDATE OF beam_mm, length_mm ON public.storage_notices DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.notice_keeps_to_its_ground();

CREATE TRIGGER tg_pgqueuer_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.pgqueuer FOR EACH STATEMENT EXECUTE FUNCTION public.fn_pgqueuer_changed();

ALTER TABLE ONLY public.access_tokens
    ADD CONSTRAINT access_tokens_family_id_fkey FOREIGN KEY (family_id) REFERENCES public.token_families(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.people(id);

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_replaces_id_fkey FOREIGN KEY (replaces_id) REFERENCES public.api_keys(id);

ALTER TABLE ONLY public.applicants
    ADD CONSTRAINT applicants_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);

ALTER TABLE ONLY public.application_choices
    ADD CONSTRAINT application_choices_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);

ALTER TABLE ONLY public.application_choices
    ADD CONSTRAINT application_choices_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.winter_storage_areas(id);

ALTER TABLE ONLY public.application_choices
    ADD CONSTRAINT application_choices_harbor_id_fkey FOREIGN KEY (harbor_id) REFERENCES public.harbors(id);

ALTER TABLE ONLY public.application_choices
    ADD CONSTRAINT application_choices_pier_id_fkey FOREIGN KEY (pier_id) REFERENCES public.piers(id);

ALTER TABLE ONLY public.application_choices
    ADD CONSTRAINT application_choices_place_id_fkey FOREIGN KEY (place_id) REFERENCES public.places(id);

ALTER TABLE ONLY public.application_choices
    ADD CONSTRAINT application_choices_ranks_dense FOREIGN KEY (application_id, rank_above) REFERENCES public.application_choices(application_id, rank);

ALTER TABLE ONLY public.application_choices
    ADD CONSTRAINT application_choices_section_id_fkey FOREIGN KEY (section_id) REFERENCES public.winter_storage_sections(id);

ALTER TABLE ONLY public.application_drafts
    ADD CONSTRAINT application_drafts_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id);

ALTER TABLE ONLY public.application_drafts
    ADD CONSTRAINT application_drafts_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.rounds(id);

ALTER TABLE ONLY public.application_duplicates
    ADD CONSTRAINT application_duplicates_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.people(id);

ALTER TABLE ONLY public.application_duplicates
    ADD CONSTRAINT application_duplicates_first_id_fkey FOREIGN KEY (first_id) REFERENCES public.applications(id);

ALTER TABLE ONLY public.application_duplicates
    ADD CONSTRAINT application_duplicates_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.rounds(id);

ALTER TABLE ONLY public.application_duplicates
    ADD CONSTRAINT application_duplicates_second_id_fkey FOREIGN KEY (second_id) REFERENCES public.applications(id);

ALTER TABLE ONLY public.application_events
    ADD CONSTRAINT application_events_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);

ALTER TABLE ONLY public.application_events
    ADD CONSTRAINT application_events_by_fkey FOREIGN KEY (by) REFERENCES public.people(id);

ALTER TABLE ONLY public.application_odds
    ADD CONSTRAINT application_odds_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);

ALTER TABLE ONLY public.application_odds
    ADD CONSTRAINT application_odds_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.rounds(id);

ALTER TABLE ONLY public.applications
    ADD CONSTRAINT applications_boat_id_fkey FOREIGN KEY (boat_id) REFERENCES public.boats(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.applications
    ADD CONSTRAINT applications_boat_type_id_fkey FOREIGN KEY (boat_type_id) REFERENCES public.boat_types(id);

ALTER TABLE ONLY public.applications
    ADD CONSTRAINT applications_carried_from_fkey FOREIGN KEY (carried_from) REFERENCES public.applications(id);

ALTER TABLE ONLY public.applications
    ADD CONSTRAINT applications_class_set_by_fkey FOREIGN KEY (class_set_by) REFERENCES public.people(id);

ALTER TABLE ONLY public.applications
    ADD CONSTRAINT applications_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES public.people(id);

ALTER TABLE ONLY public.applications
    ADD CONSTRAINT applications_lease_id_fkey FOREIGN KEY (lease_id) REFERENCES public.leases(id);

ALTER TABLE ONLY public.applications
    ADD CONSTRAINT applications_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisations(id);

ALTER TABLE ONLY public.applications
    ADD CONSTRAINT applications_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id);

ALTER TABLE ONLY public.applications
    ADD CONSTRAINT applications_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.rounds(id);

ALTER TABLE ONLY public.area_prices
    ADD CONSTRAINT area_prices_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.winter_storage_areas(id);

ALTER TABLE ONLY public.area_prices
    ADD CONSTRAINT area_prices_list_id_fkey FOREIGN KEY (list_id) REFERENCES public.price_lists(id);

ALTER TABLE ONLY public.audit_erasures
    ADD CONSTRAINT audit_erasures_erasure_id_fkey FOREIGN KEY (erasure_id) REFERENCES public.audit_entries(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.authorization_codes
    ADD CONSTRAINT authorization_codes_family_id_fkey FOREIGN KEY (family_id) REFERENCES public.token_families(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.authorization_requests
    ADD CONSTRAINT authorization_requests_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id);

ALTER TABLE ONLY public.bank_credits
    ADD CONSTRAINT bank_credits_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES public.invoices(id);

ALTER TABLE ONLY public.bank_credits
    ADD CONSTRAINT bank_credits_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES public.payments(id);

ALTER TABLE ONLY public.bank_credits
    ADD CONSTRAINT bank_credits_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.batches
    ADD CONSTRAINT batches_follows_id_fkey FOREIGN KEY (follows_id) REFERENCES public.draws(id);

ALTER TABLE ONLY public.batches
    ADD CONSTRAINT batches_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.rounds(id);

ALTER TABLE ONLY public.beacons
    ADD CONSTRAINT beacons_freeze_id_fkey FOREIGN KEY (freeze_id) REFERENCES public.freezes(id);

ALTER TABLE ONLY public.berth_prices
    ADD CONSTRAINT berth_prices_harbor_id_fkey FOREIGN KEY (harbor_id) REFERENCES public.harbors(id);

ALTER TABLE ONLY public.berth_prices
    ADD CONSTRAINT berth_prices_list_id_fkey FOREIGN KEY (list_id) REFERENCES public.price_lists(id);

ALTER TABLE ONLY public.boat_certificates
    ADD CONSTRAINT boat_certificates_boat_id_fkey FOREIGN KEY (boat_id) REFERENCES public.boats(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.boat_owners
    ADD CONSTRAINT boat_owners_boat_id_fkey FOREIGN KEY (boat_id) REFERENCES public.boats(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.boats
    ADD CONSTRAINT boats_boat_type_id_fkey FOREIGN KEY (boat_type_id) REFERENCES public.boat_types(id);

ALTER TABLE ONLY public.boats
    ADD CONSTRAINT boats_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisations(id);

ALTER TABLE ONLY public.boats
    ADD CONSTRAINT boats_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id);

ALTER TABLE ONLY public.circular_letters
    ADD CONSTRAINT circular_letters_circular_id_fkey FOREIGN KEY (circular_id) REFERENCES public.circulars(id);

ALTER TABLE ONLY public.circular_letters
    ADD CONSTRAINT circular_letters_lease_id_fkey FOREIGN KEY (lease_id) REFERENCES public.leases(id);

ALTER TABLE ONLY public.circulars
    ADD CONSTRAINT circulars_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES public.people(id);

ALTER TABLE ONLY public.circulars
    ADD CONSTRAINT circulars_key_id_fkey FOREIGN KEY (key_id) REFERENCES public.api_keys(id);

ALTER TABLE ONLY public.circulars
    ADD CONSTRAINT circulars_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.clients
    ADD CONSTRAINT clients_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id);

ALTER TABLE ONLY public.clients
    ADD CONSTRAINT clients_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.clients
    ADD CONSTRAINT clients_registered_by_fkey FOREIGN KEY (registered_by) REFERENCES public.people(id);

ALTER TABLE ONLY public.correction_offers
    ADD CONSTRAINT correction_offers_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);

ALTER TABLE ONLY public.correction_offers
    ADD CONSTRAINT correction_offers_correction_id_fkey FOREIGN KEY (correction_id) REFERENCES public.corrections(id);

ALTER TABLE ONLY public.correction_offers
    ADD CONSTRAINT correction_offers_occupancy_id_fkey FOREIGN KEY (occupancy_id) REFERENCES public.occupancies(id);

ALTER TABLE ONLY public.correction_offers
    ADD CONSTRAINT correction_offers_place_id_fkey FOREIGN KEY (place_id) REFERENCES public.places(id);

ALTER TABLE ONLY public.corrections
    ADD CONSTRAINT corrections_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);

ALTER TABLE ONLY public.corrections
    ADD CONSTRAINT corrections_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES public.draws(id);

ALTER TABLE ONLY public.declines
    ADD CONSTRAINT declines_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batches(id);

ALTER TABLE ONLY public.declines
    ADD CONSTRAINT declines_draw_id_application_id_fkey FOREIGN KEY (draw_id, application_id) REFERENCES public.draw_awards(draw_id, application_id);

ALTER TABLE ONLY public.draw_awards
    ADD CONSTRAINT draw_awards_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);

ALTER TABLE ONLY public.draw_awards
    ADD CONSTRAINT draw_awards_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES public.draws(id);

ALTER TABLE ONLY public.draw_awards
    ADD CONSTRAINT draw_awards_occupancy_id_fkey FOREIGN KEY (occupancy_id) REFERENCES public.occupancies(id);

ALTER TABLE ONLY public.draw_awards
    ADD CONSTRAINT draw_awards_place_id_fkey FOREIGN KEY (place_id) REFERENCES public.places(id);

ALTER TABLE ONLY public.draw_bundles
    ADD CONSTRAINT draw_bundles_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES public.draws(id);

ALTER TABLE ONLY public.draw_closures
    ADD CONSTRAINT draw_closures_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES public.draws(id);

ALTER TABLE ONLY public.draw_closures
    ADD CONSTRAINT draw_closures_place_id_fkey FOREIGN KEY (place_id) REFERENCES public.places(id);

ALTER TABLE ONLY public.draw_cutoffs
    ADD CONSTRAINT draw_cutoffs_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.winter_storage_areas(id);

ALTER TABLE ONLY public.draw_cutoffs
    ADD CONSTRAINT draw_cutoffs_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES public.draws(id);

ALTER TABLE ONLY public.draw_cutoffs
    ADD CONSTRAINT draw_cutoffs_harbor_id_fkey FOREIGN KEY (harbor_id) REFERENCES public.harbors(id);

ALTER TABLE ONLY public.draw_cycles
    ADD CONSTRAINT draw_cycles_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);

ALTER TABLE ONLY public.draw_cycles
    ADD CONSTRAINT draw_cycles_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES public.draws(id);

ALTER TABLE ONLY public.draw_cycles
    ADD CONSTRAINT draw_cycles_gave_place_id_fkey FOREIGN KEY (gave_place_id) REFERENCES public.places(id);

ALTER TABLE ONLY public.draw_cycles
    ADD CONSTRAINT draw_cycles_got_place_id_fkey FOREIGN KEY (got_place_id) REFERENCES public.places(id);

ALTER TABLE ONLY public.draw_fits
    ADD CONSTRAINT draw_fits_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES public.draws(id);

ALTER TABLE ONLY public.draw_hands
    ADD CONSTRAINT draw_hands_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES public.draws(id);

ALTER TABLE ONLY public.draw_notices
    ADD CONSTRAINT draw_notices_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);

ALTER TABLE ONLY public.draw_notices
    ADD CONSTRAINT draw_notices_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES public.draws(id);

ALTER TABLE ONLY public.draw_refusals
    ADD CONSTRAINT draw_refusals_fit_kept FOREIGN KEY (draw_id, fit) REFERENCES public.draw_fits(draw_id, number);

ALTER TABLE ONLY public.draw_refusals
    ADD CONSTRAINT draw_refusals_of_a_choice FOREIGN KEY (application_id, choice) REFERENCES public.application_choices(application_id, rank);

ALTER TABLE ONLY public.draw_results
    ADD CONSTRAINT draw_results_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES public.draws(id);

ALTER TABLE ONLY public.draws
    ADD CONSTRAINT draws_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES public.batches(id);

ALTER TABLE ONLY public.draws
    ADD CONSTRAINT draws_beacon_id_fkey FOREIGN KEY (beacon_id) REFERENCES public.beacons(id);

ALTER TABLE ONLY public.draws
    ADD CONSTRAINT draws_follows_id_fkey FOREIGN KEY (follows_id) REFERENCES public.draws(id);

ALTER TABLE ONLY public.draws
    ADD CONSTRAINT draws_freeze_id_fkey FOREIGN KEY (freeze_id) REFERENCES public.freezes(id);

ALTER TABLE ONLY public.draws
    ADD CONSTRAINT draws_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.rounds(id);

ALTER TABLE ONLY public.exchange_members
    ADD CONSTRAINT exchange_members_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES public.queue_entries(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.exchange_members
    ADD CONSTRAINT exchange_members_exchange_id_fkey FOREIGN KEY (exchange_id) REFERENCES public.exchanges(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.exchange_members
    ADD CONSTRAINT exchange_members_lease_id_fkey FOREIGN KEY (lease_id) REFERENCES public.leases(id);

ALTER TABLE ONLY public.exchange_members
    ADD CONSTRAINT exchange_members_place_id_fkey FOREIGN KEY (place_id) REFERENCES public.places(id);

ALTER TABLE ONLY public.exchanges
    ADD CONSTRAINT exchanges_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.ferry_route_stops
    ADD CONSTRAINT ferry_route_stops_route_id_fkey FOREIGN KEY (route_id) REFERENCES public.ferry_routes(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.ferry_route_stops
    ADD CONSTRAINT ferry_route_stops_stop_id_fkey FOREIGN KEY (stop_id) REFERENCES public.ferry_stops(id);

ALTER TABLE ONLY public.ferry_routes
    ADD CONSTRAINT ferry_routes_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.ferry_stops
    ADD CONSTRAINT ferry_stops_harbor_id_fkey FOREIGN KEY (harbor_id) REFERENCES public.harbors(id);

ALTER TABLE ONLY public.ferry_stops
    ADD CONSTRAINT ferry_stops_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.freeze_leaves
    ADD CONSTRAINT freeze_leaves_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);

ALTER TABLE ONLY public.freeze_leaves
    ADD CONSTRAINT freeze_leaves_freeze_id_fkey FOREIGN KEY (freeze_id) REFERENCES public.freezes(id);

ALTER TABLE ONLY public.freeze_places
    ADD CONSTRAINT freeze_places_freeze_id_fkey FOREIGN KEY (freeze_id) REFERENCES public.freezes(id);

ALTER TABLE ONLY public.freeze_secrets
    ADD CONSTRAINT freeze_secrets_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);

ALTER TABLE ONLY public.freeze_secrets
    ADD CONSTRAINT freeze_secrets_freeze_id_fkey FOREIGN KEY (freeze_id) REFERENCES public.freezes(id);

ALTER TABLE ONLY public.freezes
    ADD CONSTRAINT freezes_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.rounds(id);

ALTER TABLE ONLY public.gates
    ADD CONSTRAINT gates_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.winter_storage_areas(id);

ALTER TABLE ONLY public.gates
    ADD CONSTRAINT gates_harbor_id_fkey FOREIGN KEY (harbor_id) REFERENCES public.harbors(id);

ALTER TABLE ONLY public.gates
    ADD CONSTRAINT gates_pier_id_fkey FOREIGN KEY (pier_id) REFERENCES public.piers(id);

ALTER TABLE ONLY public.gates
    ADD CONSTRAINT gates_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.clients(id);

ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id);

ALTER TABLE ONLY public.handling_items
    ADD CONSTRAINT handling_items_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);

ALTER TABLE ONLY public.handling_items
    ADD CONSTRAINT handling_items_handling_id_fkey FOREIGN KEY (handling_id) REFERENCES public.handlings(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.handlings
    ADD CONSTRAINT handlings_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES public.people(id);

ALTER TABLE ONLY public.handlings
    ADD CONSTRAINT handlings_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.clients(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.handlings
    ADD CONSTRAINT handlings_key_id_fkey FOREIGN KEY (key_id) REFERENCES public.api_keys(id);

ALTER TABLE ONLY public.handlings
    ADD CONSTRAINT handlings_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.handlings
    ADD CONSTRAINT handlings_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.rounds(id);

ALTER TABLE ONLY public.harbors
    ADD CONSTRAINT harbors_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.image_attachments
    ADD CONSTRAINT image_attachments_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.image_attachments
    ADD CONSTRAINT image_attachments_show_their_image FOREIGN KEY (image_id, hash) REFERENCES public.images(id, hash);

ALTER TABLE ONLY public.images
    ADD CONSTRAINT images_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES public.people(id);

ALTER TABLE ONLY public.invoice_counters
    ADD CONSTRAINT invoice_counters_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.invoices
    ADD CONSTRAINT invoices_credits_id_fkey FOREIGN KEY (credits_id) REFERENCES public.invoices(id);

ALTER TABLE ONLY public.invoices
    ADD CONSTRAINT invoices_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);

ALTER TABLE ONLY public.invoices
    ADD CONSTRAINT invoices_payee_id_fkey FOREIGN KEY (payee_id) REFERENCES public.payees(id);

ALTER TABLE ONLY public.invoices
    ADD CONSTRAINT invoices_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.leases
    ADD CONSTRAINT leases_boat_type_id_fkey FOREIGN KEY (boat_type_id) REFERENCES public.boat_types(id);

ALTER TABLE ONLY public.leases
    ADD CONSTRAINT leases_follows_id_fkey FOREIGN KEY (follows_id) REFERENCES public.leases(id);

ALTER TABLE ONLY public.leases
    ADD CONSTRAINT leases_occupancy_id_fkey FOREIGN KEY (occupancy_id) REFERENCES public.occupancies(id);

ALTER TABLE ONLY public.leases
    ADD CONSTRAINT leases_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);

ALTER TABLE ONLY public.leases
    ADD CONSTRAINT leases_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisations(id);

ALTER TABLE ONLY public.leases
    ADD CONSTRAINT leases_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id);

ALTER TABLE ONLY public.leases
    ADD CONSTRAINT leases_place_id_fkey FOREIGN KEY (place_id) REFERENCES public.places(id);

ALTER TABLE ONLY public.leases
    ADD CONSTRAINT leases_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.listings
    ADD CONSTRAINT listings_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.people(id);

ALTER TABLE ONLY public.listings
    ADD CONSTRAINT listings_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.listings
    ADD CONSTRAINT listings_submitted_by_fkey FOREIGN KEY (submitted_by) REFERENCES public.people(id);

ALTER TABLE ONLY public.mail_confirmations
    ADD CONSTRAINT mail_confirmations_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);

ALTER TABLE ONLY public.mail_confirmations
    ADD CONSTRAINT mail_confirmations_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id);

ALTER TABLE ONLY public.merchants
    ADD CONSTRAINT merchants_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id);

ALTER TABLE ONLY public.occupancies
    ADD CONSTRAINT occupancies_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES public.draws(id);

ALTER TABLE ONLY public.occupancies
    ADD CONSTRAINT occupancies_place_id_fkey FOREIGN KEY (place_id) REFERENCES public.places(id);

ALTER TABLE ONLY public.offer_faults
    ADD CONSTRAINT offer_faults_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);

ALTER TABLE ONLY public.offer_faults
    ADD CONSTRAINT offer_faults_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES public.draws(id);

ALTER TABLE ONLY public.offer_terms
    ADD CONSTRAINT offer_terms_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.offer_terms
    ADD CONSTRAINT offer_terms_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.rounds(id);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_boat_type_id_fkey FOREIGN KEY (boat_type_id) REFERENCES public.boat_types(id);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_lease_id_fkey FOREIGN KEY (lease_id) REFERENCES public.leases(id);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_occupancy_id_fkey FOREIGN KEY (occupancy_id) REFERENCES public.occupancies(id);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisations(id);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_place_id_fkey FOREIGN KEY (place_id) REFERENCES public.places(id);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_previous_lease_id_fkey FOREIGN KEY (previous_lease_id) REFERENCES public.leases(id);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_queue_entry_id_fkey FOREIGN KEY (queue_entry_id) REFERENCES public.queue_entries(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.offers
    ADD CONSTRAINT offers_replaces_id_fkey FOREIGN KEY (replaces_id) REFERENCES public.offers(id);

ALTER TABLE ONLY public.opening_hours
    ADD CONSTRAINT opening_hours_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.order_lines
    ADD CONSTRAINT order_lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisations(id);

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id);

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.payees
    ADD CONSTRAINT payees_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.payment_events
    ADD CONSTRAINT payment_events_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES public.payments(id);

ALTER TABLE ONLY public.payment_events
    ADD CONSTRAINT payment_events_refund_id_fkey FOREIGN KEY (refund_id) REFERENCES public.refunds(id);

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.clients(id);

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.person_identities
    ADD CONSTRAINT person_identities_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id);

ALTER TABLE ONLY public.person_profiles
    ADD CONSTRAINT person_profiles_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id);

ALTER TABLE ONLY public.person_residences
    ADD CONSTRAINT person_residences_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id);

ALTER TABLE ONLY public.pier_boat_types
    ADD CONSTRAINT pier_boat_types_boat_type_id_fkey FOREIGN KEY (boat_type_id) REFERENCES public.boat_types(id);

ALTER TABLE ONLY public.pier_boat_types
    ADD CONSTRAINT pier_boat_types_pier_id_fkey FOREIGN KEY (pier_id) REFERENCES public.piers(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.piers
    ADD CONSTRAINT piers_harbor_id_fkey FOREIGN KEY (harbor_id) REFERENCES public.harbors(id);

ALTER TABLE ONLY public.places
    ADD CONSTRAINT places_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.winter_storage_areas(id);

ALTER TABLE ONLY public.places
    ADD CONSTRAINT places_harbor_id_fkey FOREIGN KEY (harbor_id) REFERENCES public.harbors(id);

ALTER TABLE ONLY public.places
    ADD CONSTRAINT places_pier_in_harbor FOREIGN KEY (pier_id, harbor_id) REFERENCES public.piers(id, harbor_id) ON UPDATE CASCADE;

ALTER TABLE ONLY public.places
    ADD CONSTRAINT places_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.places
    ADD CONSTRAINT places_section_in_area FOREIGN KEY (section_id, area_id) REFERENCES public.winter_storage_sections(id, area_id) ON UPDATE CASCADE;

ALTER TABLE ONLY public.price_lists
    ADD CONSTRAINT price_lists_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.program_usage
    ADD CONSTRAINT program_usage_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.clients(id);

ALTER TABLE ONLY public.program_usage
    ADD CONSTRAINT program_usage_key_id_fkey FOREIGN KEY (key_id) REFERENCES public.api_keys(id);

ALTER TABLE ONLY public.provider_invitations
    ADD CONSTRAINT provider_invitations_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES public.people(id);

ALTER TABLE ONLY public.provider_invitations
    ADD CONSTRAINT provider_invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES public.people(id);

ALTER TABLE ONLY public.provider_invitations
    ADD CONSTRAINT provider_invitations_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.provider_members
    ADD CONSTRAINT provider_members_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id);

ALTER TABLE ONLY public.provider_members
    ADD CONSTRAINT provider_members_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.provider_policies
    ADD CONSTRAINT provider_policies_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.provider_sign_ups
    ADD CONSTRAINT provider_sign_ups_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.people(id);

ALTER TABLE ONLY public.provider_sign_ups
    ADD CONSTRAINT provider_sign_ups_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id);

ALTER TABLE ONLY public.provider_sign_ups
    ADD CONSTRAINT provider_sign_ups_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.provider_vat
    ADD CONSTRAINT provider_vat_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.queue_choices
    ADD CONSTRAINT queue_choices_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES public.queue_entries(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.queue_choices
    ADD CONSTRAINT queue_choices_harbor_id_fkey FOREIGN KEY (harbor_id) REFERENCES public.harbors(id);

ALTER TABLE ONLY public.queue_choices
    ADD CONSTRAINT queue_choices_pier_id_fkey FOREIGN KEY (pier_id) REFERENCES public.piers(id);

ALTER TABLE ONLY public.queue_choices
    ADD CONSTRAINT queue_choices_place_id_fkey FOREIGN KEY (place_id) REFERENCES public.places(id);

ALTER TABLE ONLY public.queue_choices
    ADD CONSTRAINT queue_choices_ranks_dense FOREIGN KEY (entry_id, rank_above) REFERENCES public.queue_choices(entry_id, rank) ON DELETE CASCADE;

ALTER TABLE ONLY public.queue_entries
    ADD CONSTRAINT queue_entries_boat_type_id_fkey FOREIGN KEY (boat_type_id) REFERENCES public.boat_types(id);

ALTER TABLE ONLY public.queue_entries
    ADD CONSTRAINT queue_entries_lease_id_fkey FOREIGN KEY (lease_id) REFERENCES public.leases(id);

ALTER TABLE ONLY public.queue_entries
    ADD CONSTRAINT queue_entries_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id);

ALTER TABLE ONLY public.queue_entries
    ADD CONSTRAINT queue_entries_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.queue_lengths
    ADD CONSTRAINT queue_lengths_harbor_id_fkey FOREIGN KEY (harbor_id) REFERENCES public.harbors(id);

ALTER TABLE ONLY public.refresh_tokens
    ADD CONSTRAINT refresh_tokens_family_id_fkey FOREIGN KEY (family_id) REFERENCES public.token_families(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.refund_rules
    ADD CONSTRAINT refund_rules_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);

ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES public.payments(id);

ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.renewal_items
    ADD CONSTRAINT renewal_items_lease_id_fkey FOREIGN KEY (lease_id) REFERENCES public.leases(id);

ALTER TABLE ONLY public.renewal_items
    ADD CONSTRAINT renewal_items_offer_id_fkey FOREIGN KEY (offer_id) REFERENCES public.offers(id);

ALTER TABLE ONLY public.renewal_items
    ADD CONSTRAINT renewal_items_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.renewal_items
    ADD CONSTRAINT renewal_items_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.renewal_runs(id);

ALTER TABLE ONLY public.renewal_items
    ADD CONSTRAINT renewal_items_season_id_fkey FOREIGN KEY (season_id) REFERENCES public.seasons(id);

ALTER TABLE ONLY public.renewal_runs
    ADD CONSTRAINT renewal_runs_from_season_id_fkey FOREIGN KEY (from_season_id) REFERENCES public.seasons(id);

ALTER TABLE ONLY public.renewal_runs
    ADD CONSTRAINT renewal_runs_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.renewal_runs
    ADD CONSTRAINT renewal_runs_to_season_id_fkey FOREIGN KEY (to_season_id) REFERENCES public.seasons(id);

ALTER TABLE ONLY public.representations
    ADD CONSTRAINT representations_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisations(id);

ALTER TABLE ONLY public.representations
    ADD CONSTRAINT representations_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id);

ALTER TABLE ONLY public.round_demand
    ADD CONSTRAINT round_demand_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.winter_storage_areas(id);

ALTER TABLE ONLY public.round_demand
    ADD CONSTRAINT round_demand_harbor_id_fkey FOREIGN KEY (harbor_id) REFERENCES public.harbors(id);

ALTER TABLE ONLY public.round_demand
    ADD CONSTRAINT round_demand_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.rounds(id);

ALTER TABLE ONLY public.round_odds
    ADD CONSTRAINT round_odds_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.winter_storage_areas(id);

ALTER TABLE ONLY public.round_odds
    ADD CONSTRAINT round_odds_harbor_id_fkey FOREIGN KEY (harbor_id) REFERENCES public.harbors(id);

ALTER TABLE ONLY public.round_odds
    ADD CONSTRAINT round_odds_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.rounds(id);

ALTER TABLE ONLY public.round_rules
    ADD CONSTRAINT round_rules_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.rounds(id);

ALTER TABLE ONLY public.rounds
    ADD CONSTRAINT rounds_previous_round_id_fkey FOREIGN KEY (previous_round_id) REFERENCES public.rounds(id);

ALTER TABLE ONLY public.rounds
    ADD CONSTRAINT rounds_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.seasons
    ADD CONSTRAINT seasons_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.service_prices
    ADD CONSTRAINT service_prices_list_id_fkey FOREIGN KEY (list_id) REFERENCES public.price_lists(id);

ALTER TABLE ONLY public.services
    ADD CONSTRAINT services_harbor_id_fkey FOREIGN KEY (harbor_id) REFERENCES public.harbors(id);

ALTER TABLE ONLY public.services
    ADD CONSTRAINT services_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.sticker_counters
    ADD CONSTRAINT sticker_counters_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.sticker_kinds
    ADD CONSTRAINT sticker_kinds_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.stickers
    ADD CONSTRAINT stickers_lease_id_fkey FOREIGN KEY (lease_id) REFERENCES public.leases(id);

ALTER TABLE ONLY public.stickers
    ADD CONSTRAINT stickers_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES public.storage_notices(id);

ALTER TABLE ONLY public.stickers
    ADD CONSTRAINT stickers_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.stickers
    ADD CONSTRAINT stickers_without_gaps FOREIGN KEY (provider_id, kind, season_starts, number_below) REFERENCES public.stickers(provider_id, kind, season_starts, number);

ALTER TABLE ONLY public.storage_differences
    ADD CONSTRAINT storage_differences_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES public.storage_notices(id);

ALTER TABLE ONLY public.storage_differences
    ADD CONSTRAINT storage_differences_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);

ALTER TABLE ONLY public.storage_notices
    ADD CONSTRAINT storage_notices_occupancy_id_fkey FOREIGN KEY (occupancy_id) REFERENCES public.occupancies(id);

ALTER TABLE ONLY public.storage_notices
    ADD CONSTRAINT storage_notices_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);

ALTER TABLE ONLY public.storage_notices
    ADD CONSTRAINT storage_notices_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES public.organisations(id);

ALTER TABLE ONLY public.storage_notices
    ADD CONSTRAINT storage_notices_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.people(id);

ALTER TABLE ONLY public.storage_notices
    ADD CONSTRAINT storage_notices_place_id_fkey FOREIGN KEY (place_id) REFERENCES public.places(id);

ALTER TABLE ONLY public.storage_notices
    ADD CONSTRAINT storage_notices_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.storage_terms
    ADD CONSTRAINT storage_terms_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.subsidies
    ADD CONSTRAINT subsidies_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.winter_storage_areas(id);

ALTER TABLE ONLY public.subsidies
    ADD CONSTRAINT subsidies_boat_type_id_fkey FOREIGN KEY (boat_type_id) REFERENCES public.boat_types(id);

ALTER TABLE ONLY public.subsidies
    ADD CONSTRAINT subsidies_harbor_id_fkey FOREIGN KEY (harbor_id) REFERENCES public.harbors(id);

ALTER TABLE ONLY public.subsidies
    ADD CONSTRAINT subsidies_list_id_fkey FOREIGN KEY (list_id) REFERENCES public.price_lists(id);

ALTER TABLE ONLY public.switch_dues
    ADD CONSTRAINT switch_dues_lease_id_fkey FOREIGN KEY (lease_id) REFERENCES public.leases(id);

ALTER TABLE ONLY public.switch_dues
    ADD CONSTRAINT switch_dues_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);

ALTER TABLE ONLY public.switch_dues
    ADD CONSTRAINT switch_dues_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.switch_policies
    ADD CONSTRAINT switch_policies_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.token_families
    ADD CONSTRAINT token_families_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES public.grants(id);

ALTER TABLE ONLY public.upgrade_refusals
    ADD CONSTRAINT upgrade_refusals_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);

ALTER TABLE ONLY public.winter_storage_areas
    ADD CONSTRAINT winter_storage_areas_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.providers(id);

ALTER TABLE ONLY public.winter_storage_sections
    ADD CONSTRAINT winter_storage_sections_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.winter_storage_areas(id);

ALTER TABLE ONLY public.winter_storage_sections
    ADD CONSTRAINT winter_storage_sections_cut_from_fkey FOREIGN KEY (cut_from) REFERENCES public.places(id);

ALTER TABLE public.access_tokens ENABLE ROW LEVEL SECURITY;

CREATE POLICY access_tokens_are_the_systems ON public.access_tokens USING (public.acting_as_staff());

ALTER TABLE public.accounts ENABLE ROW LEVEL SECURITY;

CREATE POLICY accounts_are_dropped_by_the_system ON public.accounts FOR DELETE USING (public.acting_as_staff());

CREATE POLICY accounts_are_made_by_the_system ON public.accounts FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY accounts_are_seen ON public.accounts FOR SELECT USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

ALTER TABLE public.api_keys ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.applicants ENABLE ROW LEVEL SECURITY;

CREATE POLICY applicants_delete ON public.applicants FOR DELETE USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = applicants.application_id)))));

CREATE POLICY applicants_insert ON public.applicants FOR INSERT WITH CHECK ((public.acting_as_staff() OR (public.presented_capability() IS NOT NULL) OR (public.acting_person() IS NOT NULL)));

CREATE POLICY applicants_select ON public.applicants FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = applicants.application_id)))));

CREATE POLICY applicants_update ON public.applicants FOR UPDATE USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = applicants.application_id)))));

ALTER TABLE public.application_choices ENABLE ROW LEVEL SECURITY;

CREATE POLICY application_choices_delete ON public.application_choices FOR DELETE USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = application_choices.application_id)))));

CREATE POLICY application_choices_insert ON public.application_choices FOR INSERT WITH CHECK ((public.acting_as_staff() OR (public.presented_capability() IS NOT NULL) OR (public.acting_person() IS NOT NULL)));

CREATE POLICY application_choices_select ON public.application_choices FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = application_choices.application_id)))));

CREATE POLICY application_choices_update ON public.application_choices FOR UPDATE USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = application_choices.application_id)))));

ALTER TABLE public.application_drafts ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.application_duplicates ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.application_events ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.application_odds ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.applications ENABLE ROW LEVEL SECURITY;

CREATE POLICY applications_are_changed ON public.applications FOR UPDATE USING ((public.acting_as_staff() OR (person_id = public.acting_person()) OR (edit_token_hash = public.presented_capability()) OR (organisation_id = ANY (( SELECT public.acting_organisations() AS acting_organisations)::uuid[])) OR (round_id = ANY (ARRAY( SELECT rounds.id
   FROM public.rounds
  WHERE (rounds.provider_id = ANY (public.acting_for('CLERK'::text))))))));

CREATE POLICY applications_are_seen ON public.applications FOR SELECT USING ((public.acting_as_staff() OR (person_id = public.acting_person()) OR (edit_token_hash = public.presented_capability()) OR (organisation_id = ANY (( SELECT public.acting_organisations() AS acting_organisations)::uuid[])) OR (round_id = ANY (ARRAY( SELECT rounds.id
   FROM public.rounds
  WHERE (rounds.provider_id = ANY (public.acting_for('CLERK'::text))))))));

CREATE POLICY applications_come_in ON public.applications FOR INSERT WITH CHECK ((public.acting_as_staff() OR ((channel = 'ONLINE'::text) AND (class_reason IS NULL) AND ((person_id = public.acting_person()) OR (edit_token_hash = public.presented_capability())) AND ((organisation_id IS NULL) OR (organisation_id = ANY (( SELECT public.acting_organisations() AS acting_organisations)::uuid[])))) OR ((channel = 'PAPER'::text) AND (NOT (entered_by IS DISTINCT FROM public.acting_person())) AND (round_id = ANY (ARRAY( SELECT rounds.id
   FROM public.rounds
  WHERE (rounds.provider_id = ANY (public.acting_for('CLERK'::text)))))))));

ALTER TABLE public.audit_chain ENABLE ROW LEVEL SECURITY;

CREATE POLICY audit_chain_of_the_system ON public.audit_chain FOR SELECT USING ((public.acting_as_staff() OR (public.auditing() IS NOT NULL)));

ALTER TABLE public.audit_entries ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_erasures ENABLE ROW LEVEL SECURITY;

CREATE POLICY audit_erasures_of_the_system ON public.audit_erasures FOR SELECT USING ((public.acting_as_staff() OR (public.auditing() IS NOT NULL)));

ALTER TABLE public.audit_unsealed ENABLE ROW LEVEL SECURITY;

CREATE POLICY audit_unsealed_of_the_system ON public.audit_unsealed FOR SELECT USING ((public.acting_as_staff() OR (public.auditing() IS NOT NULL)));

ALTER TABLE public.authorization_codes ENABLE ROW LEVEL SECURITY;

CREATE POLICY authorization_codes_are_the_systems ON public.authorization_codes USING (public.acting_as_staff());

ALTER TABLE public.authorization_requests ENABLE ROW LEVEL SECURITY;

CREATE POLICY authorization_requests_are_the_systems ON public.authorization_requests USING (public.acting_as_staff());

ALTER TABLE public.bank_credits ENABLE ROW LEVEL SECURITY;

CREATE POLICY bank_credits_are_made_by_the_system ON public.bank_credits FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY bank_credits_are_moved_by_the_system ON public.bank_credits FOR UPDATE USING (public.acting_as_staff());

CREATE POLICY bank_credits_are_seen ON public.bank_credits FOR SELECT USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

ALTER TABLE public.boat_certificates ENABLE ROW LEVEL SECURITY;

CREATE POLICY boat_certificates_as_the_boat ON public.boat_certificates FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.boats
  WHERE (boats.id = boat_certificates.boat_id)))));

CREATE POLICY boat_certificates_by_the_owner ON public.boat_certificates USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.boats
  WHERE ((boats.id = boat_certificates.boat_id) AND (public.acting_as_staff() OR (boats.person_id = public.acting_person()) OR (boats.organisation_id = ANY (public.acting_organisations()))))))));

ALTER TABLE public.boat_owners ENABLE ROW LEVEL SECURITY;

CREATE POLICY boat_owners_as_the_boat ON public.boat_owners FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.boats
  WHERE (boats.id = boat_owners.boat_id)))));

CREATE POLICY boat_owners_by_the_owner ON public.boat_owners USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.boats
  WHERE ((boats.id = boat_owners.boat_id) AND (public.acting_as_staff() OR (boats.person_id = public.acting_person()) OR (boats.organisation_id = ANY (public.acting_organisations()))))))));

ALTER TABLE public.boats ENABLE ROW LEVEL SECURITY;

CREATE POLICY boats_are_seen ON public.boats FOR SELECT USING ((public.acting_as_staff() OR (person_id = public.acting_person()) OR (organisation_id = ANY (public.acting_organisations())) OR public.acting_as_city()));

CREATE POLICY boats_delete ON public.boats FOR DELETE USING ((public.acting_as_staff() OR (person_id = public.acting_person()) OR (organisation_id = ANY (public.acting_organisations()))));

CREATE POLICY boats_insert ON public.boats FOR INSERT WITH CHECK ((public.acting_as_staff() OR (person_id = public.acting_person()) OR (organisation_id = ANY (public.acting_organisations()))));

CREATE POLICY boats_update ON public.boats FOR UPDATE USING ((public.acting_as_staff() OR (person_id = public.acting_person()) OR (organisation_id = ANY (public.acting_organisations()))));

CREATE POLICY chain_is_sealed ON public.audit_chain FOR INSERT WITH CHECK ((public.auditing() = 'sealing'::text));

ALTER TABLE public.circular_letters ENABLE ROW LEVEL SECURITY;

CREATE POLICY circular_letters_are_noted ON public.circular_letters FOR UPDATE USING (public.acting_as_staff());

CREATE POLICY circular_letters_are_seen_with_their_circular ON public.circular_letters FOR SELECT USING ((EXISTS ( SELECT
   FROM public.circulars
  WHERE (circulars.id = circular_letters.circular_id))));

CREATE POLICY circular_letters_are_written ON public.circular_letters FOR INSERT WITH CHECK (public.acting_as_staff());

ALTER TABLE public.circulars ENABLE ROW LEVEL SECURITY;

CREATE POLICY circulars_are_noted ON public.circulars FOR UPDATE USING (public.acting_as_staff());

CREATE POLICY circulars_are_seen_by_clerks ON public.circulars FOR SELECT USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

CREATE POLICY circulars_are_written ON public.circulars FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY clerks_hide_it ON public.image_attachments FOR DELETE USING ((public.acting_as_staff() OR public.acting_as_city() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

CREATE POLICY clerks_hide_it ON public.opening_hours FOR DELETE USING ((public.acting_as_staff() OR public.acting_as_city() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

CREATE POLICY clerks_hide_it ON public.provider_policies FOR DELETE USING ((public.acting_as_staff() OR public.acting_as_city() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

CREATE POLICY clerks_list ON public.listings FOR INSERT WITH CHECK (((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text)))) AND (reviewed <> public.publishes_unreviewed(provider_id)) AND (state =
CASE
    WHEN reviewed THEN 'PENDING'::text
    ELSE 'PUBLISHED'::text
END)));

CREATE POLICY clerks_show_it ON public.image_attachments FOR INSERT WITH CHECK ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

CREATE POLICY clerks_show_it ON public.opening_hours FOR INSERT WITH CHECK ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

CREATE POLICY clerks_show_it ON public.provider_policies FOR INSERT WITH CHECK ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

ALTER TABLE public.clients ENABLE ROW LEVEL SECURITY;

CREATE POLICY clients_go_by_the_system ON public.clients FOR DELETE USING (public.acting_as_staff());

CREATE POLICY clients_of_owners_and_grants ON public.clients FOR SELECT USING ((public.acting_as_staff() OR public.acting_as_city() OR (person_id = public.acting_person()) OR (provider_id = ANY (public.acting_for('MANAGER'::text))) OR (EXISTS ( SELECT
   FROM public.grants
  WHERE ((grants.client_id = clients.id) AND (grants.person_id = public.acting_person()))))));

CREATE POLICY confirmations_are_asked_for ON public.mail_confirmations FOR INSERT WITH CHECK ((public.acting_as_staff() OR (person_id = public.acting_person()) OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = mail_confirmations.application_id)))));

CREATE POLICY confirmations_are_followed ON public.mail_confirmations USING ((public.acting_as_staff() OR (token_hash = public.presented_capability())));

ALTER TABLE public.correction_offers ENABLE ROW LEVEL SECURITY;

CREATE POLICY correction_offers_as_the_application ON public.correction_offers FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = correction_offers.application_id)))));

CREATE POLICY correction_offers_change_by_the_system ON public.correction_offers USING (public.acting_as_staff());

ALTER TABLE public.corrections ENABLE ROW LEVEL SECURITY;

CREATE POLICY corrections_as_the_application ON public.corrections FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = corrections.application_id)))));

CREATE POLICY corrections_change_by_the_system ON public.corrections USING (public.acting_as_staff());

CREATE POLICY cutoffs_are_made_by_the_system ON public.draw_cutoffs FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY cutoffs_are_seen_with_their_draw ON public.draw_cutoffs FOR SELECT USING ((EXISTS ( SELECT
   FROM public.draws
  WHERE (draws.id = draw_cutoffs.draw_id))));

ALTER TABLE public.declines ENABLE ROW LEVEL SECURITY;

CREATE POLICY declines_as_the_application ON public.declines FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = declines.application_id)))));

CREATE POLICY declines_change_by_the_system ON public.declines USING (public.acting_as_staff());

CREATE POLICY differences_are_kept_by_the_system ON public.storage_differences FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY differences_are_seen ON public.storage_differences FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.storage_notices
  WHERE (storage_notices.id = storage_differences.notice_id)))));

CREATE POLICY drafts_of_their_author ON public.application_drafts USING ((public.acting_as_staff() OR (person_id = public.acting_person()) OR (edit_token_hash = public.presented_capability())));

ALTER TABLE public.draw_awards ENABLE ROW LEVEL SECURITY;

CREATE POLICY draw_awards_delete ON public.draw_awards FOR DELETE USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = draw_awards.application_id)))));

CREATE POLICY draw_awards_insert ON public.draw_awards FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY draw_awards_select ON public.draw_awards FOR SELECT USING ((public.acting_as_staff() OR ((EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = draw_awards.application_id))) AND (EXISTS ( SELECT
   FROM public.draws
  WHERE (draws.id = draw_awards.draw_id))))));

CREATE POLICY draw_awards_update ON public.draw_awards FOR UPDATE USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = draw_awards.application_id)))));

ALTER TABLE public.draw_cutoffs ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.draw_cycles ENABLE ROW LEVEL SECURITY;

CREATE POLICY draw_cycles_as_the_application ON public.draw_cycles FOR SELECT USING ((public.acting_as_staff() OR ((EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = draw_cycles.application_id))) AND (EXISTS ( SELECT
   FROM public.draws
  WHERE (draws.id = draw_cycles.draw_id))))));

CREATE POLICY draw_cycles_change_by_the_system ON public.draw_cycles USING (public.acting_as_staff());

ALTER TABLE public.draw_hands ENABLE ROW LEVEL SECURITY;

CREATE POLICY draw_hands_change_by_the_system ON public.draw_hands USING (public.acting_as_staff());

ALTER TABLE public.draw_notices ENABLE ROW LEVEL SECURITY;

CREATE POLICY draw_notices_as_the_application ON public.draw_notices FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = draw_notices.application_id)))));

CREATE POLICY draw_notices_change_by_the_system ON public.draw_notices USING (public.acting_as_staff());

ALTER TABLE public.draw_refusals ENABLE ROW LEVEL SECURITY;

CREATE POLICY draw_refusals_delete ON public.draw_refusals FOR DELETE USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = draw_refusals.application_id)))));

CREATE POLICY draw_refusals_insert ON public.draw_refusals FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY draw_refusals_select ON public.draw_refusals FOR SELECT USING ((public.acting_as_staff() OR ((EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = draw_refusals.application_id))) AND (EXISTS ( SELECT
   FROM public.draws
  WHERE (draws.id = draw_refusals.draw_id))))));

CREATE POLICY draw_refusals_update ON public.draw_refusals FOR UPDATE USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = draw_refusals.application_id)))));

ALTER TABLE public.draw_results ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.draws ENABLE ROW LEVEL SECURITY;

CREATE POLICY draws_are_made_by_the_system ON public.draws FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY draws_are_moved_by_the_system ON public.draws FOR UPDATE USING (public.acting_as_staff());

CREATE POLICY draws_are_seen_when_published ON public.draws FOR SELECT USING (((published_at IS NOT NULL) OR public.acting_as_staff()));

CREATE POLICY duplicates_are_resolved ON public.application_duplicates FOR UPDATE USING ((public.acting_as_staff() OR (round_id = ANY (ARRAY( SELECT rounds.id
   FROM public.rounds
  WHERE (rounds.provider_id = ANY (public.acting_for('CLERK'::text))))))));

CREATE POLICY duplicates_are_seen ON public.application_duplicates FOR SELECT USING ((public.acting_as_staff() OR (round_id = ANY (ARRAY( SELECT rounds.id
   FROM public.rounds
  WHERE (rounds.provider_id = ANY (public.acting_for('CLERK'::text))))))));

CREATE POLICY duplicates_come_by_the_system ON public.application_duplicates FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY duplicates_go_by_the_system ON public.application_duplicates FOR DELETE USING (public.acting_as_staff());

CREATE POLICY entries_are_erased ON public.audit_entries FOR DELETE USING ((public.auditing() = 'erasing'::text));

CREATE POLICY entries_come_from_anybody ON public.audit_entries FOR INSERT WITH CHECK (true);

CREATE POLICY entries_of_the_person_and_of_the_provider ON public.audit_entries FOR SELECT USING ((public.acting_as_staff() OR (person_id = public.acting_person()) OR (provider_id = ANY (public.acting_for('OWNER'::text))) OR public.acting_as_city() OR (public.auditing() = 'erasing'::text)));

CREATE POLICY erasures_are_kept ON public.audit_erasures FOR INSERT WITH CHECK ((public.auditing() = 'erasing'::text));

CREATE POLICY events_as_the_application ON public.application_events FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = application_events.application_id)))));

CREATE POLICY events_go_by_the_system ON public.application_events FOR DELETE USING (public.acting_as_staff());

CREATE POLICY events_happen ON public.application_events FOR INSERT WITH CHECK ((public.acting_as_staff() OR (public.presented_capability() IS NOT NULL) OR (public.acting_person() IS NOT NULL) OR (public.acting_for('CLERK'::text) IS NOT NULL)));

CREATE POLICY everybody_sees_it ON public.image_attachments FOR SELECT USING (true);

CREATE POLICY everybody_sees_it ON public.opening_hours FOR SELECT USING (true);

CREATE POLICY everybody_sees_it ON public.provider_policies FOR SELECT USING (true);

CREATE POLICY everybody_sees_seasons ON public.seasons FOR SELECT USING (true);

CREATE POLICY everybody_sees_terms ON public.storage_terms FOR SELECT USING (true);

ALTER TABLE public.exchange_members ENABLE ROW LEVEL SECURITY;

CREATE POLICY exchange_members_are_seen ON public.exchange_members FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.queue_entries
  WHERE (queue_entries.id = exchange_members.entry_id))) OR ((entry_id IS NULL) AND (EXISTS ( SELECT
   FROM public.leases
  WHERE (leases.id = exchange_members.lease_id))))));

CREATE POLICY exchange_members_by_the_system ON public.exchange_members USING (public.acting_as_staff());

ALTER TABLE public.exchanges ENABLE ROW LEVEL SECURITY;

CREATE POLICY exchanges_are_seen ON public.exchanges FOR SELECT USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text))) OR (EXISTS ( SELECT
   FROM public.exchange_members
  WHERE (exchange_members.exchange_id = exchanges.id)))));

CREATE POLICY exchanges_by_the_system ON public.exchanges USING (public.acting_as_staff());

ALTER TABLE public.freeze_leaves ENABLE ROW LEVEL SECURITY;

CREATE POLICY freeze_leaves_as_the_application ON public.freeze_leaves FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = freeze_leaves.application_id)))));

CREATE POLICY freeze_leaves_change_by_the_system ON public.freeze_leaves USING (public.acting_as_staff());

ALTER TABLE public.freeze_secrets ENABLE ROW LEVEL SECURITY;

CREATE POLICY freeze_secrets_as_the_application ON public.freeze_secrets FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = freeze_secrets.application_id)))));

CREATE POLICY freeze_secrets_change_by_the_system ON public.freeze_secrets USING (public.acting_as_staff());

ALTER TABLE public.gates ENABLE ROW LEVEL SECURITY;

CREATE POLICY gates_are_changed_by_clerks ON public.gates FOR UPDATE USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

CREATE POLICY gates_are_seen_by_clerks ON public.gates FOR SELECT USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

CREATE POLICY gates_are_told_by_clerks ON public.gates FOR INSERT WITH CHECK ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

ALTER TABLE public.grants ENABLE ROW LEVEL SECURITY;

CREATE POLICY grants_come_by_the_system ON public.grants FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY grants_go_by_the_system ON public.grants FOR DELETE USING (public.acting_as_staff());

CREATE POLICY grants_of_the_person ON public.grants FOR SELECT USING ((public.acting_as_staff() OR (person_id = public.acting_person())));

ALTER TABLE public.handling_items ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.handlings ENABLE ROW LEVEL SECURITY;

CREATE POLICY handlings_are_asked_for_by_clerks ON public.handlings FOR INSERT WITH CHECK ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

CREATE POLICY handlings_are_ended_by_clerks ON public.handlings FOR UPDATE USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

CREATE POLICY handlings_are_seen_by_clerks ON public.handlings FOR SELECT USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

CREATE POLICY handlings_go_by_the_system ON public.handlings FOR DELETE USING (public.acting_as_staff());

CREATE POLICY identities_come_by_the_system ON public.person_identities FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY identities_go_by_the_system ON public.person_identities FOR DELETE USING (public.acting_as_staff());

CREATE POLICY identities_of_the_person ON public.person_identities FOR SELECT USING ((public.acting_as_staff() OR (person_id = public.acting_person())));

ALTER TABLE public.image_attachments ENABLE ROW LEVEL SECURITY;

CREATE POLICY invitations_are_answered ON public.provider_invitations FOR UPDATE USING (((state = 'OPEN'::text) AND (public.acting_as_staff() OR (provider_id = ANY (public.acting_for(
CASE role
    WHEN 'OWNER'::text THEN 'OWNER'::text
    ELSE 'MANAGER'::text
END)))))) WITH CHECK ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for(
CASE role
    WHEN 'OWNER'::text THEN 'OWNER'::text
    ELSE 'MANAGER'::text
END)))));

CREATE POLICY invitations_are_erased ON public.provider_invitations FOR DELETE USING (public.acting_as_staff());

ALTER TABLE public.invoice_counters ENABLE ROW LEVEL SECURITY;

CREATE POLICY invoice_counters_are_the_systems ON public.invoice_counters USING (public.acting_as_staff());

ALTER TABLE public.invoices ENABLE ROW LEVEL SECURITY;

CREATE POLICY invoices_are_made_by_the_system ON public.invoices FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY invoices_are_seen ON public.invoices FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.orders
  WHERE (orders.id = invoices.order_id)))));

CREATE POLICY items_are_noted_with_their_handling ON public.handling_items FOR UPDATE USING ((EXISTS ( SELECT
   FROM public.handlings
  WHERE (handlings.id = handling_items.handling_id))));

CREATE POLICY items_are_seen_with_their_handling ON public.handling_items FOR SELECT USING ((EXISTS ( SELECT
   FROM public.handlings
  WHERE (handlings.id = handling_items.handling_id))));

CREATE POLICY items_come_with_their_handling ON public.handling_items FOR INSERT WITH CHECK ((EXISTS ( SELECT
   FROM public.handlings
  WHERE (handlings.id = handling_items.handling_id))));

CREATE POLICY items_go_by_the_system ON public.handling_items FOR DELETE USING (public.acting_as_staff());

ALTER TABLE public.leases ENABLE ROW LEVEL SECURITY;

CREATE POLICY leases_are_ended_by_clerks ON public.leases FOR UPDATE USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

CREATE POLICY leases_are_made_by_clerks ON public.leases FOR INSERT WITH CHECK ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

CREATE POLICY leases_are_seen ON public.leases FOR SELECT USING ((public.acting_as_staff() OR (person_id = public.acting_person()) OR (organisation_id = ANY (public.acting_organisations())) OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

ALTER TABLE public.listings ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.mail_confirmations ENABLE ROW LEVEL SECURITY;

CREATE POLICY managers_add_members ON public.provider_members FOR INSERT WITH CHECK ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for(
CASE role
    WHEN 'OWNER'::text THEN 'OWNER'::text
    ELSE 'MANAGER'::text
END)))));

CREATE POLICY managers_change_members ON public.provider_members FOR UPDATE USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for(
CASE role
    WHEN 'OWNER'::text THEN 'OWNER'::text
    ELSE 'MANAGER'::text
END)))));

CREATE POLICY managers_change_seasons ON public.seasons FOR UPDATE USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('MANAGER'::text)))));

CREATE POLICY managers_change_terms ON public.storage_terms FOR UPDATE USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('MANAGER'::text)))));

CREATE POLICY managers_end_keys ON public.api_keys FOR UPDATE USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('MANAGER'::text)))));

CREATE POLICY managers_invite ON public.provider_invitations FOR INSERT WITH CHECK ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for(
CASE role
    WHEN 'OWNER'::text THEN 'OWNER'::text
    ELSE 'MANAGER'::text
END)))));

CREATE POLICY managers_make_keys_like_themselves ON public.api_keys FOR INSERT WITH CHECK ((public.acting_as_staff() OR ((made_by = public.acting_person()) AND (provider_id = ANY (public.acting_for('MANAGER'::text))) AND (provider_id = ANY (public.acting_for(role))))));

CREATE POLICY managers_see_invitations ON public.provider_invitations FOR SELECT USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('MANAGER'::text)))));

CREATE POLICY managers_see_keys ON public.api_keys FOR SELECT USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('MANAGER'::text)))));

CREATE POLICY managers_set_terms ON public.storage_terms FOR INSERT WITH CHECK ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('MANAGER'::text)))));

CREATE POLICY managers_tell_seasons ON public.seasons FOR INSERT WITH CHECK ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('MANAGER'::text)))));

CREATE POLICY members_and_the_city_see_listings ON public.listings FOR SELECT USING ((public.acting_as_staff() OR public.acting_as_city() OR (provider_id = ANY (public.acting_for('VIEWER'::text)))));

CREATE POLICY members_leave_or_are_removed ON public.provider_members FOR DELETE USING (((person_id = public.acting_person()) OR public.acting_as_staff() OR (provider_id = ANY (public.acting_for(
CASE role
    WHEN 'OWNER'::text THEN 'OWNER'::text
    ELSE 'MANAGER'::text
END)))));

CREATE POLICY members_see_each_other ON public.provider_members FOR SELECT USING ((public.acting_as_staff() OR (person_id = public.acting_person()) OR (provider_id = ANY (public.acting_for('VIEWER'::text)))));

ALTER TABLE public.merchants ENABLE ROW LEVEL SECURITY;

CREATE POLICY merchants_are_made_by_the_system ON public.merchants FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY merchants_are_moved_by_the_system ON public.merchants FOR UPDATE USING (public.acting_as_staff());

CREATE POLICY merchants_are_seen ON public.merchants FOR SELECT USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

ALTER TABLE public.messages ENABLE ROW LEVEL SECURITY;

CREATE POLICY messages_insert ON public.messages FOR INSERT WITH CHECK (((status = 'WAITING'::text) AND (attempts = 0)));

CREATE POLICY messages_select ON public.messages FOR SELECT USING ((public.acting_as_staff() OR (person_id = public.acting_person())));

CREATE POLICY messages_update ON public.messages FOR UPDATE USING (public.acting_as_staff());

CREATE POLICY notices_are_kept_by_the_system ON public.storage_notices FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY notices_are_moved_by_the_system ON public.storage_notices FOR UPDATE USING (public.acting_as_staff());

CREATE POLICY notices_are_seen ON public.storage_notices FOR SELECT USING ((public.acting_as_staff() OR (person_id = public.acting_person()) OR (organisation_id = ANY (public.acting_organisations())) OR (provider_id = ANY (public.acting_for('CLERK'::text))) OR (public.presented_capability() = ANY (access_hashes))));

CREATE POLICY odds_are_kept_by_the_system ON public.application_odds USING (public.acting_as_staff()) WITH CHECK (public.acting_as_staff());

CREATE POLICY odds_are_seen_with_the_application ON public.application_odds FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = application_odds.application_id)))));

ALTER TABLE public.offer_faults ENABLE ROW LEVEL SECURITY;

CREATE POLICY offer_faults_are_noted_by_the_system ON public.offer_faults FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY offer_faults_are_seen_by_clerks ON public.offer_faults FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM (public.applications application
     JOIN public.rounds round ON ((round.id = application.round_id)))
  WHERE ((application.id = offer_faults.application_id) AND (round.provider_id = ANY (public.acting_for('CLERK'::text))))))));

CREATE POLICY offer_faults_change_by_the_system ON public.offer_faults FOR UPDATE USING (public.acting_as_staff());

CREATE POLICY offer_faults_go_by_the_system ON public.offer_faults FOR DELETE USING (public.acting_as_staff());

ALTER TABLE public.offers ENABLE ROW LEVEL SECURITY;

CREATE POLICY offers_are_made_by_the_system ON public.offers FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY offers_are_moved_by_the_system ON public.offers FOR UPDATE USING (public.acting_as_staff());

CREATE POLICY offers_are_seen ON public.offers FOR SELECT USING ((public.acting_as_staff() OR (person_id = public.acting_person()) OR (organisation_id = ANY (public.acting_organisations())) OR (provider_id = ANY (public.acting_for('CLERK'::text))) OR (public.presented_capability() = ANY (access_hashes)) OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = offers.application_id)))));

ALTER TABLE public.opening_hours ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.order_lines ENABLE ROW LEVEL SECURITY;

CREATE POLICY order_lines_are_made_by_the_system ON public.order_lines FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY order_lines_are_seen ON public.order_lines FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.orders
  WHERE (orders.id = order_lines.order_id)))));

ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;

CREATE POLICY orders_are_made_by_the_system ON public.orders FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY orders_are_moved_by_the_system ON public.orders FOR UPDATE USING (public.acting_as_staff());

CREATE POLICY orders_are_seen ON public.orders FOR SELECT USING ((public.acting_as_staff() OR (person_id = public.acting_person()) OR (organisation_id = ANY (public.acting_organisations())) OR (provider_id = ANY (public.acting_for('CLERK'::text))) OR (access_hash = public.presented_capability()) OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = orders.application_id))) OR ((public.presented_capability() IS NOT NULL) AND (EXISTS ( SELECT
   FROM public.offers
  WHERE (offers.order_id = orders.id))))));

CREATE POLICY orders_of_notices_are_seen ON public.orders FOR SELECT USING (((public.presented_capability() IS NOT NULL) AND ((EXISTS ( SELECT
   FROM public.storage_notices
  WHERE (storage_notices.order_id = orders.id))) OR (EXISTS ( SELECT
   FROM public.storage_differences
  WHERE (storage_differences.order_id = orders.id))))));

ALTER TABLE public.organisations ENABLE ROW LEVEL SECURITY;

CREATE POLICY organisations_are_named_by_the_city ON public.organisations FOR UPDATE USING ((public.acting_as_staff() OR public.acting_as_city()));

CREATE POLICY organisations_are_seen ON public.organisations FOR SELECT USING ((public.acting_as_staff() OR public.acting_as_city() OR (EXISTS ( SELECT
   FROM public.representations
  WHERE ((representations.organisation_id = organisations.id) AND (representations.person_id = public.acting_person()))))));

CREATE POLICY organisations_come_by_the_system ON public.organisations FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY organisations_go_by_the_system ON public.organisations FOR DELETE USING (public.acting_as_staff());

CREATE POLICY owners_and_the_city_change_clients ON public.clients FOR UPDATE USING ((public.acting_as_staff() OR public.acting_as_city() OR (person_id = public.acting_person()) OR (provider_id = ANY (public.acting_for('MANAGER'::text)))));

CREATE POLICY owners_register_clients ON public.clients FOR INSERT WITH CHECK ((public.acting_as_staff() OR ((registered_by = public.acting_person()) AND (state = 'ACTIVE'::text) AND ((person_id = public.acting_person()) OR (provider_id = ANY (public.acting_for('MANAGER'::text)))))));

ALTER TABLE public.payees ENABLE ROW LEVEL SECURITY;

CREATE POLICY payees_are_made_by_the_system ON public.payees FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY payees_are_seen ON public.payees FOR SELECT USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

ALTER TABLE public.payment_events ENABLE ROW LEVEL SECURITY;

CREATE POLICY payment_events_are_the_systems ON public.payment_events USING (public.acting_as_staff());

ALTER TABLE public.payments ENABLE ROW LEVEL SECURITY;

CREATE POLICY payments_are_made_by_the_system ON public.payments FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY payments_are_moved_by_the_system ON public.payments FOR UPDATE USING (public.acting_as_staff());

CREATE POLICY payments_are_seen ON public.payments FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.orders
  WHERE (orders.id = payments.order_id)))));

ALTER TABLE public.people ENABLE ROW LEVEL SECURITY;

CREATE POLICY people_are_erased_by_the_system ON public.people FOR UPDATE USING (public.acting_as_staff());

CREATE POLICY people_come_by_the_system ON public.people FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY people_revoke_their_grants ON public.grants FOR UPDATE USING ((public.acting_as_staff() OR (person_id = public.acting_person()))) WITH CHECK ((public.acting_as_staff() OR ((person_id = public.acting_person()) AND (revoked_at IS NOT NULL))));

CREATE POLICY people_see_themselves ON public.people FOR SELECT USING ((public.acting_as_staff() OR (id = public.acting_person()) OR public.acting_as_city()));

CREATE POLICY people_sign_up_themselves ON public.provider_sign_ups FOR INSERT WITH CHECK ((public.acting_as_staff() OR ((person_id = public.acting_person()) AND (state = 'RECEIVED'::text))));

ALTER TABLE public.person_identities ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.person_profiles ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.person_residences ENABLE ROW LEVEL SECURITY;

CREATE POLICY profiles_are_begun ON public.person_profiles FOR INSERT WITH CHECK ((public.acting_as_staff() OR (person_id = public.acting_person())));

CREATE POLICY profiles_are_changed ON public.person_profiles FOR UPDATE USING ((public.acting_as_staff() OR (person_id = public.acting_person()) OR public.acting_as_city()));

CREATE POLICY profiles_are_erased ON public.person_profiles FOR DELETE USING (public.acting_as_staff());

CREATE POLICY profiles_are_seen ON public.person_profiles FOR SELECT USING ((public.acting_as_staff() OR (person_id = public.acting_person()) OR public.acting_as_city()));

ALTER TABLE public.program_usage ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.provider_invitations ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.provider_members ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.provider_policies ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.provider_sign_ups ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.queue_choices ENABLE ROW LEVEL SECURITY;

CREATE POLICY queue_choices_as_the_entry ON public.queue_choices FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.queue_entries
  WHERE (queue_entries.id = queue_choices.entry_id)))));

CREATE POLICY queue_choices_by_whom_they_are ON public.queue_choices FOR INSERT WITH CHECK ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.queue_entries
  WHERE ((queue_entries.id = queue_choices.entry_id) AND (queue_entries.person_id = public.acting_person()))))));

CREATE POLICY queue_choices_go_by_the_system ON public.queue_choices FOR DELETE USING (public.acting_as_staff());

ALTER TABLE public.queue_entries ENABLE ROW LEVEL SECURITY;

CREATE POLICY queue_entries_are_joined ON public.queue_entries FOR INSERT WITH CHECK ((public.acting_as_staff() OR (person_id = public.acting_person())));

CREATE POLICY queue_entries_are_left ON public.queue_entries FOR UPDATE USING ((public.acting_as_staff() OR (person_id = public.acting_person())));

CREATE POLICY queue_entries_are_seen ON public.queue_entries FOR SELECT USING ((public.acting_as_staff() OR (person_id = public.acting_person()) OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

CREATE POLICY queue_entries_go_by_the_system ON public.queue_entries FOR DELETE USING (public.acting_as_staff());

ALTER TABLE public.refresh_tokens ENABLE ROW LEVEL SECURITY;

CREATE POLICY refresh_tokens_are_the_systems ON public.refresh_tokens USING (public.acting_as_staff());

ALTER TABLE public.refunds ENABLE ROW LEVEL SECURITY;

CREATE POLICY refunds_are_made_by_the_system ON public.refunds FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY refunds_are_moved_by_the_system ON public.refunds FOR UPDATE USING (public.acting_as_staff());

CREATE POLICY refunds_are_seen ON public.refunds FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.orders
  WHERE (orders.id = refunds.order_id)))));

ALTER TABLE public.renewal_items ENABLE ROW LEVEL SECURITY;

CREATE POLICY renewal_items_are_made_by_the_system ON public.renewal_items FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY renewal_items_are_seen_by_clerks ON public.renewal_items FOR SELECT USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

CREATE POLICY renewal_items_go_by_the_system ON public.renewal_items FOR DELETE USING (public.acting_as_staff());

CREATE POLICY renewal_items_move_by_the_system ON public.renewal_items FOR UPDATE USING (public.acting_as_staff());

ALTER TABLE public.renewal_runs ENABLE ROW LEVEL SECURITY;

CREATE POLICY renewal_runs_are_made_by_the_system ON public.renewal_runs FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY renewal_runs_are_seen_by_clerks ON public.renewal_runs FOR SELECT USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

CREATE POLICY renewal_runs_move_by_the_system ON public.renewal_runs FOR UPDATE USING (public.acting_as_staff());

ALTER TABLE public.representations ENABLE ROW LEVEL SECURITY;

CREATE POLICY representations_are_claimed ON public.representations FOR INSERT WITH CHECK ((public.acting_as_staff() OR ((person_id = public.acting_person()) AND (status = 'CLAIMED'::text))));

CREATE POLICY representations_are_decided ON public.representations FOR UPDATE USING ((public.acting_as_staff() OR public.acting_as_city()));

CREATE POLICY representations_are_seen ON public.representations FOR SELECT USING ((public.acting_as_staff() OR (person_id = public.acting_person()) OR public.acting_as_city()));

CREATE POLICY representations_go_by_the_system ON public.representations FOR DELETE USING (public.acting_as_staff());

CREATE POLICY residences_are_attested ON public.person_residences USING ((public.acting_as_staff() OR public.acting_as_city()));

CREATE POLICY residences_are_seen ON public.person_residences FOR SELECT USING ((public.acting_as_staff() OR (person_id = public.acting_person()) OR public.acting_as_city()));

CREATE POLICY results_are_for_everybody ON public.draw_results FOR SELECT TO ahti_read USING ((is_told AND (NOT is_sealed)));

CREATE POLICY results_are_made_by_the_system ON public.draw_results FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY results_are_seen_with_their_draw ON public.draw_results FOR SELECT TO ahti_app USING ((public.acting_as_staff() OR (is_told AND ((NOT is_sealed) OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.public_id = draw_results.public_id)))))));

CREATE POLICY results_are_told_by_the_system ON public.draw_results FOR UPDATE USING (public.acting_as_staff());

ALTER TABLE public.seasons ENABLE ROW LEVEL SECURITY;

CREATE POLICY sign_ups_are_erased ON public.provider_sign_ups FOR DELETE USING (public.acting_as_staff());

CREATE POLICY sign_ups_of_the_person_and_for_the_city ON public.provider_sign_ups FOR SELECT USING ((public.acting_as_staff() OR (person_id = public.acting_person()) OR public.acting_as_city()));

ALTER TABLE public.sticker_counters ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sticker_kinds ENABLE ROW LEVEL SECURITY;

CREATE POLICY sticker_kinds_are_chosen_by_managers ON public.sticker_kinds FOR INSERT WITH CHECK ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('MANAGER'::text)))));

CREATE POLICY sticker_kinds_are_dropped_by_managers ON public.sticker_kinds FOR DELETE USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('MANAGER'::text)))));

CREATE POLICY sticker_kinds_are_seen ON public.sticker_kinds FOR SELECT USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

ALTER TABLE public.stickers ENABLE ROW LEVEL SECURITY;

CREATE POLICY stickers_are_given_by_the_system ON public.stickers FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY stickers_are_posted_by_clerks ON public.stickers FOR UPDATE USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text)))));

CREATE POLICY stickers_are_seen ON public.stickers FOR SELECT USING ((public.acting_as_staff() OR (provider_id = ANY (public.acting_for('CLERK'::text))) OR (EXISTS ( SELECT
   FROM public.storage_notices
  WHERE (storage_notices.id = stickers.notice_id))) OR (EXISTS ( SELECT
   FROM public.leases
  WHERE (leases.id = stickers.lease_id)))));

ALTER TABLE public.storage_differences ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.storage_notices ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.storage_terms ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.switch_dues ENABLE ROW LEVEL SECURITY;

CREATE POLICY switch_dues_as_the_lease ON public.switch_dues FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.leases
  WHERE (leases.id = switch_dues.lease_id)))));

CREATE POLICY switch_dues_by_the_system ON public.switch_dues USING (public.acting_as_staff());

CREATE POLICY the_system_counts ON public.sticker_counters USING (public.acting_as_staff());

ALTER TABLE public.token_families ENABLE ROW LEVEL SECURITY;

CREATE POLICY token_families_are_the_systems ON public.token_families USING (public.acting_as_staff());

CREATE POLICY unsealed_are_queued ON public.audit_unsealed FOR INSERT WITH CHECK ((public.auditing() = 'writing'::text));

CREATE POLICY unsealed_are_sealed ON public.audit_unsealed FOR DELETE USING ((public.auditing() = 'sealing'::text));

ALTER TABLE public.upgrade_refusals ENABLE ROW LEVEL SECURITY;

CREATE POLICY upgrade_refusals_as_the_application ON public.upgrade_refusals FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.applications
  WHERE (applications.id = upgrade_refusals.application_id)))));

CREATE POLICY upgrade_refusals_change_by_the_system ON public.upgrade_refusals USING (public.acting_as_staff());

CREATE POLICY usage_is_added_up_by_the_system ON public.program_usage FOR UPDATE USING (public.acting_as_staff());

CREATE POLICY usage_is_counted_by_the_system ON public.program_usage FOR INSERT WITH CHECK (public.acting_as_staff());

CREATE POLICY usage_is_seen_by_owners ON public.program_usage FOR SELECT USING ((public.acting_as_staff() OR (EXISTS ( SELECT
   FROM public.clients client
  WHERE ((client.id = program_usage.client_id) AND ((client.person_id = public.acting_person()) OR (client.provider_id = ANY (public.acting_for('MANAGER'::text))))))) OR (EXISTS ( SELECT
   FROM public.api_keys key
  WHERE ((key.id = program_usage.key_id) AND (key.provider_id = ANY (public.acting_for('MANAGER'::text))))))));

CREATE POLICY what_waits_is_decided_or_withdrawn ON public.listings FOR UPDATE USING (((state = 'PENDING'::text) AND (public.acting_as_staff() OR public.acting_as_city() OR (provider_id = ANY (public.acting_for('CLERK'::text)))))) WITH CHECK ((public.acting_as_staff() OR (public.acting_as_city() AND (state = ANY (ARRAY['PUBLISHED'::text, 'REJECTED'::text]))) OR ((provider_id = ANY (public.acting_for('CLERK'::text))) AND (state = 'WITHDRAWN'::text))));

CREATE POLICY what_waits_is_decided_or_withdrawn ON public.provider_sign_ups FOR UPDATE USING (((state = 'RECEIVED'::text) AND (public.acting_as_staff() OR public.acting_as_city() OR (person_id = public.acting_person())))) WITH CHECK ((public.acting_as_staff() OR (public.acting_as_city() AND (state = ANY (ARRAY['APPROVED'::text, 'REJECTED'::text]))) OR ((person_id = public.acting_person()) AND (state = 'WITHDRAWN'::text))));

GRANT ALL ON FUNCTION public.contract_id(type_name text, key uuid) TO ahti_read;
GRANT ALL ON FUNCTION public.contract_id(type_name text, key uuid) TO ahti_app;

REVOKE ALL ON FUNCTION public.erase_audit_entries(person uuid, erasure uuid, OUT erased bigint, OUT digest bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION public.erase_audit_entries(person uuid, erasure uuid, OUT erased bigint, OUT digest bytea) TO ahti_app;

REVOKE ALL ON FUNCTION public.forget_message_templates(VARIADIC fewer text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.gather_catalogue_statistics() FROM PUBLIC;
GRANT ALL ON FUNCTION public.gather_catalogue_statistics() TO ahti_app;

REVOKE ALL ON FUNCTION public.know_message_templates(VARIADIC more text[]) FROM PUBLIC;

GRANT SELECT,INSERT ON TABLE public.leases TO ahti_app;

GRANT UPDATE(season_starts) ON TABLE public.leases TO ahti_app;

GRANT UPDATE(season_ends) ON TABLE public.leases TO ahti_app;

GRANT UPDATE(person_id) ON TABLE public.leases TO ahti_app;

GRANT UPDATE(organisation_id) ON TABLE public.leases TO ahti_app;

GRANT UPDATE(tenant_name) ON TABLE public.leases TO ahti_app;

GRANT UPDATE(tenant_email) ON TABLE public.leases TO ahti_app;

GRANT UPDATE(tenant_language) ON TABLE public.leases TO ahti_app;

GRANT UPDATE(registration) ON TABLE public.leases TO ahti_app;

GRANT UPDATE(status) ON TABLE public.leases TO ahti_app;

GRANT UPDATE(ended_at) ON TABLE public.leases TO ahti_app;

GRANT UPDATE(ending) ON TABLE public.leases TO ahti_app;

GRANT UPDATE(end_reason) ON TABLE public.leases TO ahti_app;

GRANT UPDATE(erased_at) ON TABLE public.leases TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.orders TO ahti_app;

GRANT UPDATE(status) ON TABLE public.orders TO ahti_app;

GRANT UPDATE(person_id) ON TABLE public.orders TO ahti_app;

GRANT UPDATE(organisation_id) ON TABLE public.orders TO ahti_app;

GRANT UPDATE(payer_name) ON TABLE public.orders TO ahti_app;

GRANT UPDATE(payer_email) ON TABLE public.orders TO ahti_app;

GRANT UPDATE(access_hash) ON TABLE public.orders TO ahti_app;

GRANT UPDATE(expires_at) ON TABLE public.orders TO ahti_app;

GRANT UPDATE(paid_at) ON TABLE public.orders TO ahti_app;

GRANT UPDATE(closed_at) ON TABLE public.orders TO ahti_app;

GRANT UPDATE(erased_at) ON TABLE public.orders TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.switch_dues TO ahti_app;

GRANT UPDATE(reminders) ON TABLE public.switch_dues TO ahti_app;

GRANT UPDATE(overdue_at) ON TABLE public.switch_dues TO ahti_app;

GRANT ALL ON FUNCTION public.missing(what text) TO ahti_read;
GRANT ALL ON FUNCTION public.missing(what text) TO ahti_app;

REVOKE ALL ON FUNCTION public.note_duplicates() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.places_in_use(wanted uuid[], since timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.places_in_use(wanted uuid[], since timestamp with time zone) TO ahti_app;

REVOKE ALL ON FUNCTION public.queue_audit_entries() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.recount_harbors(ids uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.recount_harbors(ids uuid[]) TO ahti_app;

REVOKE ALL ON FUNCTION public.recount_piers(ids uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.recount_piers(ids uuid[]) TO ahti_app;

REVOKE ALL ON FUNCTION public.recount_winter_storage_areas(ids uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.recount_winter_storage_areas(ids uuid[]) TO ahti_app;

REVOKE ALL ON FUNCTION public.recount_winter_storage_sections(ids uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.recount_winter_storage_sections(ids uuid[]) TO ahti_app;

REVOKE ALL ON FUNCTION public.seal_audit_entries(at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.seal_audit_entries(at_most integer) TO ahti_app;

GRANT ALL ON FUNCTION public.season_price(priced uuid, season_starts date, payers text) TO ahti_read;
GRANT ALL ON FUNCTION public.season_price(priced uuid, season_starts date, payers text) TO ahti_app;

GRANT ALL ON FUNCTION public.season_vat(priced uuid, season_starts date) TO ahti_read;
GRANT ALL ON FUNCTION public.season_vat(priced uuid, season_starts date) TO ahti_app;

REVOKE ALL ON FUNCTION public.set_message_templates(templates text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.waiting_work(wanted_round uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.waiting_work(wanted_round uuid) TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.access_tokens TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.accounts TO ahti_app;

GRANT SELECT ON TABLE public.alembic_version TO PUBLIC;

GRANT SELECT,INSERT ON TABLE public.api_keys TO ahti_app;

GRANT UPDATE(expires_at) ON TABLE public.api_keys TO ahti_app;

GRANT UPDATE(revoked_at) ON TABLE public.api_keys TO ahti_app;

GRANT UPDATE(last_used_on) ON TABLE public.api_keys TO ahti_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.applicants TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.application_choices TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.application_drafts TO ahti_app;

GRANT UPDATE(form) ON TABLE public.application_drafts TO ahti_app;

GRANT UPDATE(version) ON TABLE public.application_drafts TO ahti_app;

GRANT UPDATE(edited_at) ON TABLE public.application_drafts TO ahti_app;

GRANT UPDATE(told_at) ON TABLE public.application_drafts TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.application_duplicates TO ahti_app;

GRANT UPDATE(status) ON TABLE public.application_duplicates TO ahti_app;

GRANT UPDATE(decided_by) ON TABLE public.application_duplicates TO ahti_app;

GRANT UPDATE(decided_at) ON TABLE public.application_duplicates TO ahti_app;

GRANT UPDATE(reason) ON TABLE public.application_duplicates TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.application_events TO ahti_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.application_odds TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.applications TO ahti_app;

GRANT UPDATE(reference) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(status) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(class_number) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(boat_type_id) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(boat_registration) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(boat_name) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(boat_estimated) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(beam_mm) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(length_mm) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(draught_mm) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(mass_kg) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(accessibility_required) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(language) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(edited_at) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(withdrawn_at) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(edit_token_hash) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(person_id) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(claimed_at) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(confirmed_at) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(erased_at) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(mode) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(lease_id) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(organisation_id) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(boat_id) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(waiting_since) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(class_reason) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(class_set_by) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(class_set_at) ON TABLE public.applications TO ahti_app;

GRANT UPDATE(consents) ON TABLE public.applications TO ahti_app;

GRANT SELECT ON TABLE public.area_prices TO ahti_read;
GRANT SELECT,INSERT ON TABLE public.area_prices TO ahti_app;

GRANT SELECT ON TABLE public.audit_chain TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.audit_entries TO ahti_app;

GRANT SELECT ON TABLE public.audit_erasures TO ahti_app;

GRANT SELECT ON TABLE public.audit_unsealed TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.authorization_codes TO ahti_app;

GRANT UPDATE(used_at) ON TABLE public.authorization_codes TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.authorization_requests TO ahti_app;

GRANT UPDATE(word_hash) ON TABLE public.authorization_requests TO ahti_app;

GRANT UPDATE(person_id) ON TABLE public.authorization_requests TO ahti_app;

GRANT UPDATE(assurance) ON TABLE public.authorization_requests TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.bank_credits TO ahti_app;

GRANT UPDATE(outcome) ON TABLE public.bank_credits TO ahti_app;

GRANT UPDATE(invoice_id) ON TABLE public.bank_credits TO ahti_app;

GRANT UPDATE(payment_id) ON TABLE public.bank_credits TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.batches TO ahti_app;

GRANT UPDATE(published_at) ON TABLE public.batches TO ahti_app;

GRANT UPDATE(undone_at) ON TABLE public.batches TO ahti_app;

GRANT UPDATE(undone_reason) ON TABLE public.batches TO ahti_app;

GRANT SELECT ON TABLE public.beacons TO ahti_read;
GRANT SELECT,INSERT ON TABLE public.beacons TO ahti_app;

GRANT SELECT ON TABLE public.berth_prices TO ahti_read;
GRANT SELECT,INSERT ON TABLE public.berth_prices TO ahti_app;

GRANT SELECT ON TABLE public.harbors TO ahti_read;
GRANT SELECT,INSERT,UPDATE ON TABLE public.harbors TO ahti_app;

GRANT SELECT ON TABLE public.piers TO ahti_read;
GRANT SELECT,INSERT,UPDATE ON TABLE public.piers TO ahti_app;

GRANT SELECT ON TABLE public.places TO ahti_read;
GRANT SELECT,INSERT,UPDATE ON TABLE public.places TO ahti_app;

GRANT SELECT ON TABLE public.berths_on_offer TO ahti_read;
GRANT SELECT ON TABLE public.berths_on_offer TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.boat_certificates TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.boat_owners TO ahti_app;

GRANT SELECT ON TABLE public.boat_types TO ahti_read;
GRANT SELECT,INSERT,UPDATE ON TABLE public.boat_types TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.boats TO ahti_app;

GRANT UPDATE(boat_type_id) ON TABLE public.boats TO ahti_app;

GRANT UPDATE(registration) ON TABLE public.boats TO ahti_app;

GRANT UPDATE(country) ON TABLE public.boats TO ahti_app;

GRANT UPDATE(name) ON TABLE public.boats TO ahti_app;

GRANT UPDATE(beam_mm) ON TABLE public.boats TO ahti_app;

GRANT UPDATE(length_mm) ON TABLE public.boats TO ahti_app;

GRANT UPDATE(draught_mm) ON TABLE public.boats TO ahti_app;

GRANT UPDATE(height_mm) ON TABLE public.boats TO ahti_app;

GRANT UPDATE(mass_kg) ON TABLE public.boats TO ahti_app;

GRANT UPDATE(propulsion) ON TABLE public.boats TO ahti_app;

GRANT UPDATE(hull_material) ON TABLE public.boats TO ahti_app;

GRANT UPDATE(engine_kw) ON TABLE public.boats TO ahti_app;

GRANT UPDATE(title) ON TABLE public.boats TO ahti_app;

GRANT UPDATE(title_since) ON TABLE public.boats TO ahti_app;

GRANT UPDATE(modified_at) ON TABLE public.boats TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.circular_letters TO ahti_app;

GRANT UPDATE(outcome) ON TABLE public.circular_letters TO ahti_app;

GRANT UPDATE(keys) ON TABLE public.circular_letters TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.circulars TO ahti_app;

GRANT UPDATE(ended_at) ON TABLE public.circulars TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.clients TO ahti_app;

GRANT UPDATE(name) ON TABLE public.clients TO ahti_app;

GRANT UPDATE(homepage) ON TABLE public.clients TO ahti_app;

GRANT UPDATE(privacy_policy) ON TABLE public.clients TO ahti_app;

GRANT UPDATE(redirect_uris) ON TABLE public.clients TO ahti_app;

GRANT UPDATE(scopes) ON TABLE public.clients TO ahti_app;

GRANT UPDATE(secret_hash) ON TABLE public.clients TO ahti_app;

GRANT UPDATE(test_mode) ON TABLE public.clients TO ahti_app;

GRANT UPDATE(state) ON TABLE public.clients TO ahti_app;

GRANT UPDATE(suspended_reason) ON TABLE public.clients TO ahti_app;

GRANT UPDATE(modified_at) ON TABLE public.clients TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.correction_offers TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.corrections TO ahti_app;

GRANT UPDATE(request) ON TABLE public.corrections TO ahti_app;

GRANT UPDATE(status) ON TABLE public.corrections TO ahti_app;

GRANT UPDATE(decided_at) ON TABLE public.corrections TO ahti_app;

GRANT UPDATE(decided_by) ON TABLE public.corrections TO ahti_app;

GRANT UPDATE(reason) ON TABLE public.corrections TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.declines TO ahti_app;

GRANT UPDATE(verdict) ON TABLE public.declines TO ahti_app;

GRANT UPDATE(decided_by) ON TABLE public.declines TO ahti_app;

GRANT UPDATE(decided_at) ON TABLE public.declines TO ahti_app;

GRANT UPDATE(verdict_reason) ON TABLE public.declines TO ahti_app;

GRANT UPDATE(batch_id) ON TABLE public.declines TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.draw_awards TO ahti_app;

GRANT UPDATE(occupancy_id) ON TABLE public.draw_awards TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.draw_bundles TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.draw_closures TO ahti_app;

GRANT SELECT ON TABLE public.draw_cutoffs TO ahti_read;
GRANT SELECT,INSERT ON TABLE public.draw_cutoffs TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.draw_cycles TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.draw_fits TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.draw_hands TO ahti_app;

GRANT UPDATE(released_by) ON TABLE public.draw_hands TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.draw_notices TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.draw_refusals TO ahti_app;

GRANT SELECT ON TABLE public.draw_results TO ahti_read;
GRANT SELECT,INSERT ON TABLE public.draw_results TO ahti_app;

GRANT UPDATE(is_told) ON TABLE public.draw_results TO ahti_app;

GRANT SELECT ON TABLE public.draws TO ahti_read;
GRANT SELECT,INSERT ON TABLE public.draws TO ahti_app;

GRANT UPDATE(released_at) ON TABLE public.draws TO ahti_app;

GRANT UPDATE(published_at) ON TABLE public.draws TO ahti_app;

GRANT UPDATE(undone_at) ON TABLE public.draws TO ahti_app;

GRANT UPDATE(superseded_at) ON TABLE public.draws TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.exchange_members TO ahti_app;

GRANT UPDATE(answer) ON TABLE public.exchange_members TO ahti_app;

GRANT UPDATE(answered_at) ON TABLE public.exchange_members TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.exchanges TO ahti_app;

GRANT UPDATE(status) ON TABLE public.exchanges TO ahti_app;

GRANT UPDATE(decided_at) ON TABLE public.exchanges TO ahti_app;

GRANT UPDATE(failure) ON TABLE public.exchanges TO ahti_app;

GRANT UPDATE(refusal) ON TABLE public.exchanges TO ahti_app;

GRANT SELECT ON TABLE public.ferry_route_stops TO ahti_read;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.ferry_route_stops TO ahti_app;

GRANT SELECT ON TABLE public.ferry_routes TO ahti_read;
GRANT SELECT,INSERT,UPDATE ON TABLE public.ferry_routes TO ahti_app;

GRANT SELECT ON TABLE public.ferry_stops TO ahti_read;
GRANT SELECT,INSERT,UPDATE ON TABLE public.ferry_stops TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.freeze_leaves TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.freeze_places TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.freeze_secrets TO ahti_app;

GRANT SELECT ON TABLE public.freezes TO ahti_read;
GRANT SELECT,INSERT ON TABLE public.freezes TO ahti_app;

GRANT UPDATE(undone_at) ON TABLE public.freezes TO ahti_app;

GRANT UPDATE(undone_reason) ON TABLE public.freezes TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.gates TO ahti_app;

GRANT UPDATE(ends_at) ON TABLE public.gates TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.grants TO ahti_app;

GRANT UPDATE(scopes) ON TABLE public.grants TO ahti_app;

GRANT UPDATE(given_at) ON TABLE public.grants TO ahti_app;

GRANT UPDATE(last_used_on) ON TABLE public.grants TO ahti_app;

GRANT UPDATE(revoked_at) ON TABLE public.grants TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.handling_items TO ahti_app;

GRANT UPDATE(outcome) ON TABLE public.handling_items TO ahti_app;

GRANT UPDATE(problem) ON TABLE public.handling_items TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.handlings TO ahti_app;

GRANT UPDATE(ended_at) ON TABLE public.handlings TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.idempotency_keys TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.image_attachments TO ahti_app;
GRANT SELECT ON TABLE public.image_attachments TO ahti_read;

GRANT SELECT,INSERT,DELETE ON TABLE public.images TO ahti_app;

GRANT SELECT(id) ON TABLE public.images TO ahti_read;

GRANT SELECT(hash) ON TABLE public.images TO ahti_read;

GRANT SELECT(width) ON TABLE public.images TO ahti_read;

GRANT SELECT(small_width) ON TABLE public.images TO ahti_read;

GRANT SELECT(content) ON TABLE public.images TO ahti_read;

GRANT SELECT(small) ON TABLE public.images TO ahti_read;

GRANT SELECT,INSERT,UPDATE ON TABLE public.invoice_counters TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.invoices TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.listings TO ahti_app;

GRANT UPDATE(state) ON TABLE public.listings TO ahti_app;

GRANT UPDATE(decided_at) ON TABLE public.listings TO ahti_app;

GRANT UPDATE(decided_by) ON TABLE public.listings TO ahti_app;

GRANT UPDATE(reason) ON TABLE public.listings TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.mail_confirmations TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.merchants TO ahti_app;

GRANT UPDATE(sub_merchant_id) ON TABLE public.merchants TO ahti_app;

GRANT UPDATE(merchant_id) ON TABLE public.merchants TO ahti_app;

GRANT UPDATE(commission_percent) ON TABLE public.merchants TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.messages TO ahti_app;

GRANT UPDATE(address) ON TABLE public.messages TO ahti_app;

GRANT UPDATE(person_id) ON TABLE public.messages TO ahti_app;

GRANT UPDATE(figures) ON TABLE public.messages TO ahti_app;

GRANT UPDATE(status) ON TABLE public.messages TO ahti_app;

GRANT UPDATE(attempts) ON TABLE public.messages TO ahti_app;

GRANT UPDATE(last_error) ON TABLE public.messages TO ahti_app;

GRANT UPDATE(provider_message_id) ON TABLE public.messages TO ahti_app;

GRANT UPDATE(sent_at) ON TABLE public.messages TO ahti_app;

GRANT UPDATE(forgotten_at) ON TABLE public.messages TO ahti_app;

GRANT SELECT ON TABLE public.occupancies TO ahti_read;
GRANT SELECT,INSERT,UPDATE ON TABLE public.occupancies TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.offer_faults TO ahti_app;

GRANT UPDATE(draw_id) ON TABLE public.offer_faults TO ahti_app;

GRANT UPDATE(code) ON TABLE public.offer_faults TO ahti_app;

GRANT UPDATE(noted_at) ON TABLE public.offer_faults TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.offer_terms TO ahti_app;

GRANT UPDATE(offer_days) ON TABLE public.offer_terms TO ahti_app;

GRANT UPDATE(grace_days) ON TABLE public.offer_terms TO ahti_app;

GRANT UPDATE(reminder_days) ON TABLE public.offer_terms TO ahti_app;

GRANT UPDATE(by_invoice) ON TABLE public.offer_terms TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.offers TO ahti_app;

GRANT UPDATE(status) ON TABLE public.offers TO ahti_app;

GRANT UPDATE(lease_id) ON TABLE public.offers TO ahti_app;

GRANT UPDATE(place_id) ON TABLE public.offers TO ahti_app;

GRANT UPDATE(occupancy_id) ON TABLE public.offers TO ahti_app;

GRANT UPDATE(person_id) ON TABLE public.offers TO ahti_app;

GRANT UPDATE(organisation_id) ON TABLE public.offers TO ahti_app;

GRANT UPDATE(tenant_name) ON TABLE public.offers TO ahti_app;

GRANT UPDATE(tenant_email) ON TABLE public.offers TO ahti_app;

GRANT UPDATE(registration) ON TABLE public.offers TO ahti_app;

GRANT UPDATE(due_at) ON TABLE public.offers TO ahti_app;

GRANT UPDATE(reminded_days) ON TABLE public.offers TO ahti_app;

GRANT UPDATE(access_hashes) ON TABLE public.offers TO ahti_app;

GRANT UPDATE(accepted_at) ON TABLE public.offers TO ahti_app;

GRANT UPDATE(answered_at) ON TABLE public.offers TO ahti_app;

GRANT UPDATE(answer_reason) ON TABLE public.offers TO ahti_app;

GRANT UPDATE(erased_at) ON TABLE public.offers TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.opening_hours TO ahti_app;
GRANT SELECT ON TABLE public.opening_hours TO ahti_read;

GRANT SELECT,INSERT ON TABLE public.order_lines TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.payments TO ahti_app;

GRANT UPDATE(status) ON TABLE public.payments TO ahti_app;

GRANT UPDATE(transaction_id) ON TABLE public.payments TO ahti_app;

GRANT UPDATE(href) ON TABLE public.payments TO ahti_app;

GRANT UPDATE(asks) ON TABLE public.payments TO ahti_app;

GRANT UPDATE(ask_at) ON TABLE public.payments TO ahti_app;

GRANT UPDATE(answered_at) ON TABLE public.payments TO ahti_app;

GRANT UPDATE(captured_at) ON TABLE public.payments TO ahti_app;

GRANT UPDATE(failure) ON TABLE public.payments TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.refunds TO ahti_app;

GRANT UPDATE(status) ON TABLE public.refunds TO ahti_app;

GRANT UPDATE(asks) ON TABLE public.refunds TO ahti_app;

GRANT UPDATE(ask_at) ON TABLE public.refunds TO ahti_app;

GRANT UPDATE(sent_at) ON TABLE public.refunds TO ahti_app;

GRANT UPDATE(done_at) ON TABLE public.refunds TO ahti_app;

GRANT UPDATE(noted_by) ON TABLE public.refunds TO ahti_app;

GRANT UPDATE(note) ON TABLE public.refunds TO ahti_app;

GRANT UPDATE(failure) ON TABLE public.refunds TO ahti_app;

GRANT SELECT ON TABLE public.order_balances TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.organisations TO ahti_app;

GRANT UPDATE(name) ON TABLE public.organisations TO ahti_app;

GRANT UPDATE(payer_group) ON TABLE public.organisations TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.payees TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.payment_events TO ahti_app;

GRANT UPDATE(outcome) ON TABLE public.payment_events TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.people TO ahti_app;

GRANT UPDATE(erased_at) ON TABLE public.people TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.person_identities TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.person_profiles TO ahti_app;

GRANT UPDATE(first_name) ON TABLE public.person_profiles TO ahti_app;

GRANT UPDATE(last_name) ON TABLE public.person_profiles TO ahti_app;

GRANT UPDATE(names_identified_at) ON TABLE public.person_profiles TO ahti_app;

GRANT UPDATE(address) ON TABLE public.person_profiles TO ahti_app;

GRANT UPDATE(zip_code) ON TABLE public.person_profiles TO ahti_app;

GRANT UPDATE(municipality) ON TABLE public.person_profiles TO ahti_app;

GRANT UPDATE(municipality_source) ON TABLE public.person_profiles TO ahti_app;

GRANT UPDATE(municipality_on) ON TABLE public.person_profiles TO ahti_app;

GRANT UPDATE(language) ON TABLE public.person_profiles TO ahti_app;

GRANT UPDATE(phone) ON TABLE public.person_profiles TO ahti_app;

GRANT UPDATE(email) ON TABLE public.person_profiles TO ahti_app;

GRANT UPDATE(email_verified_at) ON TABLE public.person_profiles TO ahti_app;

GRANT UPDATE(birth_year) ON TABLE public.person_profiles TO ahti_app;

GRANT UPDATE(of_age_attested_on) ON TABLE public.person_profiles TO ahti_app;

GRANT UPDATE(non_disclosure) ON TABLE public.person_profiles TO ahti_app;

GRANT UPDATE(modified_at) ON TABLE public.person_profiles TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.person_residences TO ahti_app;

GRANT UPDATE(resides) ON TABLE public.person_residences TO ahti_app;

GRANT UPDATE(attested_on) ON TABLE public.person_residences TO ahti_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.pgqueuer TO ahti_app;

GRANT USAGE ON SEQUENCE public.pgqueuer_id_seq TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.pgqueuer_log TO ahti_app;

GRANT SELECT ON TABLE public.pgqueuer_schedules TO ahti_app;

GRANT SELECT ON TABLE public.pgqueuer_statistics TO ahti_app;

GRANT SELECT ON TABLE public.pier_boat_types TO ahti_read;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.pier_boat_types TO ahti_app;

GRANT SELECT ON TABLE public.price_lists TO ahti_read;
GRANT SELECT,INSERT ON TABLE public.price_lists TO ahti_app;

GRANT UPDATE(status) ON TABLE public.price_lists TO ahti_app;

GRANT UPDATE(valid) ON TABLE public.price_lists TO ahti_app;

GRANT UPDATE(published_at) ON TABLE public.price_lists TO ahti_app;

GRANT UPDATE(withdrawn_at) ON TABLE public.price_lists TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.program_usage TO ahti_app;

GRANT UPDATE(requests) ON TABLE public.program_usage TO ahti_app;

GRANT UPDATE(cost) ON TABLE public.program_usage TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.provider_invitations TO ahti_app;

GRANT UPDATE(state) ON TABLE public.provider_invitations TO ahti_app;

GRANT UPDATE(answered_at) ON TABLE public.provider_invitations TO ahti_app;

GRANT UPDATE(accepted_by) ON TABLE public.provider_invitations TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.provider_members TO ahti_app;

GRANT UPDATE(role) ON TABLE public.provider_members TO ahti_app;

GRANT UPDATE(name) ON TABLE public.provider_members TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.provider_policies TO ahti_app;
GRANT SELECT ON TABLE public.provider_policies TO ahti_read;

GRANT SELECT,INSERT,DELETE ON TABLE public.provider_sign_ups TO ahti_app;

GRANT UPDATE(state) ON TABLE public.provider_sign_ups TO ahti_app;

GRANT UPDATE(decided_at) ON TABLE public.provider_sign_ups TO ahti_app;

GRANT UPDATE(decided_by) ON TABLE public.provider_sign_ups TO ahti_app;

GRANT UPDATE(reason) ON TABLE public.provider_sign_ups TO ahti_app;

GRANT UPDATE(provider_id) ON TABLE public.provider_sign_ups TO ahti_app;

GRANT SELECT ON TABLE public.provider_vat TO ahti_read;
GRANT SELECT,INSERT,DELETE ON TABLE public.provider_vat TO ahti_app;

GRANT UPDATE(valid) ON TABLE public.provider_vat TO ahti_app;

GRANT SELECT ON TABLE public.providers TO ahti_read;
GRANT SELECT,INSERT,UPDATE ON TABLE public.providers TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.queue_choices TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.queue_entries TO ahti_app;

GRANT UPDATE(status) ON TABLE public.queue_entries TO ahti_app;

GRANT UPDATE(class_number) ON TABLE public.queue_entries TO ahti_app;

GRANT UPDATE(declined) ON TABLE public.queue_entries TO ahti_app;

GRANT UPDATE(left_at) ON TABLE public.queue_entries TO ahti_app;

GRANT SELECT ON TABLE public.queue_lengths TO ahti_read;
GRANT SELECT,INSERT,DELETE ON TABLE public.queue_lengths TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.refresh_tokens TO ahti_app;

GRANT UPDATE(used_at) ON TABLE public.refresh_tokens TO ahti_app;

GRANT SELECT ON TABLE public.refund_rules TO ahti_read;
GRANT SELECT,INSERT,UPDATE ON TABLE public.refund_rules TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.renewal_items TO ahti_app;

GRANT UPDATE(outcome) ON TABLE public.renewal_items TO ahti_app;

GRANT UPDATE(code) ON TABLE public.renewal_items TO ahti_app;

GRANT UPDATE(problem) ON TABLE public.renewal_items TO ahti_app;

GRANT UPDATE(offer_id) ON TABLE public.renewal_items TO ahti_app;

GRANT UPDATE(attempts) ON TABLE public.renewal_items TO ahti_app;

GRANT UPDATE(noted_at) ON TABLE public.renewal_items TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.renewal_runs TO ahti_app;

GRANT UPDATE(status) ON TABLE public.renewal_runs TO ahti_app;

GRANT UPDATE(ended_at) ON TABLE public.renewal_runs TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.representations TO ahti_app;

GRANT UPDATE(status) ON TABLE public.representations TO ahti_app;

GRANT UPDATE(decided_at) ON TABLE public.representations TO ahti_app;

GRANT UPDATE(reason) ON TABLE public.representations TO ahti_app;

GRANT SELECT ON TABLE public.retention_periods TO ahti_app;

GRANT UPDATE(days) ON TABLE public.retention_periods TO ahti_app;

GRANT SELECT ON TABLE public.round_demand TO ahti_read;
GRANT SELECT,INSERT,DELETE ON TABLE public.round_demand TO ahti_app;

GRANT SELECT ON TABLE public.round_odds TO ahti_read;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.round_odds TO ahti_app;

GRANT SELECT ON TABLE public.round_rules TO ahti_read;
GRANT SELECT,INSERT ON TABLE public.round_rules TO ahti_app;

GRANT SELECT ON TABLE public.rounds TO ahti_read;
GRANT SELECT,INSERT ON TABLE public.rounds TO ahti_app;

GRANT UPDATE(opens_at) ON TABLE public.rounds TO ahti_app;

GRANT UPDATE(closes_at) ON TABLE public.rounds TO ahti_app;

GRANT UPDATE(rules) ON TABLE public.rounds TO ahti_app;

GRANT UPDATE(closed_at) ON TABLE public.rounds TO ahti_app;

GRANT UPDATE(drawn_at) ON TABLE public.rounds TO ahti_app;

GRANT UPDATE(modified_at) ON TABLE public.rounds TO ahti_app;

GRANT UPDATE(publishes_at) ON TABLE public.rounds TO ahti_app;

GRANT UPDATE(upgrades_until) ON TABLE public.rounds TO ahti_app;

GRANT UPDATE(rules_version) ON TABLE public.rounds TO ahti_app;

GRANT UPDATE(frozen_at) ON TABLE public.rounds TO ahti_app;

GRANT UPDATE(released_at) ON TABLE public.rounds TO ahti_app;

GRANT UPDATE(published_at) ON TABLE public.rounds TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.seasons TO ahti_app;
GRANT SELECT ON TABLE public.seasons TO ahti_read;

GRANT UPDATE(starts) ON TABLE public.seasons TO ahti_app;

GRANT UPDATE(ends) ON TABLE public.seasons TO ahti_app;

GRANT UPDATE(sent_on) ON TABLE public.seasons TO ahti_app;

GRANT UPDATE(due_on) ON TABLE public.seasons TO ahti_app;

GRANT UPDATE(grace_days) ON TABLE public.seasons TO ahti_app;

GRANT UPDATE(moved_for) ON TABLE public.seasons TO ahti_app;

GRANT UPDATE(modified_at) ON TABLE public.seasons TO ahti_app;

GRANT SELECT ON TABLE public.service_prices TO ahti_read;
GRANT SELECT,INSERT ON TABLE public.service_prices TO ahti_app;

GRANT SELECT ON TABLE public.services TO ahti_read;
GRANT SELECT,INSERT,UPDATE ON TABLE public.services TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.sticker_counters TO ahti_app;

GRANT UPDATE(last) ON TABLE public.sticker_counters TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.sticker_kinds TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.stickers TO ahti_app;

GRANT UPDATE(posted_at) ON TABLE public.stickers TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.storage_differences TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.storage_notices TO ahti_app;

GRANT UPDATE(person_id) ON TABLE public.storage_notices TO ahti_app;

GRANT UPDATE(organisation_id) ON TABLE public.storage_notices TO ahti_app;

GRANT UPDATE(holder_name) ON TABLE public.storage_notices TO ahti_app;

GRANT UPDATE(holder_email) ON TABLE public.storage_notices TO ahti_app;

GRANT UPDATE(holder_address) ON TABLE public.storage_notices TO ahti_app;

GRANT UPDATE(registration) ON TABLE public.storage_notices TO ahti_app;

GRANT UPDATE(trailer_registration) ON TABLE public.storage_notices TO ahti_app;

GRANT UPDATE(beam_mm) ON TABLE public.storage_notices TO ahti_app;

GRANT UPDATE(length_mm) ON TABLE public.storage_notices TO ahti_app;

GRANT UPDATE(has_frame) ON TABLE public.storage_notices TO ahti_app;

GRANT UPDATE(status) ON TABLE public.storage_notices TO ahti_app;

GRANT UPDATE(access_hashes) ON TABLE public.storage_notices TO ahti_app;

GRANT UPDATE(reminded_days) ON TABLE public.storage_notices TO ahti_app;

GRANT UPDATE(paid_at) ON TABLE public.storage_notices TO ahti_app;

GRANT UPDATE(ended_at) ON TABLE public.storage_notices TO ahti_app;

GRANT UPDATE(end_reason) ON TABLE public.storage_notices TO ahti_app;

GRANT UPDATE(erased_at) ON TABLE public.storage_notices TO ahti_app;

GRANT SELECT ON TABLE public.storage_terms TO ahti_read;
GRANT SELECT,INSERT,UPDATE ON TABLE public.storage_terms TO ahti_app;

GRANT SELECT ON TABLE public.subsidies TO ahti_read;
GRANT SELECT,INSERT ON TABLE public.subsidies TO ahti_app;

GRANT UPDATE(ended_at) ON TABLE public.subsidies TO ahti_app;

GRANT SELECT ON TABLE public.switch_policies TO ahti_read;
GRANT SELECT,INSERT,UPDATE ON TABLE public.switch_policies TO ahti_app;

GRANT SELECT ON TABLE public.switch_reasons TO ahti_read;
GRANT SELECT,INSERT ON TABLE public.switch_reasons TO ahti_app;

GRANT UPDATE(number) ON TABLE public.switch_reasons TO ahti_app;

GRANT UPDATE(name_fi) ON TABLE public.switch_reasons TO ahti_app;

GRANT UPDATE(name_sv) ON TABLE public.switch_reasons TO ahti_app;

GRANT UPDATE(name_en) ON TABLE public.switch_reasons TO ahti_app;

GRANT UPDATE(retired_at) ON TABLE public.switch_reasons TO ahti_app;

GRANT SELECT,INSERT ON TABLE public.timetable TO ahti_app;

GRANT UPDATE(ticked_at) ON TABLE public.timetable TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.token_families TO ahti_app;

GRANT UPDATE(revoked_at) ON TABLE public.token_families TO ahti_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.upgrade_refusals TO ahti_app;

GRANT SELECT ON TABLE public.vat_rates TO ahti_read;
GRANT SELECT,INSERT ON TABLE public.vat_rates TO ahti_app;

GRANT SELECT ON TABLE public.waiting TO ahti_app;

GRANT SELECT ON TABLE public.waiting_wishes TO ahti_app;

GRANT SELECT ON TABLE public.winter_storage_areas TO ahti_read;
GRANT SELECT,INSERT,UPDATE ON TABLE public.winter_storage_areas TO ahti_app;

GRANT SELECT ON TABLE public.winter_storage_sections TO ahti_read;
GRANT SELECT,INSERT,UPDATE ON TABLE public.winter_storage_sections TO ahti_app;
