package dev.rungs.examples.fleetspark;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;

/** Who buys it. */
@Migration(version = 2)
@Up("ALTER TABLE orders ADD COLUMN customer TEXT;")
@Down("ALTER TABLE orders DROP COLUMN customer;")
final class AddCustomers {}
