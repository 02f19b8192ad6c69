package dev.rungs.examples.fleetspark;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;

/** What a tenant sells. */
@Migration(version = 1)
@Up("CREATE TABLE orders (id INTEGER PRIMARY KEY, item TEXT NOT NULL, cents INTEGER NOT NULL);")
@Down("DROP TABLE orders;")
final class CreateOrders {}
