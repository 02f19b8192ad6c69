package dev.rungs.processor.replay.schema;

import dev.rungs.processor.model.SchemaDdl;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import java.sql.SQLException;

/**
 * Reads a schema as the SQL that builds it.
 *
 * <p>SQLite is asked for the shadow tables once, and only if there is a virtual table: the answer
 * is a list of all tables, for which it compiles every view.
 */
public final class DdlReader {
  private DdlReader() {}

  /** Reads what scripts created. */
  public static SchemaDdl read(ScratchDatabase database) throws SQLException {
    return new SchemaDdl(
        database.query(
            """
            SELECT type, name, sql FROM sqlite_schema
            WHERE sql IS NOT NULL
              AND tbl_name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
              AND tbl_name NOT IN (
                SELECT t.name FROM pragma_table_list AS t
                WHERE t.schema = 'main' AND t.type = 'shadow'
                  AND EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND rootpage = 0))
            ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 WHEN 'view' THEN 3 ELSE 4 END,
              rowid
            """,
            row ->
                new SchemaDdl.Entry(
                    row.getString(1),
                    row.getString(2),
                    ScratchDatabase.written(row.getString(3)))));
  }
}
