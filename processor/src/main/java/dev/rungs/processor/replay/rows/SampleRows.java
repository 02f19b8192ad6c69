package dev.rungs.processor.replay.rows;

import dev.rungs.processor.replay.rows.SampleRow.Kind;
import dev.rungs.processor.replay.schema.Column;
import dev.rungs.processor.replay.schema.Table;
import dev.rungs.processor.replay.script.Literals;
import dev.rungs.processor.replay.script.ScriptVocabulary;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Creates the rows of one table. */
public final class SampleRows {
  private static final int ORDINARY = 7;

  /** Enough where tables are only changed whole. */
  private static final int FEW = 2;

  private static final int MOST_LITERAL = 24;

  private static final TextShape[] SHAPES = TextShape.values();

  private final Table table;
  private final ScriptVocabulary vocabulary;
  private final SampleValues values;
  private final Map<String, StoredTable> parents;
  private final TextShape shape;
  private final List<SampleRow> rows = new ArrayList<>();

  /** What is asked again and again, by column: its folded name, and whether a script counts it. */
  private final String[] folded;

  private final boolean[] counted;

  /** By column: the keys of the rows of another table, once they have been asked for. */
  private final Map<Column, List<Object>> parentKeys = new IdentityHashMap<>();

  /**
   * Prepares.
   *
   * @param parents by name, folded: what is stored already
   * @param shape the form of all text; null for some of each
   */
  SampleRows(
      Table table,
      ScriptVocabulary vocabulary,
      SampleValues values,
      Map<String, StoredTable> parents,
      TextShape shape) {
    this.table = table;
    this.vocabulary = vocabulary;
    this.values = values;
    this.parents = parents;
    this.shape = shape;
    this.folded = new String[table.columns().size()];
    this.counted = new boolean[folded.length];
    for (int i = 0; i < folded.length; i++) {
      folded[i] = SqlNames.fold(table.columns().get(i).name());
      counted[i] = table.columns().get(i).isNumber() && vocabulary.counts(folded[i]);
    }
  }

  /** Rows in which every value is there, and unlike any other. */
  List<SampleRow> makeOrdinary() {
    int count = vocabulary.changesRows() ? ORDINARY : FEW;
    for (int i = 0; i < count; i++) {
      add(Kind.ORDINARY, ordinary(i));
    }
    return rows;
  }

  /** Rows of all kinds. */
  List<SampleRow> make() {
    makeOrdinary();
    caseTwin();
    if (vocabulary.changesRows()) {
      negative();
    }
    literals();
    insertedKeys();
    equal();
    sparse(Kind.EMPTY);
    sparse(Kind.NULLS);
    twin();
    return rows;
  }

  private void add(Kind kind, Object[] row) {
    rows.add(new SampleRow(kind, row));
  }

  Object[] ordinary(int row) {
    Object[] result = new Object[table.columns().size()];
    long coordinate = values.small();
    for (int i = 0; i < result.length; i++) {
      Column column = table.columns().get(i);
      result[i] = table.virtual() ? virtualValue(i, coordinate) : value(column, row, i);
    }
    return result;
  }

  /** An R-tree wants each minimum below its maximum; the columns of FTS have no type. */
  private Object virtualValue(int column, long coordinate) {
    if (!isCoordinate(column)) {
      return values.word();
    }
    return column == 0 ? values.small() : coordinate;
  }

  private boolean isCoordinate(int column) {
    return table.columns().get(column).type().matches("(?i)(INT|REAL).*");
  }

  /**
   * Leaves out an ordinary row. Those after it have the values that they would have behind it: what
   * rows show must not hang on how many others were worth making.
   */
  void skip(int row) {
    int taken = 1; // the coordinate
    for (int i = 0; i < table.columns().size(); i++) {
      taken += table.virtual() ? takenVirtual(i) : taken(table.columns().get(i), row, i);
    }
    values.skip(taken);
  }

  private int takenVirtual(int column) {
    return column > 0 && isCoordinate(column) ? 0 : 1;
  }

  /** How many values {@link #value} takes; a tiny one is taken at once. */
  private int taken(Column column, int row, int index) {
    if (column.references() != null) {
      return pool(column).isEmpty() && column.notNull() ? 1 : 0;
    }
    return switch (column.nature()) {
      case INTEGER, REAL -> {
        if (counted[index]) {
          values.tiny();
        }
        yield counted[index] ? 0 : 1;
      }
      case BLOB -> shape == TextShape.JSON ? shape.taken(vocabulary.jsonKeys()) : 1;
      case DATE -> 1;
      case JSON -> TextShape.JSON.taken(vocabulary.jsonKeys());
      case TEXT -> shapeOf(row, index).taken(vocabulary.jsonKeys());
    };
  }

