-- name: priced_places
-- Places with what their price goes by and what a quote names them by.
SELECT place.id, place.kind, place.provider_id, place.harbor_id, place.area_id, place.number, place.mooring,
       place.width_mm, place.length_mm, pier.price_tier, coalesce(pier.identifier, section.identifier) AS part,
       coalesce(harbor.name_fi, area.name_fi) AS name_fi, coalesce(harbor.name_sv, area.name_sv) AS name_sv,
       coalesce(harbor.name_en, area.name_en) AS name_en, provider.time_zone
FROM places AS place
JOIN providers AS provider ON provider.id = place.provider_id
LEFT JOIN piers AS pier ON pier.id = place.pier_id
LEFT JOIN harbors AS harbor ON harbor.id = place.harbor_id
LEFT JOIN winter_storage_areas AS area ON area.id = place.area_id
LEFT JOIN winter_storage_sections AS section ON section.id = place.section_id
WHERE place.id = ANY(:ids::uuid[]);

-- name: priced_area^
-- A winter storage area with what a quote names it by.
SELECT area.id, area.provider_id, area.name_fi, area.name_sv, area.name_en, provider.time_zone
FROM winter_storage_areas AS area JOIN providers AS provider ON provider.id = area.provider_id
WHERE area.id = :id;

-- name: lists_for
-- The published price lists of providers that hold on some day of those given, both included.
SELECT id, provider_id, product, status, lower(valid) AS valid_from, upper(valid) AS valid_before, company_factor,
       non_billable_factor, published_at
FROM price_lists
WHERE provider_id = ANY(:provider_ids::uuid[]) AND status = 'PUBLISHED'
AND valid && daterange(:first, :last, '[]');

-- name: lists_with_ids
-- Price lists, whatever their status.
SELECT id, provider_id, product, status, lower(valid) AS valid_from, upper(valid) AS valid_before, company_factor,
       non_billable_factor, published_at
FROM price_lists
WHERE id = ANY(:ids::uuid[])
ORDER BY id;

-- name: berth_prices_of
-- What berths cost by these lists.
SELECT list_id, harbor_id, mooring, tier, over_mm, upto_mm, amount
FROM berth_prices WHERE list_id = ANY(:list_ids::uuid[]) ORDER BY list_id, over_mm, id;

-- name: area_prices_of
-- What areas cost by these lists.
SELECT list_id, area_id, stored, per_m2
FROM area_prices WHERE list_id = ANY(:list_ids::uuid[]) ORDER BY list_id, id;

-- name: service_prices_of
-- What services cost by these lists.
SELECT list_id, id, name_fi, name_sv, name_en, per, amount, percentage
FROM service_prices WHERE list_id = ANY(:list_ids::uuid[]) ORDER BY list_id, position, id;

-- name: subsidies_of
-- What these lists take off, as it holds now.
SELECT list_id, id, name_fi, name_sv, name_en, ground_fi, ground_sv, ground_en, amount, percentage, harbor_id, area_id,
       boat_type_id
FROM subsidies WHERE list_id = ANY(:list_ids::uuid[]) AND ended_at IS NULL ORDER BY list_id, position, id;

-- name: vat_rates
-- What VAT is, by product and day.
SELECT product, rate, lower(valid) AS valid_from, upper(valid) AS valid_before FROM vat_rates;

-- name: outside_vat
-- On which days providers are outside VAT: as was told; untold, private people are.
SELECT provider_id, lower(valid) AS valid_from, upper(valid) AS valid_before
FROM provider_vat WHERE NOT is_liable AND provider_id = ANY(:provider_ids::uuid[])
UNION ALL
SELECT provider.id, DATE '2000-01-01', NULL
FROM providers AS provider
WHERE provider.id = ANY(:provider_ids::uuid[]) AND provider.kind = 'PRIVATE_PERSON'
AND NOT EXISTS (SELECT FROM provider_vat AS told WHERE told.provider_id = provider.id);

-- name: payer_groups
-- How organisations pay.
SELECT id, payer_group FROM organisations WHERE id = ANY(:ids::uuid[]);

-- name: add_price_list!
-- A price list, as a draft.
INSERT INTO price_lists (id, provider_id, product, status, valid, company_factor, non_billable_factor, source_system,
                         created_at)
VALUES (:id, :provider_id, :product, 'DRAFT', daterange(:first, :before), :company_factor, :non_billable_factor,
        :source, :now);

