package dev.rungs.runtime.proof;

/** The migrations of each {@link Shape}. */
final class Shapes {
  private static final String SLUG_TRIGGER =
      """
      CREATE TRIGGER notes_count AFTER INSERT ON notes BEGIN
        INSERT INTO stats (word, uses) VALUES (substr(new.body, 1, 6), 1)
          ON CONFLICT (word) DO UPDATE SET uses = uses + CASE WHEN 1 THEN 1 ELSE 0 END;
      END;
      """;

  private Shapes() {}

  static Ladder notes() {
    return Ladder.named("proof.Notes")
        .sql(
            "create_notes",
            """
            CREATE TABLE notes (
              id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL, obsolete TEXT);
            CREATE TABLE runs (version INTEGER NOT NULL);
            INSERT INTO runs VALUES (1);
            """,
            "DROP TABLE notes; DROP TABLE runs;")
        .sql(
            "add_slug",
            """
            ALTER TABLE notes ADD COLUMN slug TEXT;
            UPDATE notes SET slug = lower(substr(body, 1, 9)) || '-' || id;
            CREATE UNIQUE INDEX notes_by_slug ON notes (slug);
            INSERT INTO runs VALUES (2);
            """,
            """
            DROP INDEX notes_by_slug;
            ALTER TABLE notes DROP COLUMN slug;
            DELETE FROM runs WHERE version = 2;
            """)
        .sql(
            "count_words",
            """
            CREATE TABLE stats (word TEXT PRIMARY KEY, uses INTEGER NOT NULL) WITHOUT ROWID;
            INSERT INTO stats SELECT substr(body, 1, 6), count(*) FROM notes GROUP BY 1;
            CREATE VIEW long_notes AS SELECT id, body FROM notes WHERE length(body) > 80;
            """
                + SLUG_TRIGGER
                + "INSERT INTO runs VALUES (3);",
            """
            DROP TRIGGER notes_count; DROP VIEW long_notes; DROP TABLE stats;
            DELETE FROM runs WHERE version = 3;
            """)
        .destructive(
            "drop_obsolete",
            "ALTER TABLE notes DROP COLUMN obsolete; INSERT INTO runs VALUES (4);",
            """
            ALTER TABLE notes ADD COLUMN obsolete TEXT;
            DELETE FROM runs WHERE version = 4;
            """)
        .reversibleStep(
            "reverse_bodies",
            "ALTER TABLE notes ADD COLUMN reversed TEXT; INSERT INTO runs VALUES (5);",
            """
            ALTER TABLE notes DROP COLUMN reversed;
            DELETE FROM runs WHERE version = 5;
            """,
            ReverseBodies::new)
        .sql(
            "make_notes_strict",
            """
            DROP VIEW long_notes;
            CREATE TABLE notes_new (
              id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL, slug TEXT,
              reversed TEXT, size INTEGER NOT NULL DEFAULT 0) STRICT;
            INSERT INTO notes_new (id, body, slug, reversed, size)
              SELECT id, body, slug, reversed, length(body) FROM notes;
            UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'notes')
              WHERE name = 'notes_new';
            DROP TABLE notes;
            ALTER TABLE notes_new RENAME TO notes;
            CREATE UNIQUE INDEX notes_by_slug ON notes (slug);
            CREATE VIEW long_notes AS SELECT id, body FROM notes WHERE size > 80;
            """
                + SLUG_TRIGGER
                + "INSERT INTO runs VALUES (6);",
            """
            DROP VIEW long_notes;
            CREATE TABLE notes_old (
              id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL, slug TEXT, obsolete TEXT,
              reversed TEXT);
            INSERT INTO notes_old (id, body, slug, reversed) SELECT id, body, slug, reversed
              FROM notes;
            UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'notes')
              WHERE name = 'notes_old';
            DROP TABLE notes;
            ALTER TABLE notes_old RENAME TO notes;
            ALTER TABLE notes DROP COLUMN obsolete;
            CREATE UNIQUE INDEX notes_by_slug ON notes (slug);
            CREATE VIEW long_notes AS SELECT id, body FROM notes WHERE length(body) > 80;
            """
                + SLUG_TRIGGER
                + "DELETE FROM runs WHERE version = 6;")
        .build();
  }

