package dev.rungs.replicated.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.replicated.ReplicatedMigrator;
import dev.rungs.replicated.ServerUnavailableException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Addresses, and servers that do not answer. */
class AddressTest {
  @Test
  void eachKindOfAddressBecomesHttp() {
    assertEquals("http://a:4001", Servers.rqliteBase(URI.create("rqlite://a:4001/")).toString());
    assertEquals("https://a:4001", Servers.rqliteBase(URI.create("rqlites://a:4001")).toString());
    assertEquals(
        "https://x.turso.io", Servers.libsqlBase(URI.create("libsql://x.turso.io")).toString());
    assertEquals(
        "http://127.0.0.1:8080",
        Servers.libsqlBase(URI.create("libsql://127.0.0.1:8080")).toString());
    assertEquals(
        "http://a:8080", Servers.libsqlBase(URI.create("libsql://a:8080?tls=0")).toString());
    assertEquals("http://a:8080", Servers.libsqlBase(URI.create("http://a:8080")).toString());
    assertEquals(
        "https://api.cloudflare.com/client/v4/accounts/023e105f/d1/database/xx-yy",
        Servers.d1Base(URI.create("d1://023e105f/xx-yy")).toString());
    assertEquals(
        "http://127.0.0.1:8787/cdn-cgi/explorer/api/d1/database/db1",
        Servers.d1Base(URI.create("d1://127.0.0.1:8787/db1")).toString());
    assertEquals(
        List.of(URI.create("rqlite://a:1"), URI.create("rqlite://b:2")),
        List.of(Servers.nodes("rqlite://a:1,b:2")));
  }

  @Test
  void whatIsNoAddressIsRefused() {
    for (String address :
        List.of(
            "rqlite:a",
            "rqlite://",
            "libsql://",
            "ftp://a",
            "d1://only",
            "d1:",
            "app.db",
            "rqlite")) {
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class, () -> ReplicatedMigrator.at(address, null), address);
      assertTrue(refused.getMessage().contains("is not an address"), refused.getMessage());
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsNamedWithoutItsPassword() {
    int port = Npm.freePort();
    ReplicatedMigrator migrator =
        ReplicatedMigrator.at("rqlite://user:secret@127.0.0.1:" + port, null)
            .registry(Migrations.notes())
            .build();
    ServerUnavailableException down =
        assertThrows(ServerUnavailableException.class, migrator::migrate);
    assertTrue(down.getMessage().contains("rqlite://127.0.0.1:" + port), down.getMessage());
    assertFalse(down.getMessage().contains("secret"), down.getMessage());
    assertInstanceOf(ServerUnavailableException.class, migrator.plan().refusal().orElseThrow());
  }

  @Test
  void aRegistryIsNeeded() {
    assertThrows(
        NullPointerException.class,
        () -> ReplicatedMigrator.libsql(URI.create("http://127.0.0.1:1")).build());
  }
}