-- name: add_berth_prices!
-- What berths cost by a list; berth_prices_never_overlap refuses two for one place.
INSERT INTO berth_prices (id, list_id, harbor_id, mooring, tier, over_mm, upto_mm, amount)
SELECT id, :list_id, harbor_id, mooring, tier, over_mm, upto_mm, amount
FROM unnest(:ids::uuid[], :harbor_ids::uuid[], :moorings::text[], :tiers::integer[], :overs::integer[],
            :uptos::integer[], :amounts::numeric[])
     AS price (id, harbor_id, mooring, tier, over_mm, upto_mm, amount);

-- name: add_area_prices!
-- What areas cost by a list.
INSERT INTO area_prices (id, list_id, area_id, stored, per_m2)
SELECT id, :list_id, area_id, stored, per_m2
FROM unnest(:ids::uuid[], :area_ids::uuid[], :stored::text[], :per_m2::numeric[])
     AS price (id, area_id, stored, per_m2);

-- name: add_services!
-- What services cost by a list.
INSERT INTO service_prices (id, list_id, position, name_fi, name_sv, name_en, per, amount, percentage)
SELECT id, :list_id, position, fi, sv, en, per, amount, percentage
FROM unnest(:ids::uuid[], :fi::text[], :sv::text[], :en::text[], :per::text[], :amounts::numeric[],
            :percentages::numeric[])
     WITH ORDINALITY AS service (id, fi, sv, en, per, amount, percentage, position);

-- name: add_subsidies!
-- What a list takes off, after what it takes off already.
INSERT INTO subsidies (id, list_id, position, name_fi, name_sv, name_en, ground_fi, ground_sv, ground_en, amount,
                       percentage, harbor_id, area_id, boat_type_id)
SELECT id, :list_id,
       coalesce((SELECT max(before.position) FROM subsidies AS before WHERE before.list_id = :list_id), 0) + position,
       fi, sv, en, ground_fi, ground_sv, ground_en, amount, percentage, harbor_id, area_id, boat_type_id
FROM unnest(:ids::uuid[], :fi::text[], :sv::text[], :en::text[], :grounds_fi::text[], :grounds_sv::text[],
            :grounds_en::text[], :amounts::numeric[], :percentages::numeric[], :harbor_ids::uuid[],
            :area_ids::uuid[], :boat_type_ids::uuid[])
     WITH ORDINALITY AS subsidy (id, fi, sv, en, ground_fi, ground_sv, ground_en, amount, percentage, harbor_id,
                                 area_id, boat_type_id, position);

-- name: names_of_others$
-- Whether one of these harbors or areas is not the provider's.
SELECT EXISTS (
    SELECT FROM unnest(:harbor_ids::uuid[]) AS named (id)
    WHERE NOT EXISTS (SELECT FROM harbors AS own WHERE own.id = named.id AND own.provider_id = :provider_id)
    UNION ALL
    SELECT FROM unnest(:area_ids::uuid[]) AS named (id)
    WHERE NOT EXISTS (SELECT FROM winter_storage_areas AS own
                      WHERE own.id = named.id AND own.provider_id = :provider_id));

-- name: hold_price_list$
-- A price list that nobody else moves until the transaction ends.
SELECT id FROM price_lists WHERE id = :id FOR UPDATE;

-- name: end_earlier!
-- The list that holds on the day before another one begins, and goes on, ends there.
UPDATE price_lists SET valid = daterange(lower(valid), :first)
WHERE provider_id = :provider_id AND product = :product AND status = 'PUBLISHED'
AND lower(valid) < :first AND valid @> :first::date;

-- name: move_price_list!
-- A price list that comes to stand elsewhere.
UPDATE price_lists
SET status = :status,
    published_at = CASE :status WHEN 'PUBLISHED' THEN :now ELSE published_at END,
    withdrawn_at = CASE :status WHEN 'WITHDRAWN' THEN :now::timestamptz END
WHERE id = :id;

-- name: end_subsidy$
-- A subsidy with which nothing is quoted any more.
UPDATE subsidies SET ended_at = :now WHERE id = :id AND list_id = :list_id AND ended_at IS NULL RETURNING id;

-- name: hold_payer_group$
-- How an organisation pays; nobody else changes it until the transaction ends.
SELECT payer_group FROM organisations WHERE id = :id FOR NO KEY UPDATE;

-- name: set_payer_group!
-- How an organisation pays from now on.
UPDATE organisations SET payer_group = :group WHERE id = :id;

-- name: sources_of
-- From which source price lists came.
SELECT id, source_system FROM price_lists WHERE id = ANY(:ids::uuid[]) AND source_system IS NOT NULL;
