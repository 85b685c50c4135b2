package dev.pointsman.router.hold;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.budget.BudgetStore;
import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.feedback.budget.Level;
import dev.pointsman.feedback.budget.Window;
import dev.pointsman.router.billing.PriceList;
import dev.pointsman.router.budget.BudgetPath;
import dev.pointsman.router.budget.BudgetRule;
import dev.pointsman.router.budget.BudgetTree;
import dev.pointsman.router.openai.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/// Budgets as JSON: their caps, and what the store says is spent and reserved. One with a `*` has
/// caps only; each budget it stands for is asked by its own path.
public final class BudgetReport {

  private BudgetReport() {}

  /// All budgets of a tree; `isRuntime` tells those not from the configuration.
  public static CompletionStage<ObjectNode> all(
      BudgetTree tree, Predicate<BudgetPath> isRuntime, BudgetStore store, Instant now) {
    List<BudgetRule> counted = new ArrayList<>();
    tree.budgets().keySet().forEach(path -> counted.addAll(tree.at(path)));
    return levels(counted, store, now)
        .thenApply(
            levels -> {
              ObjectNode body = Json.object();
              ArrayNode list = body.putArray("budgets");
              int from = 0;
              for (Map.Entry<BudgetPath, List<BudgetRule>> budget : tree.budgets().entrySet()) {
                int size = tree.at(budget.getKey()).size();
                list.add(
                    one(
                        budget.getKey(),
                        isRuntime.test(budget.getKey()),
                        budget.getValue(),
                        levels.subList(from, from + size),
                        now));
                from += size;
              }
              return body;
            });
  }

  /// One budget, of its own or by a `*`.
  public static CompletionStage<ObjectNode> one(
      BudgetPath path, boolean isRuntime, BudgetTree tree, BudgetStore store, Instant now) {
    List<BudgetRule> rules =
        path.isPattern() ? tree.budgets().getOrDefault(path, List.of()) : tree.at(path);
    return levels(path.isPattern() ? List.of() : rules, store, now)
        .thenApply(levels -> one(path, isRuntime, rules, levels, now));
  }

  private static CompletionStage<List<Level>> levels(
      List<BudgetRule> rules, BudgetStore store, Instant now) {
    List<Window> windows = rules.stream().map(rule -> rule.at(now)).toList();
    return store.levels(windows);
  }

  private static ObjectNode one(
      BudgetPath path, boolean isRuntime, List<BudgetRule> rules, List<Level> levels, Instant now) {
    ObjectNode budget = Json.object();
    budget.put("path", path.text());
    budget.put("source", isRuntime ? "runtime" : "config");
    ArrayNode windows = budget.putArray("windows");
    for (int i = 0; i < rules.size(); i++) {
      ObjectNode window = windows.addObject();
      describe(window, rules.get(i), now);
      if (i < levels.size()) {
        measure(window, levels.get(i));
      }
    }
    return budget;
  }

  private static void describe(ObjectNode window, BudgetRule rule, Instant now) {
    window.put("window", rule.window().every().name().toLowerCase(Locale.ROOT));
    if (rule.window().rolling()) {
      window.put("rolling", true);
    } else {
      window.put("time_zone", rule.window().zone().getId());
    }
    if (rule.caps().microUsd() < Caps.NO_CAP) {
      window.put("cap_usd", usd(rule.caps().microUsd()));
    }
    if (rule.caps().tokens() < Caps.NO_CAP) {
      window.put("cap_tokens", rule.caps().tokens());
    }
    window.put("soft", rule.soft());
    window.put("on_cap", rule.onCap().name().toLowerCase(Locale.ROOT));
    if (rule.approveOver().microUsd() < Caps.NO_CAP) {
      window.put("approve_over_usd", usd(rule.approveOver().microUsd()));
    }
    if (rule.approveOver().tokens() < Caps.NO_CAP) {
      window.put("approve_over_tokens", rule.approveOver().tokens());
    }
    rule.window().resetAfter(now).ifPresent(at -> window.put("resets_at", at.toString()));
  }

  private static void measure(ObjectNode window, Level level) {
    window.put("spent_usd", usd(level.settledMicroUsd()));
    window.put("reserved_usd", usd(level.reservedMicroUsd()));
    window.put("spent_tokens", level.settledTokens());
    window.put("reserved_tokens", level.reservedTokens());
    window.put("requests", level.requests());
    window.put("under_way", level.underWay());
  }

  private static BigDecimal usd(long microUsd) {
    return new BigDecimal(PriceList.usd(microUsd));
  }
}
