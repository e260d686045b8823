-- name: hold_uploads!
-- Lets the person send no other picture until the transaction ends.
SELECT pg_advisory_xact_lock(hashtextextended('harbors.images ' || :person_id::uuid, 0));

-- name: forget_uploads!
-- Pictures of a person that were sent long ago and never shown.
DELETE FROM images
WHERE uploaded_by = :person_id AND created_at < :before
  AND NOT EXISTS (SELECT FROM image_attachments WHERE image_id = images.id);

-- name: waiting_uploads$
-- How many pictures of a person wait to be shown.
SELECT count(*) FROM images
WHERE uploaded_by = :person_id AND NOT EXISTS (SELECT FROM image_attachments WHERE image_id = images.id);

-- name: add_image!
-- A picture that was sent.
INSERT INTO images (id, hash, width, height, small_width, small_height, content, small, uploaded_by, created_at)
VALUES (:id, :hash, :width, :height, :small_width, :small_height, :content, :small, :person_id, :now);

-- name: shown_images$
-- How many pictures of a thing are shown.
SELECT count(*) FROM image_attachments WHERE subject_id = :subject_id;

-- name: attach_image!
-- Show a picture that the person sent.
INSERT INTO image_attachments (id, image_id, hash, width, height, small_width, small_height, subject_type, subject_id,
                               provider_id, licence, author, caption_fi, caption_sv, caption_en, created_at)
SELECT :id, image.id, image.hash, image.width, image.height, image.small_width, image.small_height, :subject_type,
       :subject_id, :provider_id, :licence, :author, :caption_fi, :caption_sv, :caption_en, :now
FROM images AS image WHERE image.id = :image_id AND image.uploaded_by = :person_id;

-- name: detach_image$
-- Show a picture no longer, where this transaction may; gives the picture.
DELETE FROM image_attachments WHERE id = :id RETURNING image_id;

-- name: forget_image!
-- A picture that is not shown any more.
DELETE FROM images WHERE id = :image_id;

-- name: find_content$
-- A picture in the size of this width.
SELECT CASE WHEN width = :width THEN content ELSE small END
FROM images WHERE hash = :hash AND :width::integer IN (width, small_width) LIMIT 1;

-- name: provider_of_attachment$
-- Whose a picture is that is shown.
SELECT provider_id FROM image_attachments WHERE id = :id;