  static Ladder search() {
    return Ladder.named("proof.Search")
        .sql(
            "create_docs",
            """
            CREATE TABLE docs (id INTEGER PRIMARY KEY, title TEXT, body TEXT);
            CREATE TABLE places (id INTEGER PRIMARY KEY, lat REAL, lon REAL);
            CREATE TABLE runs (version INTEGER NOT NULL);
            INSERT INTO runs VALUES (1);
            """,
            "DROP TABLE docs; DROP TABLE places; DROP TABLE runs;")
        .sql(
            "index_words",
            """
            CREATE VIRTUAL TABLE docs_fts
              USING fts5(title, body, content='docs', content_rowid='id');
            INSERT INTO docs_fts (docs_fts) VALUES ('rebuild');
            CREATE TRIGGER docs_ai AFTER INSERT ON docs BEGIN
              INSERT INTO docs_fts (rowid, title, body) VALUES (new.id, new.title, new.body);
            END;
            CREATE TRIGGER docs_ad AFTER DELETE ON docs BEGIN
              INSERT INTO docs_fts (docs_fts, rowid, title, body)
                VALUES ('delete', old.id, old.title, old.body);
            END;
            CREATE TRIGGER docs_au AFTER UPDATE OF title, body ON docs BEGIN
              INSERT INTO docs_fts (docs_fts, rowid, title, body)
                VALUES ('delete', old.id, old.title, old.body);
              INSERT INTO docs_fts (rowid, title, body) VALUES (new.id, new.title, new.body);
            END;
            INSERT INTO runs VALUES (2);
            """,
            """
            DROP TRIGGER docs_ai; DROP TRIGGER docs_ad; DROP TRIGGER docs_au;
            DROP TABLE docs_fts;
            DELETE FROM runs WHERE version = 2;
            """)
        .sql(
            "index_places",
            """
            CREATE VIRTUAL TABLE places_box USING rtree(id, south, north, west, east);
            INSERT INTO places_box SELECT id, lat, lat, lon, lon FROM places;
            INSERT INTO runs VALUES (3);
            """,
            "DROP TABLE places_box; DELETE FROM runs WHERE version = 3;")
        .sql(
            "measure_docs",
            """
            ALTER TABLE docs ADD COLUMN size INTEGER GENERATED ALWAYS AS (length(body)) VIRTUAL;
            CREATE INDEX docs_by_size ON docs (size) WHERE size > 20;
            INSERT INTO runs VALUES (4);
            """,
            """
            DROP INDEX docs_by_size; ALTER TABLE docs DROP COLUMN size;
            DELETE FROM runs WHERE version = 4;
            """)
        .destructive(
            "shout_titles",
            "UPDATE docs SET title = upper(title); INSERT INTO runs VALUES (5);",
            "UPDATE docs SET title = lower(title); DELETE FROM runs WHERE version = 5;")
        .build();
  }

