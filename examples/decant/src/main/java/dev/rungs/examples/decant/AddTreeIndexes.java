package dev.rungs.examples.decant;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;

/** Two simple indexes give way to four composite ones; 10 indexes. */
@Migration(version = 3)
@Up(file = "add_tree_indexes.up.sql")
@Down(file = "add_tree_indexes.down.sql")
final class AddTreeIndexes {}
