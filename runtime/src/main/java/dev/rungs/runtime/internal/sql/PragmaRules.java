package dev.rungs.runtime.internal.sql;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which pragmas a script may use: those that only read, and two that are reset after the migration.
 * A pragma that is not listed is refused, so one that a later SQLite adds is refused too. The list
 * is from <a href="https://www.sqlite.org/pragma.html">SQLite's documentation</a>.
 */
public final class PragmaRules {
  private enum Use {
    /** Its argument says what to read. */
    READS_WITH_ARGUMENT,
    /** Reads without an argument; an argument would change the file or the connection. */
    READS_WITHOUT_ARGUMENT,
    /** May be set. */
    SETS
  }

  private static final Map<String, Use> ALLOWED = new TreeMap<>();

  static {
    allow(
        Use.READS_WITH_ARGUMENT,
        "collation_list compile_options database_list foreign_key_check foreign_key_list"
            + " function_list index_info index_list index_xinfo integrity_check module_list"
            + " pragma_list quick_check table_info table_list table_xinfo");
    allow(
        Use.READS_WITHOUT_ARGUMENT,
        "analysis_limit application_id auto_vacuum automatic_index busy_timeout cache_size"
            + " cache_spill cell_size_check checkpoint_fullfsync count_changes data_version"
            + " empty_result_callbacks encoding foreign_keys freelist_count full_column_names"
            + " fullfsync hard_heap_limit ignore_check_constraints journal_mode"
            + " journal_size_limit locking_mode max_page_count mmap_size page_count page_size"
            + " query_only read_uncommitted recursive_triggers reverse_unordered_selects"
            + " schema_version secure_delete short_column_names soft_heap_limit synchronous"
            + " temp_store threads trusted_schema user_version wal_autocheckpoint"
            + " writable_schema");
    allow(Use.SETS, "defer_foreign_keys legacy_alter_table");
  }

  /** Pragmas whose fix says more than "remove it". */
  private static final Map<String, String> FIXES =
      Map.of(
          "user_version", "Rungs stamps the version itself. Remove the statement.",
          "foreign_keys",
              "Foreign keys are off while a migration runs and are checked before it commits."
                  + " Remove the statement.",
          "optimize", "To refresh statistics, write ANALYZE.",
          "writable_schema", "Rebuild the table instead: create the new one, copy, drop, rename.",
          "wal_checkpoint", "Run it in the program after migrating.",
          "incremental_vacuum", "Run it in the program after migrating.");

  private static final Set<String> SETTINGS_OF_THE_FILE =
      Set.of(
          "application_id",
          "auto_vacuum",
          "encoding",
          "incremental_vacuum",
          "journal_mode",
          "optimize",
          "page_size",
          "schema_version",
          "user_version",
          "wal_checkpoint",
          "writable_schema");

  private PragmaRules() {}

  /**
   * Tells whether a pragma only reads, whatever its argument.
   *
   * @param pragma its name, folded
   * @return false also if it is not known
   */
  public static boolean readsWithArgument(String pragma) {
    return ALLOWED.get(pragma) == Use.READS_WITH_ARGUMENT;
  }

  static void check(StatementHead head, Findings findings) {
    if (!head.is(0, "PRAGMA") || !head.isName(1)) {
      return;
    }
    int at = head.isQualified(1) ? 3 : 1;
    SqlToken name = head.token(at);
    String pragma = SqlNames.fold(name.value());
    SqlToken after = head.token(at + 1);
    boolean argument = after.isOperator("=") || after.isOperator("(");
    Use use = ALLOWED.get(pragma);
    if (use == null || (use == Use.READS_WITHOUT_ARGUMENT && argument)) {
      findings.add(name.offset(), message(pragma, use != null));
    }
  }

  private static String message(String pragma, boolean mayRead) {
    String fact =
        mayRead
            ? "A migration may read PRAGMA " + pragma + " but not set it."
            : "PRAGMA " + pragma + " is not allowed in a migration.";
    String evidence =
        SETTINGS_OF_THE_FILE.contains(pragma)
            ? " It changes the file outside what a migration is."
            : " Allowed are pragmas that only read, legacy_alter_table and defer_foreign_keys.";
    String fix =
        FIXES.getOrDefault(
            pragma, "Remove the statement, or set it if the program opens the connection.");
    return fact + evidence + ' ' + fix;
  }

  private static void allow(Use use, String names) {
    for (String name : names.split(" ")) {
      ALLOWED.put(name, use);
    }
  }
}
