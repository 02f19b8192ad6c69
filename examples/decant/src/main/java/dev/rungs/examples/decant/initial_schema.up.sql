CREATE TABLE segments (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE organizations (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE nodes (
  id                     INTEGER PRIMARY KEY,
  title                  TEXT NOT NULL,
  url                    TEXT NOT NULL UNIQUE,
  source_domain          TEXT NOT NULL,
  content_type           TEXT NOT NULL DEFAULT 'page',
  summary                TEXT NOT NULL DEFAULT '',
  segment_code           TEXT REFERENCES segments (code),
  organization_id        INTEGER REFERENCES organizations (id),
  function_parent_id     INTEGER REFERENCES nodes (id) ON DELETE SET NULL,
  organization_parent_id INTEGER REFERENCES nodes (id) ON DELETE SET NULL,
  position               INTEGER NOT NULL DEFAULT 0,
  is_deleted             INTEGER NOT NULL DEFAULT 0 CHECK (is_deleted IN (0, 1)),
  date_added             TEXT NOT NULL
);

CREATE TABLE key_concepts (
  node_id INTEGER NOT NULL REFERENCES nodes (id) ON DELETE CASCADE,
  concept TEXT NOT NULL COLLATE NOCASE,
  PRIMARY KEY (node_id, concept)
) WITHOUT ROWID;

CREATE INDEX idx_nodes_function_parent ON nodes (function_parent_id);
CREATE INDEX idx_nodes_organization_parent ON nodes (organization_parent_id);
CREATE INDEX idx_nodes_source_domain ON nodes (source_domain);
CREATE INDEX idx_nodes_deleted ON nodes (is_deleted);

-- The words of titles and summaries. The text stays in nodes; the triggers keep the two in step.
CREATE VIRTUAL TABLE nodes_fts USING fts5 (title, summary, content = 'nodes', content_rowid = 'id');

CREATE TRIGGER nodes_fts_insert AFTER INSERT ON nodes
BEGIN
  INSERT INTO nodes_fts (rowid, title, summary) VALUES (NEW.id, NEW.title, NEW.summary);
END;

CREATE TRIGGER nodes_fts_delete AFTER DELETE ON nodes
BEGIN
  INSERT INTO nodes_fts (nodes_fts, rowid, title, summary)
  VALUES ('delete', OLD.id, OLD.title, OLD.summary);
END;

CREATE TRIGGER nodes_fts_update AFTER UPDATE OF title, summary ON nodes
BEGIN
  INSERT INTO nodes_fts (nodes_fts, rowid, title, summary)
  VALUES ('delete', OLD.id, OLD.title, OLD.summary);
  INSERT INTO nodes_fts (rowid, title, summary) VALUES (NEW.id, NEW.title, NEW.summary);
END;
