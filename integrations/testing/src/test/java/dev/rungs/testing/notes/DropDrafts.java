package dev.rungs.testing.notes;

import dev.rungs.Migration;
import dev.rungs.Up;

@Migration(version = 3, destructive = true)
@Up("ALTER TABLE notes DROP COLUMN draft;")
final class DropDrafts {}
