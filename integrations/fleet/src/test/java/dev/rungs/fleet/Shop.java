package dev.rungs.fleet;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationStep;
import dev.rungs.runtime.Registry;
import java.util.List;

/** A shop's schema at each of its releases, written by hand as the processor would. */
final class Shop {
  static final int CREATED = 1;
  static final int UNIQUE_EMAILS = 3;
  static final int DESTRUCTIVE = 5;

  private static final List<MigrationDefinition> MIGRATIONS =
      List.of(
          define(1, "create_customers")
              .up(
                  """
                  CREATE TABLE customers (
                    id INTEGER PRIMARY KEY, email TEXT, name TEXT NOT NULL);
                  CREATE TABLE notes (customer INTEGER NOT NULL, note TEXT);
                  """)
              .build(),
          define(2, "add_city").up("ALTER TABLE customers ADD COLUMN city TEXT;").build(),
          define(3, "unique_emails")
              .up("CREATE UNIQUE INDEX customers_by_email ON customers (email);")
              .build(),
          define(4, "copy_names")
              .up(
                  """
                  CREATE TABLE people (name TEXT NOT NULL, email TEXT NOT NULL);
                  INSERT INTO people (name, email) SELECT name, email FROM customers;
                  """)
              .build(),
          define(5, "drop_notes").destructive().up("DROP TABLE notes;").build());

  private Shop() {}

  private static MigrationDefinition.Builder define(int version, String name) {
    return MigrationDefinition.builder(version, name, "com.example." + name);
  }

  /** The registry of the release whose CURRENT_VERSION is given. */
  static Registry release(int version) {
    return new Release(version, null);
  }

  /** The same, whose last migration ends with a step. */
  static Registry withStep(int version, MigrationStep step) {
    return new Release(version, step);
  }

  private record Release(int currentVersion, MigrationStep step) implements Registry {
    @Override
    public String schemaName() {
      return "com.example.ShopSchema";
    }

    @Override
    public MigrationDefinition migration(int version) {
      MigrationDefinition known = MIGRATIONS.get(version - 1);
      return step == null || version < currentVersion
          ? known
          : define(version, known.name()).up(known.up().orElseThrow()).step().build();
    }

    @Override
    public MigrationStep newStep(int version) {
      return step;
    }
  }
}
