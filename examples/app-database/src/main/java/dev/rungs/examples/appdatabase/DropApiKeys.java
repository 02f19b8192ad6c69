package dev.rungs.examples.appdatabase;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;

/** Secrets do not belong in this file. What is in the column is lost, so this needs approval. */
@Migration(version = 4, destructive = true)
@Up("ALTER TABLE agents DROP COLUMN api_key;")
@Down("ALTER TABLE agents ADD COLUMN api_key TEXT;")
final class DropApiKeys {}
