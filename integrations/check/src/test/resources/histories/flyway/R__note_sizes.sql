DROP VIEW IF EXISTS note_sizes;
CREATE VIEW note_sizes AS SELECT id, length(body) AS size FROM notes;