  private Object value(Column column, int row, int index) {
    if (column.references() != null) {
      return parentValue(column, row);
    }
    return switch (column.nature()) {
      case INTEGER -> counted[index] ? values.tiny() : values.integer();
      case REAL -> counted[index] ? values.tiny() + 0.25 : values.real();
      case BLOB ->
          shape == TextShape.JSON ? shape.make(values, vocabulary.jsonKeys()) : values.blob();
      case DATE -> values.date();
      case JSON -> TextShape.JSON.make(values, vocabulary.jsonKeys());
      case TEXT -> shapeOf(row, index).make(values, vocabulary.jsonKeys());
    };
  }

  private TextShape shapeOf(int row, int index) {
    if (shape != null) {
      return shape;
    }
    // The first row is plain; the others give each column every other shape once.
    return row == 0 ? TextShape.WORD : SHAPES[1 + (row - 1 + index) % (SHAPES.length - 1)];
  }

  /** Takes the value from a parent row. Half of the parents are left without children. */
  private Object parentValue(Column column, int row) {
    List<Object> pool = pool(column);
    if (pool.isEmpty()) {
      return column.notNull() ? fallback(column) : null;
    }
    int used = table.isKey(column) ? pool.size() : (pool.size() + 1) / 2;
    return pool.get(row % used);
  }

  private Object fallback(Column column) {
    return column.nature() == Column.Nature.INTEGER ? (Object) values.integer() : values.word();
  }

  private List<Object> pool(Column column) {
    String parent = SqlNames.fold(column.references().table());
    if (parent.equals(SqlNames.fold(table.name()))) {
      return ownKeys(column);
    }
    List<Object> keys = parentKeys.get(column);
    if (keys == null) {
      StoredTable stored = parents.get(parent);
      keys = stored == null ? List.of() : stored.valuesOf(column.references().column());
      parentKeys.put(column, keys);
    }
    return keys;
  }

  /** A row may refer to an earlier row of the same table. */
  private List<Object> ownKeys(Column column) {
    String name = column.references().column();
    int key = name == null ? keyIndex() : table.indexOf(name);
    List<Object> keys = new ArrayList<>();
    for (SampleRow row : rows) {
      if (key >= 0 && row.kind() == Kind.ORDINARY && row.values()[key] != null) {
        keys.add(row.values()[key]);
      }
    }
    return keys;
  }

  private int keyIndex() {
    for (int i = 0; i < table.columns().size(); i++) {
      if (table.isKey(table.columns().get(i))) {
        return i;
      }
    }
    return -1;
  }

  private Object[] first() {
    return rows.get(0).values();
  }

  private void caseTwin() {
    Object[] row = ordinary(0);
    boolean differs = false;
    for (int i = 0; i < row.length; i++) {
      if (first()[i] instanceof String text && table.columns().get(i).references() == null) {
        row[i] = swapCase(text);
        differs = true;
      }
    }
    if (differs) {
      add(Kind.CASE_TWIN, row);
    }
  }

