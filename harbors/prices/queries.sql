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

-- name: payer_group$
-- How an organisation pays.
SELECT payer_group FROM organisations WHERE id = :id;
