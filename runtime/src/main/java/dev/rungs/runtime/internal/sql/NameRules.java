package dev.rungs.runtime.internal.sql;

import java.util.Set;

/**
 * Which names a script may not use: our own tables, SQLite's schema table as something to write to,
 * {@code load_extension}, and bind parameters, for which nobody has values.
 */
final class NameRules {
  private static final Set<String> SCHEMA_TABLES =
      Set.of("sqlite_schema", "sqlite_master", "sqlite_temp_schema", "sqlite_temp_master");

  private final Findings findings;
  private final boolean virtualTable;
  private final NamePlaces places = new NamePlaces();

  private NameRules(Findings findings, boolean virtualTable) {
    this.findings = findings;
    this.virtualTable = virtualTable;
  }

  static void check(String statement, StatementHead head, Findings findings) {
    NameRules rules = new NameRules(findings, head.is(0, "CREATE") && head.is(1, "VIRTUAL"));
    SqlTokenizer tokenizer = new SqlTokenizer(statement);
    while (tokenizer.advance()) {
      if (tokenizer.isSignificant()) {
        SqlToken token = tokenizer.token();
        rules.check(token);
        rules.places.passed(token);
      }
    }
  }

  private void check(SqlToken token) {
    switch (token.kind()) {
      case VARIABLE ->
          findings.add(
              token.offset(),
              "The script has the bind parameter "
                  + token.text()
                  + ". A migration has no values to bind, so it would be NULL. Write the value, or"
                  + " do this in a MigrationStep.");
      case WORD, QUOTED_NAME -> checkName(token, true);
      case STRING -> checkName(token, virtualTable || places.isTableExpected());
      case OPERATOR -> checkCall(token);
      default -> {}
    }
  }

  private void checkName(SqlToken token, boolean isName) {
    String name = token.value();
    if (isName && SqlNames.isRungsOwn(name)) {
      findings.add(
          token.offset(),
          "The script uses the name "
              + name
              + ". Names that begin with rungs_ are kept for the tables in which Rungs keeps its"
              + " books. Choose another name.");
    } else if (SCHEMA_TABLES.contains(SqlNames.fold(name)) && places.isWriteTarget()) {
      findings.add(
          token.offset(),
          "The script writes to "
              + name
              + ". SQLite keeps the schema there, and a mistake makes the file unreadable. Use"
              + " CREATE, ALTER and DROP.");
    }
  }

  private void checkCall(SqlToken token) {
    if (token.isOperator("(")
        && places.last(1).isName()
        && SqlNames.same(places.last(1).value(), "load_extension")) {
      findings.add(
          places.last(1).offset(),
          "The script calls load_extension. It would run native code from another file. Load"
              + " extensions where the program opens the connection.");
    }
  }
}
