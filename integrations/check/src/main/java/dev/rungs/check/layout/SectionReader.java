package dev.rungs.check.layout;

import dev.rungs.processor.history.HistoryScript;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that have both scripts, with a comment before each: goose, sql-migrate, dbmate, MyBatis.
 */
final class SectionReader implements LayoutReader {
  private static final Pattern NUMBERED = Pattern.compile("^(\\d+)[-_. ]*(.*)\\.\\w+$");

  /** What begins a script; a file without a mark for the first one begins with it. */
  private record Marks(Pattern up, Pattern down, boolean upFromTop) {
    static Marks of(String up, String down) {
      return new Marks(pattern(up), pattern(down), false);
    }

    private static Pattern pattern(String regex) {
      return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }
  }

  private static final Map<Layout, Marks> MARKS =
      Map.of(
          Layout.GOOSE,
          Marks.of("^\\s*--\\s*\\+goose\\s+up\\b.*", "^\\s*--\\s*\\+goose\\s+down\\b.*"),
          Layout.SQL_MIGRATE,
          Marks.of("^\\s*--\\s*\\+migrate\\s+up\\b.*", "^\\s*--\\s*\\+migrate\\s+down\\b.*"),
          Layout.DBMATE,
          Marks.of("^\\s*--\\s*migrate:up\\b.*", "^\\s*--\\s*migrate:down\\b.*"),
          Layout.MYBATIS,
          new Marks(null, Marks.pattern("^\\s*(--|//)+\\s*(//)?\\s*@UNDO\\s*$"), true));

  private final Layout layout;
  private final Marks marks;

  SectionReader(Layout layout) {
    this.layout = layout;
    this.marks = MARKS.get(layout);
  }

  /** The layout whose marks are in a text. */
  static Optional<Layout> layoutOf(String text) {
    for (Layout layout : List.of(Layout.GOOSE, Layout.SQL_MIGRATE, Layout.DBMATE)) {
      if (MARKS.get(layout).up().asMatchPredicate().test(firstMark(text, layout))) {
        return Optional.of(layout);
      }
    }
    boolean undo =
        Blanks.lines(text).stream()
            .anyMatch(l -> MARKS.get(Layout.MYBATIS).down().matcher(l.text()).matches());
    return undo ? Optional.of(Layout.MYBATIS) : Optional.empty();
  }

  private static String firstMark(String text, Layout layout) {
    return Blanks.lines(text).stream()
        .map(Blanks.Line::text)
        .filter(line -> MARKS.get(layout).up().matcher(line).matches())
        .findFirst()
        .orElse("");
  }

  @Override
  public FolderHistory read(SourceTree tree, Order order) {
    HistoryBuilder history = new HistoryBuilder(tree, layout);
    Comparator<String> names = order == Order.NAME ? Comparator.naturalOrder() : new NaturalOrder();
    tree.files().stream()
        .sorted(Comparator.comparing(SourceFile::name, names))
        .forEach(file -> read(file, history));
    return history.build();
  }

  private void read(SourceFile file, HistoryBuilder history) {
    Matcher numbered = NUMBERED.matcher(file.name());
    boolean isNumbered = numbered.matches();
    if (!file.endsWith(".sql")) {
      if (isNumbered && HistoryBuilder.isCode(file)) {
        history.addCode(numbered.group(1), numbered.group(2), file);
      }
      return;
    }
    if (!isNumbered) {
      history.leave(
          file,
          "Its name does not begin with a number, so " + layout.title() + " does not run it.");
      return;
    }
    String text = file.text();
    int up = marks.upFromTop() ? 0 : after(text, marks.up());
    int down = start(text, marks.down());
    if (up < 0) {
      history.leave(file, "It has no mark of " + layout.title() + ".");
      return;
    }
    int end = down >= up ? down : text.length();
    HistoryScript upScript = new HistoryScript(file.relative(), Blanks.outside(text, up, end));
    int downEnd = down >= 0 && down < up ? start(text, marks.up()) : text.length();
    Optional<HistoryScript> downScript =
        down < 0
            ? Optional.empty()
            : Optional.of(
                new HistoryScript(
                    file.relative(), Blanks.outside(text, after(text, marks.down()), downEnd)));
    history.add(numbered.group(1), numbered.group(2), upScript, downScript);
  }

  private static int start(String text, Pattern mark) {
    return find(text, mark).map(Blanks.Line::start).orElse(-1);
  }

  private static int after(String text, Pattern mark) {
    return find(text, mark).map(line -> Math.min(line.end(), text.length())).orElse(-1);
  }

  private static Optional<Blanks.Line> find(String text, Pattern mark) {
    return Blanks.lines(text).stream().filter(l -> mark.matcher(l.text()).matches()).findFirst();
  }
}
