package dev.rungs.runtime.internal.sql;

/**
 * One statement of a script.
 *
 * @param text the statement without the blanks and comments before it and without its semicolon
 * @param offset where {@code text} begins in the script, in UTF-16 code units from 0
 * @param line the line on which it begins, from 1
 * @param column the column in which it begins, in UTF-16 code units from 1
 */
public record SqlStatement(String text, int offset, int line, int column) {}
