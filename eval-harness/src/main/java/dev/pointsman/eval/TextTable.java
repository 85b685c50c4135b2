package dev.pointsman.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Columns of text, the first flush left, the others flush right.
public final class TextTable {

  private final List<List<String>> rows = new ArrayList<>();

  public TextTable row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /// Quality or share, four decimals.
  public static String share(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  public static String signed(double value) {
    return String.format(Locale.ROOT, "%+.4f", value);
  }

  /// USD per 1,000 requests.
  public static String perThousand(double usd) {
    return String.format(Locale.ROOT, "%.4f", usd * 1_000);
  }

  @Override
  public String toString() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String pad = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? "" : "  ");
        line.append(i == 0 ? row.get(i) + pad : pad + row.get(i));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
