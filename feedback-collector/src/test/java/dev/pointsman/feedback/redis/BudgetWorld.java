package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.feedback.budget.Claim;
import dev.pointsman.feedback.budget.Span;
import dev.pointsman.feedback.budget.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Random budgets and claims on them.
final class BudgetWorld {

  /// What every claim has reserved at least, and no settlement exceeds.
  static final Amount LEAST = new Amount(50, 50);

  private static final long DAY = 86_400_000;

  private BudgetWorld() {}

  /// Windows by the path of their budget.
  record Forest(Map<String, List<Window>> budgets) {

    List<Window> windows() {
      return budgets.values().stream().flatMap(List::stream).toList();
    }

    /// All windows of a random budget and of those above it.
    List<Window> path(RandomGenerator random) {
      List<String> paths = List.copyOf(budgets.keySet());
      String leaf = paths.get(random.nextInt(paths.size()));
      List<Window> above = new ArrayList<>();
      budgets.forEach(
          (path, windows) -> {
            if (leaf.equals(path) || leaf.startsWith(path + "/")) {
              above.addAll(windows);
            }
          });
      return above;
    }
  }

  /// Up to three levels of budgets with windows of every kind.
  static Forest forest(RandomGenerator random, long now) {
    return grow(random, (name, r) -> new Window(name, span(r, now), caps(r)));
  }

  /// The same, of windows that nothing ever leaves.
  static Forest lasting(RandomGenerator random) {
    return grow(random, (name, r) -> new Window(name, new Span.Always(), caps(r)));
  }

  private interface Maker {
    Window window(String name, RandomGenerator random);
  }

  private static Forest grow(RandomGenerator random, Maker maker) {
    Map<String, List<Window>> budgets = new TreeMap<>();
    for (int org = 0; org < 1 + random.nextInt(2); org++) {
      plant(random, maker, budgets, "o" + org);
      for (int team = 0; team < random.nextInt(3); team++) {
        plant(random, maker, budgets, "o" + org + "/t" + team);
        for (int user = 0; user < random.nextInt(3); user++) {
          plant(random, maker, budgets, "o" + org + "/t" + team + "/u" + user);
        }
      }
    }
    return new Forest(budgets);
  }

  private static void plant(
      RandomGenerator random, Maker maker, Map<String, List<Window>> budgets, String path) {
    List<Window> windows = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(2); i++) {
      windows.add(maker.window(path + ":" + i, random));
    }
    budgets.put(path, windows);
  }

  private static Span span(RandomGenerator random, long now) {
    return switch (random.nextInt(4)) {
      case 0 -> new Span.Always();
      case 1 -> new Span.Rolling(60_000);
      case 2 -> new Span.Rolling(DAY);
      default -> new Span.Period(now - DAY, now + random.nextLong(10) * DAY + 1);
    };
  }

  private static Caps caps(RandomGenerator random) {
    long usd = random.nextInt(5) == 0 ? Caps.NO_CAP : random.nextLong(5_000);
    long tokens = random.nextInt(2) == 0 ? Caps.NO_CAP : random.nextLong(8_000);
    long requests = random.nextInt(4) > 0 ? Caps.NO_CAP : random.nextLong(40);
    long underWay = random.nextInt(4) > 0 ? Caps.NO_CAP : random.nextLong(6);
    return new Caps(usd, tokens, requests, underWay);
  }

  static Claim claim(RandomGenerator random, String id, List<Window> path, Duration lease) {
    Amount most = new Amount(50 + random.nextLong(1_000), 50 + random.nextLong(1_000));
    List<Claim.Part> parts =
        path.stream().map(w -> new Claim.Part(w, random.nextInt(3) == 0 ? most : LEAST)).toList();
    return new Claim(id, most, parts, lease);
  }

  /// At most what every claim has reserved.
  static Amount small(RandomGenerator random) {
    return new Amount(random.nextLong(51), random.nextLong(51));
  }
}