  private static String swapCase(String text) {
    StringBuilder swapped = new StringBuilder();
    for (char c : text.toCharArray()) {
      swapped.append(
          Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c));
    }
    return swapped.toString();
  }

  private void negative() {
    Object[] row = ordinary(1);
    boolean differs = false;
    for (int i = 0; i < row.length; i++) {
      if (table.columns().get(i).references() != null || table.virtual()) {
        continue;
      }
      if (first()[i] instanceof Long n) {
        row[i] = -n;
        differs = true;
      } else if (first()[i] instanceof Double d) {
        row[i] = -d;
        differs = true;
      }
    }
    if (differs) {
      add(Kind.NEGATIVE, row);
    }
  }

  private void literals() {
    int most = rows.size() + MOST_LITERAL;
    for (Literals statement : vocabulary.statements()) {
      if (!isAboutTable(statement)) {
        skip(rows.size());
        continue;
      }
      Object[] together = ordinary(rows.size());
      boolean any = false;
      for (int i = 0; i < together.length && rows.size() < most; i++) {
        List<Object> candidates = candidates(statement, i);
        for (Object candidate : candidates) {
          Object[] alone = ordinary(rows.size());
          alone[i] = candidate;
          add(Kind.LITERAL, alone);
        }
        if (!candidates.isEmpty()) {
          together[i] = candidates.get(0); // the literal itself, not a value beside it
          any = true;
        }
      }
      if (any) {
        add(Kind.LITERAL, together);
      }
    }
  }

  private boolean isAboutTable(Literals statement) {
    for (String column : folded) {
      if (statement.isAbout(column)) {
        return true;
      }
    }
    return false;
  }

  private List<Object> candidates(Literals statement, int index) {
    Column column = table.columns().get(index);
    Set<Object> found = new LinkedHashSet<>();
    for (Object literal : statement.comparedWith(column.name())) {
      Object fitting = fitting(column, literal);
      if (fitting != null) {
        found.add(fitting);
      }
    }
    for (int length : statement.lengths(column.name())) {
      if (column.nature() == Column.Nature.TEXT) {
        found.add(values.word().repeat(1 + length / 9).substring(2, 2 + Math.min(length, 7)));
        found.add("Z".repeat(length));
      }
    }
    if (column.references() != null) {
      found.retainAll(pool(column));
    }
    return List.copyOf(found);
  }

  /** The literal as such a column would hold it; null if it would not. */
  private static Object fitting(Column column, Object literal) {
    return switch (column.nature()) {
      case INTEGER -> literal instanceof Long ? literal : null;
      case REAL -> literal instanceof Number ? literal : null;
      case TEXT, JSON ->
          literal instanceof Long n && !column.type().isEmpty() ? n.toString() : literal;
      case DATE -> literal;
      case BLOB -> null;
    };
  }

  private void insertedKeys() {
    for (ScriptVocabulary.Inserted inserted : vocabulary.inserted()) {
      if (!inserted.table().equals(SqlNames.fold(table.name()))) {
        continue;
      }
      Object[] row = ordinary(rows.size());
      boolean any = false;
      for (int i = 0; i < row.length; i++) {
        String name = SqlNames.fold(table.columns().get(i).name());
        boolean inKey = table.keys().stream().anyMatch(k -> k.contains(name));
        Object value = inserted.valueOf(name, i);
        if (inKey && value != null) {
          row[i] = value;
          any = true;
        }
      }
      if (any) {
        add(Kind.INSERTED_KEY, row);
      }
    }
  }

  private void equal() {
    for (List<String> pair : vocabulary.equations()) {
      int one = table.indexOf(pair.get(0));
      int other = table.indexOf(pair.get(1));
      if (one < 0 || other < 0 || one == other || !isFree(one) || !isFree(other)) {
        continue;
      }
      Object[] row = ordinary(0);
      row[other] = row[one];
      add(Kind.EQUAL, row);
      if (row[one] instanceof String text) {
        Object[] alike = ordinary(0);
        alike[one] = text + "x";
        alike[other] = swapCase(text + "x");
        add(Kind.EQUAL, alike);
      }
    }
  }

  private boolean isFree(int index) {
    Column column = table.columns().get(index);
    return column.references() == null && !table.virtual();
  }

  /**
   * One row with nothing, or NULL, wherever it is allowed; and one for each column that the script
   * names.
   */
  private void sparse(Kind kind) {
    int most = 10;
    for (int only = -1; only < table.columns().size() && most > 0; only++) {
      if (only >= 0
          && !(vocabulary.changesRows() && vocabulary.names(table.columns().get(only).name()))) {
        continue;
      }
      if (only >= 0 && !canBe(kind, table.columns().get(only))) {
        skip(rows.size());
        continue;
      }
      Object[] row = ordinary(rows.size());
      boolean differs = false;
      for (int i = 0; i < row.length; i++) {
        if ((only < 0 || only == i) && canBe(kind, table.columns().get(i))) {
          row[i] = kind == Kind.NULLS ? null : empty(table.columns().get(i));
          differs = true;
        }
      }
      if (differs) {
        add(kind, row);
        most--;
      }
    }
  }

  private boolean canBe(Kind kind, Column column) {
    if (table.virtual()) {
      return false;
    }
    return kind == Kind.NULLS
        ? !column.notNull()
        : column.references() == null && !table.isKey(column);
  }

  private Object empty(Column column) {
    return switch (column.nature()) {
      case INTEGER -> 0L;
      case REAL -> 0.0;
      case TEXT -> shape == TextShape.JSON ? "{}" : shape == TextShape.NUMBER ? "0" : "";
      case DATE -> "";
      case BLOB -> new byte[0];
      case JSON -> "{}";
    };
  }

  private void twin() {
    Object[] row = first().clone();
    for (Set<String> key : table.keys()) {
      int changed = -1;
      for (int i = 0; i < row.length; i++) {
        if (key.contains(SqlNames.fold(table.columns().get(i).name()))
            && (changed < 0 || table.columns().get(i).references() == null)) {
          changed = i;
        }
      }
      if (changed >= 0) {
        row[changed] = value(table.columns().get(changed), 1, changed);
      }
    }
    add(Kind.TWIN, row);
  }
}
