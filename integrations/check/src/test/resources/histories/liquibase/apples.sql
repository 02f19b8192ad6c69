--liquibase formatted sql

--changeset kim:3 endDelimiter:/
CREATE TRIGGER parcels_label AFTER INSERT ON parcels BEGIN
  UPDATE parcels SET label = trim(label) WHERE id = new.id;
END
/
ALTER TABLE parcels DROP COLUMN weight
/
--rollback DROP TRIGGER parcels_label;
--rollback ALTER TABLE parcels ADD COLUMN weight INTEGER;
