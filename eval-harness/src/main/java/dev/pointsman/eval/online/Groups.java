package dev.pointsman.eval.online;

import dev.pointsman.eval.table.ArmTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Kinds of rows to look at one by one: all, by published category, by length of the prompt in
/// thirds, and by how many single models are right, which only hindsight knows.
final class Groups {

  /// `rows` of the table, in ascending order.
  record Group(String by, String name, List<Integer> rows) {}

  private Groups() {}

  static List<Group> of(ArmTable table) {
    List<Integer> all = new ArrayList<>();
    Map<String, List<Integer>> categories = new TreeMap<>();
    Map<String, List<Integer>> lengths = new TreeMap<>();
    Map<String, List<Integer>> solved = new TreeMap<>();
    int[] thirds = thirds(table);
    for (int row = 0; row < table.rows(); row++) {
      all.add(row);
      put(categories, table.slice(row), row);
      put(lengths, length(table.prompt(row).length(), thirds), row);
      put(solved, solved(table, row), row);
    }
    List<Group> groups = new ArrayList<>();
    groups.add(new Group("all", "all", List.copyOf(all)));
    categories.forEach((name, rows) -> groups.add(new Group("category", name, rows)));
    lengths.forEach((name, rows) -> groups.add(new Group("length", name.substring(1), rows)));
    solved.forEach((name, rows) -> groups.add(new Group("solved_by", name.substring(1), rows)));
    return groups;
  }

  private static void put(Map<String, List<Integer>> groups, String name, int row) {
    groups.computeIfAbsent(name, any -> new ArrayList<>()).add(row);
  }

  private static int[] thirds(ArmTable table) {
    int[] lengths = new int[table.rows()];
    for (int row = 0; row < lengths.length; row++) {
      lengths[row] = table.prompt(row).length();
    }
    Arrays.sort(lengths);
    return new int[] {lengths[lengths.length / 3], lengths[2 * lengths.length / 3]};
  }

  /// The first letter sets the order and is dropped from the name.
  private static String length(int characters, int[] thirds) {
    if (characters <= thirds[0]) {
      return "ashort (up to " + thirds[0] + " characters)";
    }
    if (characters <= thirds[1]) {
      return "bmiddling (up to " + thirds[1] + ")";
    }
    return "clong (over " + thirds[1] + ")";
  }

  private static String solved(ArmTable table, int row) {
    int right = 0;
    for (int model = 0; model < table.models(); model++) {
      right += table.quality(row, model) >= 0.5 ? 1 : 0;
    }
    if (right == 0) {
      return "ano model";
    }
    return right == table.models() ? "call models" : "bsome models";
  }
}
