package dev.pointsman.feedback.memory;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Answer;
import dev.pointsman.feedback.budget.BudgetStore;
import dev.pointsman.feedback.budget.Claim;
import dev.pointsman.feedback.budget.Lapsed;
import dev.pointsman.feedback.budget.Level;
import dev.pointsman.feedback.budget.Settlement;
import dev.pointsman.feedback.budget.Span;
import dev.pointsman.feedback.budget.Window;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Budgets that are forgotten at the end, for tests. It keeps all it is told; any thread.
public final class InMemoryBudgetStore implements BudgetStore {

  private static final Comparator<Map.Entry<String, Reservation>> BY_DEADLINE =
      Comparator.<Map.Entry<String, Reservation>>comparingLong(entry -> entry.getValue().deadline)
          .thenComparing(Map.Entry::getKey);

  private final InstantSource clock;
  private final Map<String, MemoryWindow> windows = new HashMap<>();
  private final Map<String, Reservation> open = new LinkedHashMap<>();
  private final Map<String, Reservation> lost = new LinkedHashMap<>();
  private final Set<String> seen = new HashSet<>();

  /// What is charged where; `bucket` of each window is the one it was charged to.
  private static final class Reservation {
    final List<MemoryWindow> windows = new ArrayList<>();
    final List<Long> buckets = new ArrayList<>();
    Amount amount;
    long deadline;

    Reservation(Amount amount, long deadline) {
      this.amount = amount;
      this.deadline = deadline;
    }
  }

