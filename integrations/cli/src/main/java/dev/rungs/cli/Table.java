package dev.rungs.cli;

import dev.rungs.cli.Terminal.Style;
import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns, two blanks between them. */
final class Table {
  private final List<List<Cell>> rows = new ArrayList<>();

  /** Begins a row. */
  Table row() {
    rows.add(new ArrayList<>());
    return this;
  }

  Table cell(String text) {
    return add(new Cell(text, null, false));
  }

  Table cell(String text, Style style) {
    return add(new Cell(text, style, false));
  }

  /** Right-aligned. */
  Table number(Object value) {
    return add(new Cell(String.valueOf(value), null, true));
  }

  /** A title over a right-aligned column. */
  Table numberTitle(String title) {
    return add(new Cell(title, Style.DIM, true));
  }

  Table title(String title) {
    return cell(title, Style.DIM);
  }

  /** Names may come out of a file from anywhere. */
  private Table add(Cell cell) {
    rows.get(rows.size() - 1).add(new Cell(Texts.visible(cell.text()), cell.style(), cell.right()));
    return this;
  }

  void print(Terminal terminal, String indent) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<Cell> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).width());
      }
    }
    for (List<Cell> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      int blanks = 0;
      for (int i = 0; i < row.size(); i++) {
        Cell cell = row.get(i);
        int fill = widths[i] - cell.width();
        if (cell.right()) {
          blanks += fill;
          fill = 0;
        }
        if (!cell.text().isEmpty()) {
          line.append(" ".repeat(blanks)).append(cell.styled(terminal));
          blanks = 0;
        }
        blanks += fill + 2;
      }
      terminal.out().println(line.toString().stripTrailing());
    }
  }

  private record Cell(String text, Style style, boolean right) {
    int width() {
      return text.codePointCount(0, text.length());
    }

    String styled(Terminal terminal) {
      return style == null ? text : terminal.style(style, text);
    }
  }
}
