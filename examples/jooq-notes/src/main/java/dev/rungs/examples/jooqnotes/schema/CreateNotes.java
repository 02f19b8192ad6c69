package dev.rungs.examples.jooqnotes.schema;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;

@Migration(version = 1)
@Up("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);")
@Down("DROP TABLE notes;")
final class CreateNotes {}
