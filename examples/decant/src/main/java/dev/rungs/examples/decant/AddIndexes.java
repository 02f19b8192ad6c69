package dev.rungs.examples.decant;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;

/** For the lists by date, kind, organization and concept; 8 indexes. */
@Migration(version = 2)
@Up(file = "add_indexes.up.sql")
@Down(file = "add_indexes.down.sql")
final class AddIndexes {}
