package dev.rungs.cli;

import dev.rungs.fleet.FleetDatabases;
import dev.rungs.fleet.ServedDatabases;
import dev.rungs.replicated.ReplicatedMigrator;
import java.util.regex.Pattern;

/** Databases of a server as a fleet. Needs {@code rungs-replicated}, which is optional. */
final class FleetServer {
  private static final String NAME = "*";
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  private FleetServer() {}

  /**
   * Connects to nothing yet.
   *
   * @param address of a libSQL server with namespaces; or of any server, with {@code *} where the
   *     name of a database goes
   */
  static FleetDatabases at(String address) {
    String token = ServerDatabase.token(address);
    try {
      if (address.contains(NAME)) {
        builder(address, "name", token);
        return ServedDatabases.by(name -> builder(address, requireLabel(name), token));
      }
      ReplicatedMigrator.at(address, token).namespace("name");
      return ServedDatabases.by(name -> ReplicatedMigrator.at(address, token).namespace(name));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(e.getMessage());
    } catch (IllegalStateException e) {
      throw new CommandFailure(
          e.getMessage()
              + " Write * where the name of a database goes, as in rqlite://*.example.com:4001.");
    } catch (NoClassDefFoundError e) {
      throw new CommandFailure(
          "To migrate databases of servers, add dev.rungs:rungs-replicated to the class path.");
    }
  }

  private static ReplicatedMigrator.Builder builder(String address, String name, String token) {
    return ReplicatedMigrator.at(address.replace(NAME, name), token);
  }

  /** A name becomes part of an address, and must not be more of it than its place. */
  private static String requireLabel(String name) {
    if (!LABEL.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + Texts.visible(name)
              + "' cannot be a part of an address: letters, digits, - and _ only.");
    }
    return name;
  }
}
