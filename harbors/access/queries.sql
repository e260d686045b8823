-- name: present_principal!
-- Tells row security, until the transaction ends, who acts: a person, and for which providers in which roles.
SELECT set_config('ahti.person', :person, true), set_config('ahti.viewer_of', :viewer_of, true),
       set_config('ahti.clerk_of', :clerk_of, true), set_config('ahti.manager_of', :manager_of, true),
       set_config('ahti.owner_of', :owner_of, true), set_config('ahti.city', :city, true);

-- name: act_as_system!
-- Tells row security, until the transaction ends, that this is an act of the service itself.
SELECT set_config('ahti.act', 'staff', true);

-- name: find_person^
-- The person of an identity, the providers for which that person acts, with the roles, and whether one of them, at
-- which the role is a clerk's or more, is a city.
SELECT identity.person_id,
       coalesce(array_agg(member.provider_id) FILTER (WHERE member.role IS NOT NULL), '{}') AS provider_ids,
       coalesce(array_agg(member.role) FILTER (WHERE member.role IS NOT NULL), '{}') AS roles,
       coalesce(bool_or(provider.kind = 'CITY' AND member.role <> 'VIEWER'), false) AS handles_city
FROM person_identities AS identity
LEFT JOIN provider_members AS member ON member.person_id = identity.person_id
LEFT JOIN providers AS provider ON provider.id = member.provider_id
WHERE identity.issuer = :issuer AND identity.subject = :subject
GROUP BY identity.person_id;

-- name: roles_of^
-- The providers for which a person acts, with the roles, and whether that makes a handler of the city.
SELECT coalesce(array_agg(member.provider_id), '{}') AS provider_ids, coalesce(array_agg(member.role), '{}') AS roles,
       coalesce(bool_or(provider.kind = 'CITY' AND member.role <> 'VIEWER'), false) AS handles_city
FROM provider_members AS member
JOIN providers AS provider ON provider.id = member.provider_id
WHERE member.person_id = :person_id;

-- name: hold_identity!
-- Lets nobody else make a person of this identity until the transaction ends.
SELECT pg_advisory_xact_lock(hashtextextended(:issuer || ' ' || :subject, 0));

-- name: add_person!
-- A person who has never been here.
INSERT INTO people (id, created_at) VALUES (:person_id, :now);

-- name: add_identity!
-- Who a person is to an issuer of tokens.
INSERT INTO person_identities (issuer, subject, person_id, created_at) VALUES (:issuer, :subject, :person_id, :now);
