package dev.rungs.replicated.internal;

import dev.rungs.runtime.internal.errors.FileText;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes servers, and reads their addresses. */
public final class Servers {
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final String CLOUDFLARE = "https://api.cloudflare.com/client/v4/accounts/";

  private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  private Servers() {}

  /** An rqlite cluster. */
  public static Server rqlite(List<URI> nodes, String authorization, Duration timeout) {
    return new Rqlite(nodes, authorization, timeout);
  }

  /** A libSQL server; the namespace may be null. */
  public static Server libsql(
      URI server, String authorization, Duration timeout, String namespace) {
    return new Libsql(server, authorization, timeout, namespace);
  }

  /** Refuses what cannot be the name of a namespace, or would be more than one in a header. */
  public static String requireNamespace(String name) {
    if (!NAMESPACE.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + FileText.visible(name)
              + "' cannot be the name of a namespace: letters, digits, - and _ only.");
    }
    return name;
  }

  /** The namespace that an address names in its query, or null. */
  public static String namespace(URI server) {
    return parameters(server)
        .filter(parameter -> parameter.startsWith("namespace="))
        .map(parameter -> requireNamespace(parameter.substring("namespace=".length())))
        .findFirst()
        .orElse(null);
  }

  private static Stream<String> parameters(URI address) {
    return address.getQuery() == null
        ? Stream.empty()
        : Arrays.stream(address.getQuery().split("&"));
  }

  /** A D1 database. */
  public static Server d1(URI database, String authorization, Duration timeout) {
    return new D1(database, authorization, timeout);
  }

  /** Reads {@code rqlite://a:4001,b:4001}. */
  public static URI[] nodes(String address) {
    int at = address.indexOf("://");
    if (at < 0) {
      throw notAnAddress(address, "rqlite://127.0.0.1:4001");
    }
    String scheme = address.substring(0, at + 3);
    return Arrays.stream(address.substring(at + 3).split(","))
        .map(node -> uri(scheme + node))
        .toArray(URI[]::new);
  }

  /** Reads an address. */
  public static URI uri(String address) {
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      throw notAnAddress(address, "rqlite://127.0.0.1:4001");
    }
  }

  /** The HTTP address of an rqlite node. */
  public static URI rqliteBase(URI node) {
    String scheme =
        switch (scheme(node)) {
          case "rqlite", "http" -> "http";
          case "rqlites", "https" -> "https";
          default -> throw notAnAddress(node, "rqlite://127.0.0.1:4001");
        };
    return base(scheme, node, "rqlite://127.0.0.1:4001");
  }

  /** The HTTP address of a libSQL server. */
  public static URI libsqlBase(URI server) {
    boolean plain =
        (server.getHost() != null && THIS_MACHINE.contains(server.getHost()))
            || parameters(server).anyMatch("tls=0"::equals);
    String scheme =
        switch (scheme(server)) {
          case "libsql" -> plain ? "http" : "https";
          case "http" -> "http";
          case "https" -> "https";
          default -> throw notAnAddress(server, "libsql://127.0.0.1:8080");
        };
    return base(scheme, server, "libsql://127.0.0.1:8080");
  }

  /** The address of a D1 database in the REST interface. */
  public static URI d1Base(URI database) {
    String example = "d1://ACCOUNT/DATABASE";
    String path = database.getPath() == null ? "" : database.getPath().replaceAll("/+$", "");
    switch (scheme(database)) {
      case "http", "https" -> {
        if (!path.contains("/d1/database/")) {
          throw notAnAddress(database, example);
        }
        return URI.create(database.getScheme() + "://" + hostAndPort(database, example) + path);
      }
      case "d1" -> {
        if (path.length() < 2 || path.lastIndexOf('/') != 0 || database.getAuthority() == null) {
          throw notAnAddress(database, example);
        }
        // An account has no port: this is where wrangler and miniflare serve the same interface.
        return database.getPort() >= 0
            ? URI.create(
                "http://" + database.getAuthority() + "/cdn-cgi/explorer/api/d1/database" + path)
            : URI.create(CLOUDFLARE + database.getAuthority() + "/d1/database" + path);
      }
      default -> throw notAnAddress(database, example);
    }
  }

  /** The header for a user and password in an address, or null. */
  public static String login(URI address) {
    String login = address.getUserInfo();
    return login == null
        ? null
        : "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  private static URI base(String scheme, URI address, String example) {
    String path = address.getPath() == null ? "" : address.getPath().replaceAll("/+$", "");
    return URI.create(scheme + "://" + hostAndPort(address, example) + path);
  }

  /** Without a password, which messages would show. */
  private static String hostAndPort(URI address, String example) {
    if (address.getHost() == null) {
      throw notAnAddress(address, example);
    }
    return address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
  }

  private static String scheme(URI address) {
    return String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
  }

  private static IllegalArgumentException notAnAddress(Object address, String example) {
    return new IllegalArgumentException(
        "'" + address + "' is not an address of the kind " + example + ".");
  }
}
