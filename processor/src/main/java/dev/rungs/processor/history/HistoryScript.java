package dev.rungs.processor.history;

/**
 * A script of a history.
 *
 * @param file what the findings call its file
 * @param text the SQL; if the file has more in it, that is blanked out, so that lines and columns
 *     are those of the file
 */
public record HistoryScript(String file, String text) {}
