package com.example;

import dev.rungs.Migration;
import dev.rungs.Up;

@Migration(version = 1)
@Up("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT, tag TEXT);")
final class CreateNotes {}
