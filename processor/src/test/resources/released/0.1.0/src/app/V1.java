package app;

import dev.rungs.*;

@Migration(version = 1, name = "create notes")
@Up("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL CHECK (body <> ''));")
@Down("DROP TABLE notes;")
final class V1 {}
