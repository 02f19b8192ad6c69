package cache;

import dev.rungs.*;

@Migration(version = 2, strategy = Strategy.REBUILD)
@Up("ALTER TABLE pages ADD COLUMN fetched TEXT;")
final class C2 {}