  static Ladder family() {
    return Ladder.named("proof.Family")
        .sql(
            "create_authors",
            """
            CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
            CREATE TABLE books (
              id INTEGER PRIMARY KEY, author INTEGER REFERENCES authors ON DELETE CASCADE,
              title TEXT);
            CREATE TABLE reviews (
              id INTEGER PRIMARY KEY AUTOINCREMENT,
              book INTEGER REFERENCES books (id) ON DELETE SET NULL, stars INTEGER);
            CREATE TABLE loans (
              book INTEGER NOT NULL REFERENCES books ON DELETE RESTRICT, member TEXT NOT NULL,
              PRIMARY KEY (book, member)) WITHOUT ROWID;
            CREATE TABLE runs (version INTEGER NOT NULL);
            INSERT INTO runs VALUES (1);
            """,
            """
            DROP TABLE loans; DROP TABLE reviews; DROP TABLE books; DROP TABLE authors;
            DROP TABLE runs;
            """)
        .sql(
            "rate_authors",
            """
            CREATE TABLE authors_new (
              id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, rank INTEGER NOT NULL);
            INSERT INTO authors_new (id, name, rank) SELECT id, name, id % 10 FROM authors;
            DROP TABLE authors;
            ALTER TABLE authors_new RENAME TO authors;
            INSERT INTO runs VALUES (2);
            """,
            """
            CREATE TABLE authors_old (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
            INSERT INTO authors_old (id, name) SELECT id, name FROM authors;
            DROP TABLE authors;
            ALTER TABLE authors_old RENAME TO authors;
            DELETE FROM runs WHERE version = 2;
            """)
        .sql(
            "chain_books",
            """
            CREATE TABLE books_new (
              id INTEGER PRIMARY KEY, author INTEGER REFERENCES authors ON DELETE CASCADE,
              title TEXT NOT NULL, sequel_of INTEGER REFERENCES books_new ON DELETE SET NULL);
            INSERT INTO books_new (id, author, title, sequel_of)
              SELECT id, author, coalesce(title, ''),
                (SELECT max(p.id) FROM books p WHERE p.id < b.id AND p.id % 5 = 0) FROM books b;
            DROP TABLE books;
            ALTER TABLE books_new RENAME TO books;
            CREATE INDEX books_by_author ON books (author);
            INSERT INTO runs VALUES (3);
            """,
            """
            CREATE TABLE books_old (
              id INTEGER PRIMARY KEY, author INTEGER REFERENCES authors ON DELETE CASCADE,
              title TEXT);
            INSERT INTO books_old (id, author, title) SELECT id, author, title FROM books;
            DROP TABLE books;
            ALTER TABLE books_old RENAME TO books;
            DELETE FROM runs WHERE version = 3;
            """)
        .sql(
            "add_countries",
            """
            CREATE TABLE countries (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
            INSERT INTO countries VALUES ('at', 'Austria'), ('it', 'Italy');
            ALTER TABLE authors ADD COLUMN country TEXT REFERENCES countries;
            UPDATE authors SET country = CASE id % 3 WHEN 0 THEN 'at' WHEN 1 THEN 'it' END;
            INSERT INTO runs VALUES (4);
            """,
            """
            ALTER TABLE authors DROP COLUMN country; DROP TABLE countries;
            DELETE FROM runs WHERE version = 4;
            """)
        .build();
  }

  static Ladder cache() {
    return Ladder.named("proof.Cache")
        .sql(
            "create_entries",
            """
            CREATE TABLE entries (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
            CREATE TABLE log (id INTEGER PRIMARY KEY AUTOINCREMENT, entry TEXT NOT NULL);
            CREATE TABLE runs (version INTEGER NOT NULL);
            INSERT INTO runs VALUES (1);
            """,
            null)
        .sql(
            "search_entries",
            """
            CREATE VIRTUAL TABLE entries_fts USING fts5(key, value);
            INSERT INTO entries_fts SELECT key, value FROM entries;
            CREATE VIRTUAL TABLE spans USING rtree(id, low, high);
            INSERT INTO spans SELECT id, id, id + length(entry) FROM log;
            CREATE VIEW big AS SELECT key FROM entries WHERE length(value) > 100;
            CREATE TRIGGER big_delete INSTEAD OF DELETE ON big BEGIN
              DELETE FROM entries WHERE key = old.key;
            END;
            CREATE TRIGGER entries_kept BEFORE DELETE ON entries BEGIN
              SELECT raise(ABORT, 'entries are kept') WHERE old.key = 'key 1';
            END;
            INSERT INTO runs VALUES (2);
            """,
            null)
        .rebuild(
            "key_by_hash",
            """
            DROP VIEW big;
            DROP TABLE entries_fts;
            DROP TABLE entries;
            CREATE TABLE entries (
              hash INTEGER PRIMARY KEY, key TEXT NOT NULL, value BLOB,
              size INTEGER AS (length(value)) STORED) STRICT;
            CREATE TABLE origins (
              hash INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE, url TEXT,
              parent INTEGER REFERENCES origins (rowid_alias), rowid_alias INTEGER PRIMARY KEY);
            INSERT INTO entries (hash, key) VALUES (0, 'seed');
            INSERT INTO runs VALUES (3);
            """)
        .sql(
            "search_again",
            """
            CREATE VIRTUAL TABLE entries_fts
              USING fts5(key, content='entries', content_rowid='hash');
            INSERT INTO entries_fts (entries_fts) VALUES ('rebuild');
            CREATE VIEW big AS SELECT key FROM entries WHERE size > 100;
            CREATE INDEX entries_by_size ON entries (size);
            INSERT INTO log (entry) VALUES ('seed');
            INSERT INTO runs VALUES (4);
            """,
            null)
        .build();
  }
}
