package dev.pointsman.router.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.demo.traffic.Tally;
import dev.pointsman.router.demo.traffic.TestSet;
import java.util.Locale;

/// One line on how the demo goes. Figures are of the time since the last line where it says "now".
final class StatusLine {

  private Tally last = Tally.NONE;
  private double lastSpend = Double.NaN;
  private long lastRequests;

  /// What came of the test set.
  static String text(TestSet.Result result) {
    int calls = result.tasks() * result.models();
    return String.format(
        Locale.ROOT,
        "test set done: %,d tasks tried on each of %d models by name, %.0f %% passed%s; users come"
            + " now",
        result.tasks(),
        result.models(),
        100.0 * result.passed() / calls,
        result.failed() > 0
            ? String.format(Locale.ROOT, ", %,d calls failed", result.failed())
            : "");
  }

  /// `state` is the router's `/dashboard/state`.
  String text(Tally tally, JsonNode state) {
    long requests = state.path("requests").asLong();
    double spend = state.path("spend_usd").asDouble();
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT, "%,d requests, %,d graded", requests, state.path("rewarded").asLong()));
    if (tally.answered() > last.answered()) {
      line.append(
          String.format(
              Locale.ROOT, ", right answers now %.0f %%", 100 * tally.since(last).quality()));
    }
    if (requests > lastRequests && !Double.isNaN(lastSpend)) {
      double each = (spend - lastSpend) / (requests - lastRequests);
      line.append(String.format(Locale.ROOT, " at $%.5f a request", each));
    }
    line.append(String.format(Locale.ROOT, ", spent $%.2f", spend));
    if (tally.failed() > 0) {
      line.append(String.format(Locale.ROOT, ", %,d failed", tally.failed()));
    }
    if (tally.heldBack() > 0) {
      line.append(String.format(Locale.ROOT, ", %,d held back", tally.heldBack()));
    }
    last = tally;
    lastSpend = spend;
    lastRequests = requests;
    return line.toString();
  }
}
