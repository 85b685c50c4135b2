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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How much each model that may answer one request may be asked, by all routers together: those
/// that had it are left out of the decision, and the one that is drawn is claimed. One event loop.
final class ModelRates {

  private final BudgetDesk desk;
  private final Duration lease;
  private final Needs needs;
  private final List<Limited> limited = new ArrayList<>();

  /// An arm whose model has limits, and their counter.
  private record Limited(ServedArm arm, Window window) {}

  ModelRates(BudgetDesk desk, Duration lease, Prospect prospect, Needs needs) {
    this.desk = desk;
    this.lease = lease;
    this.needs = needs;
    for (ServedArm arm : prospect.eligible()) {
      String id = arm.arm().id();
      arm.model()
          .limit()
          .window(Purse.rate("model", id))
          .ifPresent(window -> limited.add(new Limited(arm, window)));
    }
  }

  static boolean concern(Prospect prospect) {
    return prospect.eligible().stream()
        .anyMatch(arm -> arm.model().limit().window("any").isPresent());
  }

  boolean bind(ServedArm arm) {
    return find(arm).isPresent();
  }

  /// The arms that had what they may be asked. Fails with a 429 when all had; nobody had while the
  /// store is away.
  Future<Set<String>> full(Prospect prospect) {
    List<Window> windows = limited.stream().map(Limited::window).toList();
    return desk.told(desk.store().levels(windows))
        .otherwise(List.of())
        .compose(
            levels -> {
              Set<String> full = new HashSet<>();
              for (int i = 0; i < levels.size(); i++) {
                if (!hasRoom(limited.get(i), levels.get(i))) {
                  full.add(limited.get(i).arm().arm().id());
                }
              }
              return full.size() < prospect.eligible().size()
                  ? Future.succeededFuture(full)
                  : Future.failedFuture(busy(full));
            });
  }

  /// Whether the arm may be asked now; if so it counts until it is settled under this id.
  Future<Boolean> claim(String id, ServedArm arm) {
    Optional<Limited> known = find(arm);
    if (known.isEmpty()) {
      return Future.succeededFuture(true);
    }
    Window window = known.get().window();
    Amount most = needs.of(arm).most().min(window.caps().amount());
    List<Claim.Part> parts = List.of(new Claim.Part(window, least(arm)));
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

  private Optional<Limited> find(ServedArm arm) {
    return limited.stream().filter(one -> one.arm().equals(arm)).findFirst();
  }

  private Amount least(ServedArm arm) {
    return needs.of(arm).least(needs.leastOutputTokens());
  }

  private boolean hasRoom(Limited one, Level level) {
    Caps caps = one.window().caps();
    return level.requests() < caps.requests()
        && level.underWay() < caps.underWay()
        && level.tokens() + least(one.arm()).tokens() <= caps.tokens();
  }

  static RequestFailure busy(Set<String> arms) {
    return RequestFailure.rateLimited(
        "every model that may answer is asked as much as its limits allow ("
            + String.join(", ", arms)
            + "); try again shortly",
        1);
  }
}
