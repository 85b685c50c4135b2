package dev.pointsman.router.hold;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Answer;
import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.feedback.budget.Claim;
import dev.pointsman.feedback.budget.Level;
import dev.pointsman.feedback.budget.Window;
import dev.pointsman.router.decision.Catalogue.ServedArm;
import dev.pointsman.router.decision.Prospect;
import dev.pointsman.router.openai.RequestFailure;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How much each model that may answer one request may be asked, by all routers together: those
/// that had it are left out of the decision, and the one that is drawn is claimed. One event loop.
final class ModelRates {

  private final BudgetDesk desk;
  private final Duration lease;
  private final Needs needs;
  private final Map<String, Window> windows = new LinkedHashMap<>();

  ModelRates(BudgetDesk desk, Duration lease, Prospect prospect, Needs needs) {
    this.desk = desk;
    this.lease = lease;
    this.needs = needs;
    for (ServedArm arm : prospect.eligible()) {
      String id = arm.arm().id();
      arm.model()
          .limit()
          .window(Purse.rate("model", id))
          .ifPresent(window -> windows.put(id, window));
    }
  }

  static boolean concern(Prospect prospect) {
    return prospect.eligible().stream()
        .anyMatch(arm -> arm.model().limit().window("any").isPresent());
  }

  boolean bind(ServedArm arm) {
    return windows.containsKey(arm.arm().id());
  }

  /// The arms that had what they may be asked. Fails with a 429 when all had; nobody had while the
  /// store is away.
  Future<Set<String>> full(Prospect prospect) {
    List<String> arms = new ArrayList<>(windows.keySet());
    return desk.told(desk.store().levels(List.copyOf(windows.values())))
        .otherwise(List.of())
        .compose(
            levels -> {
              Set<String> full = new HashSet<>();
              for (int i = 0; i < levels.size(); i++) {
                if (!hasRoom(windows.get(arms.get(i)), levels.get(i), least(arms.get(i)))) {
                  full.add(arms.get(i));
                }
              }
              return full.size() < prospect.eligible().size()
                  ? Future.succeededFuture(full)
                  : Future.failedFuture(busy(full));
            });
  }

  /// Whether the arm may be asked now; if so it counts until it is settled under this id.
  Future<Boolean> claim(String id, ServedArm arm) {
    Window window = windows.get(arm.arm().id());
    if (window == null) {
      return Future.succeededFuture(true);
    }
    Amount most = needs.of(arm).most().min(window.caps().amount());
    List<Claim.Part> parts = List.of(new Claim.Part(window, least(arm.arm().id())));
    return desk.reserve(new Claim(id, most, parts, lease))
        .map(answer -> !(answer instanceof Answer.Refused))
        .otherwise(
            away -> {
              desk.ledger().giveBack(id);
              return true;
            });
  }

  void settle(String id, Amount spent) {
    desk.ledger().settle(id, spent, spent);
  }

  private Amount least(String arm) {
    return needs.byArm().get(arm).least(needs.leastOutputTokens());
  }

  private static boolean hasRoom(Window window, Level level, Amount least) {
    Caps caps = window.caps();
    return level.requests() < caps.requests()
        && level.underWay() < caps.underWay()
        && level.tokens() + least.tokens() <= caps.tokens();
  }

  static RequestFailure busy(Set<String> arms) {
    return RequestFailure.rateLimited(
        "every model that may answer is asked as much as its limits allow ("
            + String.join(", ", arms)
            + "); try again shortly",
        1);
  }
}
