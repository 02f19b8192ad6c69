package dev.rungs.examples.graphcache;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;

@Migration(version = 4)
@Up("CREATE INDEX nodes_by_name ON nodes (name);")
@Down("DROP INDEX nodes_by_name;")
final class IndexNodesByName {}
