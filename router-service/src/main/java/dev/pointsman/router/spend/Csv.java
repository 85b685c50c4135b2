package dev.pointsman.router.spend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Comma-separated values as RFC 4180 has them. Pure.
public final class Csv {

  /// A row by the names in the header, in lower case; `line` counts from 1.
  public record Row(int line, Map<String, String> cells) {

    /// The first of these columns that holds something, else empty.
    String first(String... columns) {
      for (String column : columns) {
        String cell = cells.getOrDefault(column, "").strip();
        if (!cell.isEmpty()) {
          return cell;
        }
      }
      return "";
    }
  }

  private Csv() {}

  /// One line, without its break. A cell a spreadsheet would take for a formula is defused by an
  /// apostrophe, as names come from requests; numbers stay as they are.
  public static String line(List<String> cells) {
    return String.join(",", cells.stream().map(Csv::cell).toList());
  }

  private static String cell(String text) {
    boolean isFormula =
        !text.isEmpty() && "=+-@\t".indexOf(text.charAt(0)) >= 0 && !text.matches("-?[0-9.]+");
    String safe = isFormula ? "'" + text : text;
    boolean isPlain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }

  /// The rows below the header; lines without any cell are passed over.
  public static List<Row> rows(String text) {
    List<Row> rows = new ArrayList<>();
    List<String> header = List.of();
    int line = 1;
    int at = text.startsWith("\ufeff") ? 1 : 0;
    while (at < text.length()) {
      List<String> cells = new ArrayList<>();
      int first = line;
      int end = record(text, at, cells);
      line += (int) text.substring(at, end).chars().filter(c -> c == '\n').count();
      at = end;
      if (cells.size() == 1 && cells.getFirst().isBlank()) {
        continue;
      }
      if (header.isEmpty()) {
        header = cells.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
        continue;
      }
      Map<String, String> named = new LinkedHashMap<>();
      for (int i = 0; i < Math.min(header.size(), cells.size()); i++) {
        named.put(header.get(i), cells.get(i));
      }
      rows.add(new Row(first, named));
    }
    return rows;
  }

  /// Reads one record from a place; gives where the next begins.
  private static int record(String text, int from, List<String> cells) {
    StringBuilder cell = new StringBuilder();
    boolean isQuoted = false;
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (isQuoted) {
        if (c != '"') {
          cell.append(c);
        } else if (at < text.length() && text.charAt(at) == '"') {
          cell.append('"');
          at++;
        } else {
          isQuoted = false;
        }
      } else if (c == '"') {
        isQuoted = true;
      } else if (c == ',') {
        cells.add(cell.toString());
        cell.setLength(0);
      } else if (c == '\n') {
        break;
      } else if (c != '\r') {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return at;
  }
}
