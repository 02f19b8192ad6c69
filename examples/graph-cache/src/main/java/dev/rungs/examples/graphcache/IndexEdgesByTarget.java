package dev.rungs.examples.graphcache;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;

/**
 * An index is mechanical: it is built from what the store has, without reading all sources again.
 */
@Migration(version = 2)
@Up("CREATE INDEX edges_by_target ON edges (kind, target);")
@Down("DROP INDEX edges_by_target;")
final class IndexEdgesByTarget {}
