package dev.rungs.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
  private static final String HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>&'\"";

  @TempDir Path folder;

  @Test
  void whatFilesHoldIsShownAndNotRun() throws Exception {
    Path tenants = Files.createDirectory(folder.resolve("tenants"));
    Tenants.createMany(tenants, 0, 5, 1);
    Path hostile = Tenants.create(tenants.resolve("<b>&\"'\u0007.db"), 1);
    String email = HOSTILE.replace("'", "''");
    Tenants.sql(
        hostile,
        "INSERT INTO customers (email, name) VALUES ('"
            + email
            + "', 'x'), ('"
            + email
            + "', 'y')");
    Path page = folder.resolve("report.html");
    try (Stream<Path> files = DatabaseFiles.in(tenants);
        FleetReport report = Fleet.of(Shop.release(4)).migrate(files)) {
      assertEquals(1, report.count(FileOutcome.State.FAILED));
      report.writeHtml(page);
    }
    String html = Files.readString(page);
    assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x"), html);
    assertTrue(html.contains("&lt;b&gt;&amp;&quot;&#39;\ufffd.db"), html);
    assertFalse(html.contains("<script"), "no script at all");
    assertFalse(html.contains("<img"), "nothing that is loaded");
    assertFalse(html.contains("http://") || html.contains("https://"), "nothing from elsewhere");
    assertTrue(html.contains("default-src 'none'"), "and the browser is told so");
  }
}
