package dev.rungs.runtime.internal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random schemas, run by SQLite. */
class SchemaPropertyTest {
  private static final int SCHEMAS = Integer.getInteger("rungs.fuzz.schemas", 200);
  private static final long SEED = Long.getLong("rungs.fuzz.seed", 20261121);

  @Test
  void styleDoesNotCountAndEveryChangeDoes() {
    Set<String> changes = new HashSet<>();
    for (int i = 0; i < SCHEMAS; i++) {
      Random random = new Random(SEED + i);
      RandomSchema schema = RandomSchema.next(random);
      String one = SchemaWriter.write(schema, random);
      String other = SchemaWriter.write(schema, random);
      SchemaSnapshot a = Schemas.of(one);
      SchemaSnapshot b = Schemas.of(other);
      assertEquals(List.of(), SchemaDifference.between(a, b), () -> one + "\n----\n" + other);
      assertEquals(a.fingerprint(), b.fingerprint(), () -> one + "\n----\n" + other);

      String change = schema.mutate(random);
      changes.add(change);
      String changed = SchemaWriter.write(schema, random);
      SchemaSnapshot c = Schemas.of(changed);
      List<String> differences = SchemaDifference.between(a, c);
      assertTrue(!differences.isEmpty(), () -> change + "\n" + one + "\n----\n" + changed);
      assertNotEquals(a.fingerprint(), c.fingerprint(), change);
    }
    assertTrue(changes.size() > 20 || SCHEMAS < 200, changes::toString);
  }

  @Test
  void fingerprintsAreEqualJustWhereThereIsNoDifference() {
    Random random = new Random(SEED);
    SchemaSnapshot last = Schemas.of("");
    for (int i = 0; i < SCHEMAS; i++) {
      RandomSchema schema = RandomSchema.next(random);
      String script = SchemaWriter.write(schema, random);
      SchemaSnapshot next = Schemas.of(script);
      assertEquals(
          last.fingerprint().equals(next.fingerprint()),
          SchemaDifference.between(last, next).isEmpty());
      if (random.nextBoolean()) {
        last = next;
      }
    }
  }

  /** What the parser reads is what SQLite's own pragmas say. */
  @Test
  void tablesAreWhatThePragmasSay() throws SQLException {
    for (int i = 0; i < SCHEMAS; i++) {
      Random random = new Random(SEED - i);
      String script = SchemaWriter.write(RandomSchema.next(random), random);
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
          Statement statement = connection.createStatement()) {
        statement.executeUpdate(script);
        for (TableDefinition table : SchemaSnapshot.read(connection).tables()) {
          assertEquals(byPragmas(statement, table.name()), byParser(table), script);
        }
      }
    }
  }

  private static Set<String> byParser(TableDefinition table) {
    Set<String> facts = new TreeSet<>();
    for (ColumnDefinition column : table.columns()) {
      String name = SqlNames.fold(column.name());
      boolean key =
          table.primaryKey().stream()
              .flatMap(k -> k.columns().stream())
              .anyMatch(k -> k.equals(CanonicalSql.name(name)));
      boolean notNull = column.notNull().isPresent() || (key && table.withoutRowid());
      facts.add(
          "column "
              + name
              + ' '
              + column.type()
              + (notNull ? " not null" : "")
              + " default "
              + column.defaultValue().orElse("-").replace("- 1", "-1")
              + (column.generated().isEmpty() ? "" : column.stored() ? " stored" : " virtual")
              + (key ? " key" : ""));
    }
    for (ForeignKeyDefinition key : table.foreignKeys()) {
      facts.add(
          "foreign key "
              + String.join(",", key.columns())
              + " to "
              + SqlNames.fold(key.parent())
              + '.'
              + String.join(",", key.parentColumns())
              + ' '
              + key.onDelete()
              + ' '
              + key.onUpdate());
    }
    return facts;
  }

  private static Set<String> byPragmas(Statement statement, String table) throws SQLException {
    Set<String> facts = new TreeSet<>();
    String quoted = SqlNames.literal(table);
    try (ResultSet rows =
        statement.executeQuery("SELECT * FROM pragma_table_xinfo(" + quoted + ")")) {
      while (rows.next()) {
        int hidden = rows.getInt("hidden");
        String type = type(rows.getString("type"));
        String value = rows.getString("dflt_value");
        facts.add(
            "column "
                + SqlNames.fold(rows.getString("name"))
                + ' '
                + type
                + (rows.getInt("notnull") == 1 ? " not null" : "")
                + " default "
                + (value == null ? "-" : value)
                + (hidden == 2 ? " virtual" : hidden == 3 ? " stored" : "")
                + (rows.getInt("pk") > 0 ? " key" : ""));
      }
    }
    try (ResultSet rows =
        statement.executeQuery("SELECT * FROM pragma_foreign_key_list(" + quoted + ")")) {
      while (rows.next()) {
        facts.add(
            "foreign key "
                + CanonicalSql.name(rows.getString("from"))
                + " to "
                + SqlNames.fold(rows.getString("table"))
                + '.'
                + CanonicalSql.name(rows.getString("to"))
                + ' '
                + rows.getString("on_delete")
                + ' '
                + rows.getString("on_update"));
      }
    }
    return facts;
  }

  /** SQLite keeps comments in the type, and GENERATED too where one follows it. */
  private static String type(String declared) {
    String words =
        String.join(" ", SqlTokenizer.significant(declared).stream().map(SqlToken::text).toList());
    return words
        .toUpperCase(Locale.ROOT)
        .replaceAll(" ?([(,)])", "$1")
        .replaceAll("\\( ", "(")
        .replaceAll(" ?GENERATED$", "");
  }
}
