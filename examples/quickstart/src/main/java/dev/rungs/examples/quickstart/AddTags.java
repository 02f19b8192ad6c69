package dev.rungs.examples.quickstart;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;

@Migration(version = 2)
@Up(file = "add_tags.up.sql")
@Down(file = "add_tags.down.sql")
final class AddTags {}
