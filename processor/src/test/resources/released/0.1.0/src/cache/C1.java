package cache;

import dev.rungs.*;

@Migration(version = 1)
@Up("CREATE TABLE pages (url TEXT PRIMARY KEY, html TEXT);")
final class C1 {}
