package dev.pointsman.router.admin;

import java.io.PrintWriter;
import java.util.List;

/// Rows of text as columns, two blanks between them.
final class Columns {

  private Columns() {}

  static void print(PrintWriter out, List<String[]> rows) {
    int[] widths = new int[rows.getFirst().length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        line.append(row[i]).repeat(" ", widths[i] - row[i].length() + 2);
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }
}
