package dev.rungs.runtime.internal.sql;

import java.util.List;
import java.util.Optional;

/**
 * An ordinary table.
 *
 * @param name as in the schema, without quotes
 * @param columns in the order in which they are stored
 * @param primaryKey its primary key
 * @param uniques its unique sets, the primary key aside
 * @param checks its CHECK expressions, in canonical text
 * @param foreignKeys its foreign keys
 * @param withoutRowid whether it is WITHOUT ROWID
 * @param strict whether it is STRICT
 */
public record TableDefinition(
    String name,
    List<ColumnDefinition> columns,
    Optional<KeyDefinition> primaryKey,
    List<KeyDefinition> uniques,
    List<String> checks,
    List<ForeignKeyDefinition> foreignKeys,
    boolean withoutRowid,
    boolean strict) {}
