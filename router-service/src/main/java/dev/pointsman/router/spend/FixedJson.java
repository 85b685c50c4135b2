package dev.pointsman.router.spend;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.spend.Tally.Part;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// What is paid for the time, as JSON beside spend.
public final class FixedJson {

  private FixedJson() {}

  /// Nothing where no fixed cost falls into the window. `rows` where spend is grouped by something
  /// that fixed costs name.
  public static void into(ObjectNode json, SpendReport report, GroupBy by, List<FixedShare> all) {
    if (all.isEmpty()) {
      return;
    }
    long added = all.stream().mapToLong(FixedShare::added).sum();
    ObjectNode fixed = json.putObject("fixed");
    fixed.put("added_usd", SpendJson.usd(added));
    fixed.put("total_usd", SpendJson.usd(report.total().whole(Part.MICRO_USD) + added));
    switch (by) {
      case TEAM -> rows(fixed, all, FixedCost::team);
      case PROJECT -> rows(fixed, all, FixedCost::project);
      case MODEL -> rows(fixed, all, FixedCost::model);
      case USER, ROUTE, TASK, LANGUAGE, TAG, KEY -> {
        // No fixed cost names one.
      }
    }
    ArrayNode costs = fixed.putArray("costs");
    for (FixedShare share : all) {
      costs.add(
          share
              .cost()
              .json()
              .put("in_window_usd", SpendJson.usd(share.microUsd()))
              .put("charged_usd", SpendJson.usd(share.charged())));
    }
  }

  private static void rows(
      ObjectNode fixed, List<FixedShare> all, Function<FixedCost, String> name) {
    Map<String, Long> sums = new TreeMap<>();
    all.forEach(share -> sums.merge(name.apply(share.cost()), share.added(), Long::sum));
    ArrayNode rows = fixed.putArray("rows");
    sums.forEach(
        (key, micro) -> rows.addObject().put("key", key).put("added_usd", SpendJson.usd(micro)));
  }
}
