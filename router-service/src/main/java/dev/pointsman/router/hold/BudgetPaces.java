package dev.pointsman.router.hold;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.objective.Aim;
import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.feedback.budget.Level;
import dev.pointsman.router.budget.BudgetRule;
import dev.pointsman.router.budget.OnCap;
import dev.pointsman.router.decision.AimedPace;
import dev.pointsman.router.decision.Pace;
import dev.pointsman.router.decision.Prospect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// What sets lambda for those whose budget is nearly reached: a pacer for each budget and route,
/// told what is left a request until the window ends. Any thread.
///
/// The pacers of 200 budgets at most are kept, each for ten minutes after its last request; they
/// share one thread.
final class BudgetPaces implements AutoCloseable {

  private static final int WAITING = 1_024;
  private static final double NOTHING = 1e-9;

  private final Cache<Place, Paced> paces =
      Caffeine.newBuilder().maximumSize(200).expireAfterAccess(Duration.ofMinutes(10)).build();

  private final ExecutorService worker =
      new ThreadPoolExecutor(
          0,
          1,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofPlatform().daemon().name("budget-pace").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  private record Place(String budget, String window, String route) {}

  /// `policy` is the route's latest.
  private record Paced(AimedPace pace, AtomicReference<Policy> policy) {}

  /// The pace of whichever budget is most in need, none when none is nearly reached.
  Optional<Pace> pace(Purse purse, List<Level> levels, Instant now, Prospect prospect) {
    Optional<Pace> thriftiest = Optional.empty();
    for (int i = 0; i < levels.size(); i++) {
      if (purse.bounds().get(i) instanceof Bound.Cap cap && isNear(cap.rule(), levels.get(i))) {
        Pace pace = pace(cap.rule(), usdARequest(cap.rule(), levels.get(i), now), prospect);
        if (thriftiest.isEmpty() || pace.lambda() > thriftiest.get().lambda()) {
          thriftiest = Optional.of(pace);
        }
      }
    }
    return thriftiest;
  }

  private static boolean isNear(BudgetRule rule, Level level) {
    long cap = rule.caps().microUsd();
    return rule.onCap() == OnCap.DEGRADE
        && cap < Caps.NO_CAP
        && level.microUsd() >= rule.soft() * cap;
  }

  /// What is left for each request that is still to come: as many an hour as came so far; where the
  /// window has no end, as many as came in it.
  static double usdARequest(BudgetRule rule, Level level, Instant now) {
    double passed = rule.window().passed(now);
    double toCome = Double.isNaN(passed) ? 1 : (1 - passed) / Math.max(passed, 1e-6);
    double left = (rule.caps().microUsd() - level.settledMicroUsd()) / 1e6;
    double reserved = level.reservedMicroUsd() / 1e6;
    return Aim.usdUntilEnd(left, reserved, Math.max(1, level.requests() * toCome));
  }

  private Pace pace(BudgetRule rule, double usd, Prospect prospect) {
    double allowed = Math.max(NOTHING, usd);
    String route = prospect.route();
    Paced paced =
        paces.get(
            new Place(rule.path().text(), rule.window().label(), route),
            place -> begin(allowed, prospect));
    paced.policy().set(prospect.brain().live().policy());
    paced.pace().allow(allowed);
    return paced.pace();
  }

  private Paced begin(double usd, Prospect prospect) {
    AtomicReference<Policy> policy = new AtomicReference<>(prospect.brain().live().policy());
    AimedPace pace = AimedPace.beside(Aim.budget(usd), prospect.question(), policy::get, worker);
    return new Paced(pace, policy);
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