  public InMemoryBudgetStore(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized CompletionStage<Answer> reserve(Claim claim) {
    long now = clock.millis();
    for (Window window : claim.windows()) {
      if (window.span() instanceof Span.Period p
          && (now < p.startMillis() || now >= p.endMillis())) {
        return CompletableFuture.completedStage(new Answer.Outdated(now));
      }
    }
    List<MemoryWindow> counters = advanced(claim.windows(), now);
    Reservation known = open.get(claim.id());
    if (known != null) {
      return granted(known.amount, counters, now);
    }
    Optional<Answer> refusal = refusal(claim, counters, now);
    if (refusal.isPresent()) {
      return CompletableFuture.completedStage(refusal.get());
    }
    Amount amount = claim.most();
    for (int i = 0; i < counters.size(); i++) {
      amount = amount.min(counters.get(i).level().room(claim.windows().get(i).caps()));
    }
    Reservation made = new Reservation(amount, now + claim.lease().toMillis());
    for (MemoryWindow counter : counters) {
      made.windows.add(counter);
      made.buckets.add(counter.bucket());
      counter.add(counter.bucket(), amount.microUsd(), amount.tokens(), 1);
      counter.hold(amount.microUsd(), amount.tokens(), 1);
    }
    open.put(claim.id(), made);
    return granted(amount, counters, now);
  }

  private static Optional<Answer> refusal(Claim claim, List<MemoryWindow> counters, long now) {
    List<Level> levels = levelsOf(counters);
    for (int i = 0; i < levels.size(); i++) {
      Level level = levels.get(i);
      Claim.Part part = claim.parts().get(i);
      Optional<Answer.Unit> unit = Optional.empty();
      Amount room = level.room(part.window().caps());
      if (level.requests() + 1 > part.window().caps().requests()) {
        unit = Optional.of(Answer.Unit.REQUESTS);
      } else if (level.underWay() + 1 > part.window().caps().underWay()) {
        unit = Optional.of(Answer.Unit.UNDER_WAY);
      } else if (room.microUsd() < part.least().microUsd()) {
        unit = Optional.of(Answer.Unit.USD);
      } else if (room.tokens() < part.least().tokens()) {
        unit = Optional.of(Answer.Unit.TOKENS);
      }
      if (unit.isPresent()) {
        return Optional.of(new Answer.Refused(i, unit.get(), levels, now));
      }
    }
    return Optional.empty();
  }

  private static CompletionStage<Answer> granted(
      Amount amount, List<MemoryWindow> counters, long now) {
    return CompletableFuture.completedStage(new Answer.Granted(amount, levelsOf(counters), now));
  }

  @Override
  public synchronized CompletionStage<Boolean> shrink(String id, Amount to) {
    Reservation reservation = open.get(id);
    if (reservation == null) {
      return CompletableFuture.completedStage(false);
    }
    Amount rest = to.min(reservation.amount);
    correct(reservation, rest);
    for (MemoryWindow window : reservation.windows) {
      window.hold(
          rest.microUsd() - reservation.amount.microUsd(),
          rest.tokens() - reservation.amount.tokens(),
          0);
    }
    reservation.amount = rest;
    return CompletableFuture.completedStage(true);
  }

  @Override
  public synchronized CompletionStage<Settlement> settle(String id, Amount spent) {
    return CompletableFuture.completedStage(settled(id, spent));
  }

  private Settlement settled(String id, Amount spent) {
    Reservation underWay = open.remove(id);
    if (underWay != null) {
      release(underWay);
      correct(underWay, spent);
      return Settlement.SETTLED;
    }
    Reservation lapsed = lost.remove(id);
    if (lapsed == null) {
      return Settlement.UNKNOWN;
    }
    correct(lapsed, spent);
    return Settlement.LATE;
  }

  @Override
  public synchronized CompletionStage<Boolean> charge(
      String id, List<Window> windows, Amount spent, long atMillis) {
    if (settled(id, spent) != Settlement.UNKNOWN) {
      seen.add(id);
      return CompletableFuture.completedStage(true);
    }
    if (!seen.add(id)) {
      return CompletableFuture.completedStage(false);
    }
    for (MemoryWindow window : advanced(windows, clock.millis())) {
      window.add(window.bucketAt(atMillis), spent.microUsd(), spent.tokens(), 1);
    }
    return CompletableFuture.completedStage(true);
  }

  @Override
  public synchronized CompletionStage<Void> renew(Collection<String> ids, Duration lease) {
    long deadline = clock.millis() + lease.toMillis();
    for (String id : ids) {
      Reservation reservation = open.get(id);
      if (reservation != null) {
        reservation.deadline = deadline;
      }
    }
    return CompletableFuture.completedStage(null);
  }

  @Override
  public synchronized CompletionStage<Lapsed> lapse(Duration late, int most) {
    long now = clock.millis();
    List<String> due =
        open.entrySet().stream()
            .filter(entry -> entry.getValue().deadline <= now)
            .limit(most)
            .map(Map.Entry::getKey)
            .toList();
    for (String id : due) {
      Reservation reservation = open.get(id);
      if (reservation != null) {
        open.remove(id);
        release(reservation);
        reservation.deadline = now + late.toMillis();
        lost.put(id, reservation);
      }
    }
    List<Lapsed.Overdue> overdue =
        lost.entrySet().stream()
            .filter(entry -> entry.getValue().deadline <= now)
            .sorted(BY_DEADLINE)
            .limit(most)
            .map(entry -> new Lapsed.Overdue(entry.getKey(), entry.getValue().amount))
            .toList();
    return CompletableFuture.completedStage(new Lapsed(due.size(), overdue));
  }

  @Override
  public synchronized CompletionStage<List<Level>> levels(List<Window> asked) {
    return CompletableFuture.completedStage(levelsOf(advanced(asked, clock.millis())));
  }

  private List<MemoryWindow> advanced(List<Window> asked, long now) {
    List<MemoryWindow> all = new ArrayList<>();
    for (Window window : asked) {
      MemoryWindow counter =
          windows.computeIfAbsent(window.name(), name -> new MemoryWindow(window.span()));
      counter.advance(now);
      all.add(counter);
    }
    return all;
  }

  private static List<Level> levelsOf(List<MemoryWindow> counters) {
    return counters.stream().map(MemoryWindow::level).toList();
  }

  private static void release(Reservation reservation) {
    Amount held = reservation.amount;
    reservation.windows.forEach(window -> window.hold(-held.microUsd(), -held.tokens(), -1));
  }

  /// Charges another amount than was reserved, where and when it was reserved.
  private static void correct(Reservation reservation, Amount to) {
    for (int i = 0; i < reservation.windows.size(); i++) {
      reservation
          .windows
          .get(i)
          .add(
              reservation.buckets.get(i),
              to.microUsd() - reservation.amount.microUsd(),
              to.tokens() - reservation.amount.tokens(),
              0);
    }
  }
}
