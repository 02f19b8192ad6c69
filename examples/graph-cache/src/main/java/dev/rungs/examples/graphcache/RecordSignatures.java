package dev.rungs.examples.graphcache;

import static dev.rungs.Strategy.REBUILD;

import dev.rungs.Migration;
import dev.rungs.Up;

/**
 * Only the sources know the signatures, so a store below this version is wiped and filled again.
 */
@Migration(version = 3, strategy = REBUILD)
@Up("ALTER TABLE nodes ADD COLUMN signature TEXT;")
final class RecordSignatures {}
