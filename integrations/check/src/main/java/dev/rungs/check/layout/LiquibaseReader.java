package dev.rungs.check.layout;

import dev.rungs.processor.history.HistoryScript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Formatted SQL: several changesets a file, each with its rollback in comments. */
final class LiquibaseReader implements LayoutReader {
  private static final Pattern HEADER =
      Pattern.compile("(?im)^\\s*--\\s*liquibase\\s+formatted\\s+sql");
  private static final Pattern CHANGESET =
      Pattern.compile("(?i)^\\s*--\\s*changeset\\s+(\"[^\"]*\"|[^:]+):\\s*(\\S+)(.*)$");
  private static final Pattern ROLLBACK = Pattern.compile("(?i)^\\s*--\\s*rollback\\b[ \\t]?");
  private static final Pattern ROLLBACK_BLOCK =
      Pattern.compile("(?is)/\\*\\s*liquibase\\s+rollback\\b(.*?)\\*/");
  private static final Pattern DBMS = Pattern.compile("(?i)\\bdbms:\\s*(\"[^\"]*\"|\\S+)");
  private static final Pattern DELIMITER =
      Pattern.compile("(?i)\\bendDelimiter:\\s*(\"[^\"]*\"|\\S+)");
  private static final Pattern INCLUDED =
      Pattern.compile("(?i)\\bfile\\s*[=:]\\s*[\"']?([^\"'\\s,}>]+)");
  private static final Set<String> SUFFIXES = Set.of(".xml", ".yaml", ".yml", ".json");

  private record ChangeSet(String author, String id, String attributes, int start, int end) {}

  @Override
  public FolderHistory read(SourceTree tree, Order order) {
    HistoryBuilder history = new HistoryBuilder(tree, Layout.LIQUIBASE);
    List<SourceFile> formatted = new ArrayList<>();
    List<String> included = new ArrayList<>();
    for (SourceFile file : tree.files()) {
      if (file.endsWith(".sql")) {
        if (HEADER.matcher(file.text()).find()) {
          formatted.add(file);
        } else {
          history.leave(file, "It does not begin with --liquibase formatted sql.");
        }
      } else if (SUFFIXES.stream().anyMatch(file::endsWith)) {
        included.addAll(included(file, history));
      }
    }
    Comparator<SourceFile> byName =
        Comparator.comparing(
            SourceFile::relative,
            order == Order.NAME ? Comparator.naturalOrder() : new NaturalOrder());
    formatted.sort(
        order == Order.TOOL && !included.isEmpty()
            ? Comparator.<SourceFile>comparingInt(file -> place(file, included))
                .thenComparing(byName)
            : byName);
    Set<String> ids = new HashSet<>();
    for (SourceFile file : formatted) {
      String text = file.text();
      for (ChangeSet changeSet : changeSets(text)) {
        boolean unique = ids.add(changeSet.id());
        String version = unique ? changeSet.id() : changeSet.author() + ":" + changeSet.id();
        add(history, file, text, changeSet, version);
      }
    }
    return history.build();
  }

  /** The files that a changelog includes, in order; its own changesets are told. */
  private static List<String> included(SourceFile file, HistoryBuilder history) {
    String text = file.text();
    if (!text.contains("databaseChangeLog")) {
      return List.of();
    }
    long changes =
        Pattern.compile("(?i)<changeSet\\b|\\bchangeSet\"?\\s*:").matcher(text).results().count();
    if (changes > 0) {
      history.leave(
          file,
          changes == 1
              ? "Its changeset is not SQL, and not run. What it changes is not known to the checks."
              : "Its "
                  + changes
                  + " changesets are not SQL, and not run. What they change is not known to the"
                  + " checks.");
    }
    return INCLUDED.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static int place(SourceFile file, List<String> included) {
    for (int i = 0; i < included.size(); i++) {
      String name = included.get(i).replaceFirst("^(classpath:|\\./|/)+", "");
      String path = "/" + file.path().toAbsolutePath().toString().replace('\\', '/');
      if (path.endsWith("/" + name) || file.relative().equals(name)) {
        return i;
      }
    }
    return included.size();
  }

  private static List<ChangeSet> changeSets(String text) {
    List<ChangeSet> found = new ArrayList<>();
    Matcher open = null;
    int start = 0;
    for (Blanks.Line line : Blanks.lines(text)) {
      Matcher head = CHANGESET.matcher(line.text());
      if (head.matches()) {
        close(found, open, start, line.start());
        open = head;
        start = line.end();
      }
    }
    close(found, open, start, text.length());
    return found;
  }

  private static void close(List<ChangeSet> found, Matcher open, int start, int end) {
    if (open != null) {
      found.add(new ChangeSet(open.group(1).strip(), open.group(2), open.group(3), start, end));
    }
  }

  private static void add(
      HistoryBuilder history, SourceFile file, String text, ChangeSet changeSet, String version) {
    Matcher dbms = DBMS.matcher(changeSet.attributes());
    if (dbms.find() && !isForSqlite(dbms.group(1))) {
      history.leave(file, "Changeset " + version + " is for " + dbms.group(1) + " only.");
      return;
    }
    int end = Math.min(changeSet.end(), text.length());
    String part = Blanks.outside(text, Math.min(changeSet.start(), end), end);
    StringBuilder up = new StringBuilder(part);
    StringBuilder down = new StringBuilder(Blanks.outside(part, 0, 0));
    boolean hasRollback = false;
    Matcher block = ROLLBACK_BLOCK.matcher(part);
    while (block.find()) {
      hasRollback |= copy(part, block.start(1), block.end(1), down);
    }
    for (Blanks.Line line : Blanks.lines(part)) {
      Matcher rollback = ROLLBACK.matcher(line.text());
      if (rollback.find()) {
        int from = line.start() + rollback.end();
        hasRollback |= copy(part, from, line.start() + line.text().length(), down);
      }
    }
    Matcher delimiter = DELIMITER.matcher(changeSet.attributes());
    if (delimiter.find()) {
      replaceDelimiter(up, delimiter.group(1).replace("\"", ""));
    }
    history.add(
        version,
        version,
        new HistoryScript(file.relative(), up.toString()),
        hasRollback
            ? Optional.of(new HistoryScript(file.relative(), down.toString()))
            : Optional.empty());
  }

  /** Words that say there is none are no rollback; neither is the name of another changeset. */
  private static boolean copy(String text, int from, int to, StringBuilder down) {
    String sql = text.substring(from, to);
    String first = sql.strip().toLowerCase(Locale.ROOT);
    if (first.isEmpty()
        || first.startsWith("empty")
        || first.startsWith("not required")
        || first.startsWith("changeset")) {
      return false;
    }
    down.replace(from, to, sql);
    return true;
  }

  private static boolean isForSqlite(String dbms) {
    String names = dbms.toLowerCase(Locale.ROOT);
    return names.contains("!")
        ? !names.contains("!sqlite")
        : names.contains("sqlite") || names.contains("all");
  }

  private static void replaceDelimiter(StringBuilder text, String delimiter) {
    if (delimiter.isEmpty() || delimiter.equals(";")) {
      return;
    }
    Matcher ends =
        Pattern.compile("(?m)" + Pattern.quote(delimiter) + "[ \\t]*\\r?$")
            .matcher(text.toString());
    while (ends.find()) {
      Blanks.blank(text, ends.start(), ends.start() + delimiter.length());
      text.setCharAt(ends.start(), ';');
    }
  }
}
