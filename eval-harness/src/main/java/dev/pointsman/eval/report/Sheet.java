package dev.pointsman.eval.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A table: what the page shows rounded, its CSV holds in full. The first cell of a row heads it.
///
/// `name` becomes part of the file's name; `caption` says what the rows are.
record Sheet(String name, String caption, List<Column> columns, List<List<Cell>> rows) {

  /// `key` is the CSV's heading. A column with intervals becomes three there: key, key_lo, key_hi.
  record Column(String title, String key, Unit unit, boolean isText, boolean hasInterval) {
    static Column text(String title, String key) {
      return new Column(title, key, Unit.PLAIN, true, false);
    }

    static Column of(String title, String key, Unit unit) {
      return new Column(title, key, unit, false, false);
    }

    static Column interval(String title, String key, Unit unit) {
      return new Column(title, key, unit, false, true);
    }
  }

  /// A text, or an estimate (with NaN for nothing known); `isStrong` where it decides.
  record Cell(String text, Estimate estimate, boolean isStrong) {
    static Cell of(String text) {
      return new Cell(text, Estimate.bare(Double.NaN), false);
    }

    static Cell of(double value) {
      return of(Estimate.bare(value));
    }

    static Cell of(Estimate estimate) {
      return new Cell("", estimate, false);
    }

    Cell strong(boolean isStrong) {
      return new Cell(text, estimate, isStrong);
    }
  }

  /// An empty one; rows are added.
  static Sheet of(String name, String caption, Column... columns) {
    return new Sheet(name, caption, Arrays.asList(columns), new ArrayList<>());
  }

  Sheet add(Cell... cells) {
    return add(Arrays.asList(cells));
  }

  Sheet add(List<Cell> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(cells.size() + " cells in " + columns.size());
    }
    rows.add(cells);
    return this;
  }

  /// As CSV (RFC 4180), numbers unrounded, what is unknown left empty.
  String csv() {
    StringBuilder csv = new StringBuilder();
    List<String> heads = new ArrayList<>();
    for (Column column : columns) {
      heads.add(quoted(column.key));
      if (column.hasInterval) {
        heads.add(quoted(column.key + "_lo"));
        heads.add(quoted(column.key + "_hi"));
      }
    }
    csv.append(String.join(",", heads)).append("\r\n");
    for (List<Cell> row : rows) {
      List<String> values = new ArrayList<>();
      for (int c = 0; c < row.size(); c++) {
        values.addAll(values(columns.get(c), row.get(c)));
      }
      csv.append(String.join(",", values)).append("\r\n");
    }
    return csv.toString();
  }

  private static List<String> values(Column column, Cell cell) {
    if (column.isText) {
      return List.of(quoted(cell.text));
    }
    Estimate estimate = cell.estimate;
    return column.hasInterval
        ? List.of(number(estimate.mean()), number(estimate.low()), number(estimate.high()))
        : List.of(number(estimate.mean()));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
