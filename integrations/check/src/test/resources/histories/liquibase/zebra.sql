--liquibase formatted sql

--changeset kim:1
CREATE TABLE parcels (id INTEGER PRIMARY KEY, weight REAL, label TEXT NOT NULL);
--rollback DROP TABLE parcels;

--changeset kim:2 dbms:postgresql
ALTER TABLE parcels ALTER COLUMN weight SET NOT NULL;
