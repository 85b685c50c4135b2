package dev.pointsman.datasets.tasks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A small table in the prompt and a query to carry out by hand; the result is one cell.
final class Sql implements TaskSource {

  private record Row(String name, String city, String item, int amount) {}

  @Override
  public Puzzle next(Draw draw, Difficulty difficulty) {
    return switch (difficulty) {
      case EASY -> lookUp(draw, rows(draw, draw.between(4, 5)));
      case MEDIUM -> aggregate(draw, rows(draw, draw.between(6, 8)));
      case HARD -> group(draw, rows(draw, draw.between(9, 12)));
    };
  }

  private static List<Row> rows(Draw draw, int count) {
    List<String> names = draw.some(Words.PEOPLE, count);
    List<String> cities = draw.some(Words.CITIES, 3);
    List<String> items = draw.some(Words.THINGS, 3);
    List<Row> rows = new ArrayList<>();
    for (String name : names) {
      rows.add(new Row(name, draw.of(cities), draw.of(items), draw.between(11, 290)));
    }
    return rows;
  }

  private static Puzzle lookUp(Draw draw, List<Row> rows) {
    Row top = rows.stream().max(Comparator.comparingInt(Row::amount)).orElseThrow();
    Row low = rows.stream().min(Comparator.comparingInt(Row::amount)).orElseThrow();
    boolean descending = draw.chance(0.5);
    String query =
        "SELECT name FROM orders ORDER BY amount %s LIMIT 1".formatted(descending ? "DESC" : "ASC");
    String answer = (descending ? top : low).name();
    List<String> others = rows.stream().map(Row::name).toList();
    return new Puzzle(ask(draw, rows, query), answer, others);
  }

  private static Puzzle aggregate(Draw draw, List<Row> rows) {
    String city = draw.of(rows).city();
    int limit = draw.between(60, 160);
    if (draw.chance(0.5)) {
      int sum = rows.stream().filter(r -> r.city().equals(city)).mapToInt(Row::amount).sum();
      int all = rows.stream().mapToInt(Row::amount).sum();
      String query = "SELECT SUM(amount) FROM orders WHERE city = '" + city + "'";
      return numbers(ask(draw, rows, query), sum, List.of(sum + 10, sum - 10, all));
    }
    int count =
        (int) rows.stream().filter(r -> !r.city().equals(city) && r.amount() > limit).count();
    String query =
        "SELECT COUNT(*) FROM orders WHERE city <> '%s' AND amount > %d".formatted(city, limit);
    return numbers(ask(draw, rows, query), count, List.of(count + 1, count + 2, rows.size()));
  }

  private static Puzzle group(Draw draw, List<Row> rows) {
    int limit = draw.between(30, 70);
    boolean byCity = draw.chance(0.5);
    Map<String, Integer> totals =
        rows.stream()
            .filter(r -> r.amount() >= limit)
            .collect(
                Collectors.groupingBy(
                    r -> byCity ? r.city() : r.item(),
                    TreeMap::new,
                    Collectors.summingInt(Row::amount)));
    List<Map.Entry<String, Integer>> ranked =
        totals.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .toList();
    if (ranked.size() < 2) {
      return aggregate(draw, rows);
    }
    String column = byCity ? "city" : "item";
    int second = ranked.get(1).getValue();
    String query =
        "SELECT %s AS total FROM orders WHERE amount >= %d GROUP BY %s ORDER BY total DESC LIMIT 1 OFFSET 1"
            .formatted("SUM(amount)", limit, column);
    return numbers(
        ask(draw, rows, query),
        second,
        List.of(ranked.getFirst().getValue(), second + 10, second - 7));
  }

  private static String ask(Draw draw, List<Row> rows, String query) {
    String table =
        rows.stream()
            .map(
                r -> String.join(" | ", r.name(), r.city(), r.item(), Integer.toString(r.amount())))
            .collect(Collectors.joining("\n", "name | city | item | amount\n", "\n"));
    return draw.of(
        "Table orders:\n" + table + "What does this SQL query return?\n" + query + ";",
        "Given the table orders\n" + table + "run the query by hand and give its result: " + query,
        "Here is an SQL table named orders.\n" + table + "Query: " + query + "\nResult?",
        query + "\n\nwhere orders is:\n" + table + "State only the value the query returns.");
  }

  private static Puzzle numbers(String prompt, int answer, List<Integer> mistakes) {
    return new Puzzle(
        prompt, Integer.toString(answer), mistakes.stream().map(String::valueOf).toList());
  }
}
