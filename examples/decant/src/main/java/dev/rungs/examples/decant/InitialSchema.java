package dev.rungs.examples.decant;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;

/** Pages in two trees, with concepts, segments, organizations and full text; 4 indexes. */
@Migration(version = 1)
@Up(file = "initial_schema.up.sql")
@Down(file = "initial_schema.down.sql")
final class InitialSchema {}
