package dev.pointsman.router.grading;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Answer;
import dev.pointsman.feedback.budget.BudgetStore;
import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.feedback.budget.Claim;
import dev.pointsman.feedback.budget.Claim.Part;
import dev.pointsman.feedback.budget.Span;
import dev.pointsman.feedback.budget.Window;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/// What judge and shadows of a route may cost, each on a budget of its own: by UTC day, and calls
/// by minute. Reserved before a call, settled after it; held by the fleet's budget store. Any
/// thread.
public final class Purse {

  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final long MINUTE = 60_000;

  private final Vertx vertx;
  private final BudgetStore store;
  private final InstantSource clock;

  public Purse(Vertx vertx, BudgetStore store, InstantSource clock) {
    this.vertx = vertx;
    this.store = store;
    this.clock = clock;
  }

  /// What may be spent: the kind (judge or shadow) of a route, micro-USD a day, calls a minute.
  record Limit(String kind, String route, long microUsdPerDay, OptionalInt perMinute) {}

  /// The answer to a claim: go on, or not today, or not this minute.
  enum Leave {
    GRANTED,
    NOT_TODAY,
    NOT_NOW
  }

  /// Reserves what a call costs at most; `id` is the claim's, and of no other.
  Future<Leave> claim(String id, Limit limit, long mostMicroUsd) {
    Amount most = new Amount(mostMicroUsd, 0);
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(day(limit), most));
    limit
        .perMinute()
        .ifPresent(
            calls -> {
              Caps caps = new Caps(Caps.NO_CAP, Caps.NO_CAP, calls, Caps.NO_CAP);
              parts.add(
                  new Part(
                      new Window(name(limit) + ":minute", new Span.Rolling(MINUTE), caps), most));
            });
    return here(store.reserve(new Claim(id, most, parts, LEASE)))
        .map(
            answer ->
                switch (answer) {
                  case Answer.Granted _ -> Leave.GRANTED;
                  case Answer.Refused refused ->
                      refused.window() == 0 ? Leave.NOT_TODAY : Leave.NOT_NOW;
                  case Answer.Outdated _ -> Leave.NOT_NOW;
                });
  }

  /// Charges what it cost in the end.
  Future<Void> settle(String id, long microUsd) {
    return here(store.settle(id, new Amount(microUsd, 0))).mapEmpty();
  }

  /// Micro-USD that a kind spent on a route today.
  public Future<Long> spentToday(String kind, String route) {
    Limit limit = new Limit(kind, route, Caps.NO_CAP, OptionalInt.empty());
    return here(store.levels(List.of(day(limit)))).map(levels -> levels.getFirst().microUsd());
  }

  private <T> Future<T> here(CompletionStage<T> answer) {
    return Future.fromCompletionStage(answer, vertx.getOrCreateContext());
  }

  private Window day(Limit limit) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    long start = today.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    long end = today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    return new Window(
        name(limit) + ":day:" + today,
        new Span.Period(start, end),
        Caps.of(new Amount(limit.microUsdPerDay(), Caps.NO_CAP)));
  }

  private static String name(Limit limit) {
    return "grading:"
        + limit.kind()
        + ":"
        + URLEncoder.encode(limit.route(), StandardCharsets.UTF_8);
  }
}
