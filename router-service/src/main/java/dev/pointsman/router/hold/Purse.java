package dev.pointsman.router.hold;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.feedback.budget.Claim;
import dev.pointsman.feedback.budget.Level;
import dev.pointsman.feedback.budget.Window;
import dev.pointsman.router.billing.PriceList;
import dev.pointsman.router.budget.BudgetRule;
import dev.pointsman.router.budget.BudgetTree;
import dev.pointsman.router.budget.OnCap;
import dev.pointsman.router.budget.RateLimit;
import dev.pointsman.router.budget.SessionLimit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that binds one request, with the counters of this moment, and who pays.
record Purse(List<Bound> bounds, Map<String, String> payers) {

  private static final double BUSY = 0.8;
  private static final String RATE = "rate/";

  Purse {
    bounds = List.copyOf(bounds);
  }

  static Purse of(Account account, BudgetTree tree, Instant now) {
    List<Bound> bounds = new ArrayList<>();
    for (BudgetRule rule : account.rules(tree)) {
      bounds.add(new Bound.Cap(rule, rule.at(now)));
    }
    return new Purse(bounds, account.record(tree));
  }

  /// With a limit on the rate of a key or a model.
  Purse with(String kind, String name, RateLimit limit) {
    List<Bound> more = new ArrayList<>(bounds);
    String counter = rate(kind, name);
    limit
        .window(counter)
        .ifPresent(window -> more.add(new Bound.Rate(kind + " `" + name + "`", window)));
    return new Purse(more, payers);
  }

  /// With what a session of a key may take.
  Purse with(String key, String session, SessionLimit limit) {
    List<Bound> more = new ArrayList<>(bounds);
    for (Window window : limit.windows(plain("session/" + key + "/" + session))) {
      String every = window.name().endsWith("minute") ? "a minute" : "a day";
      more.add(new Bound.Session("session `" + session + "`", every, window));
    }
    return new Purse(more, payers);
  }

  static String rate(String kind, String name) {
    return plain(RATE + kind + "/" + name);
  }

  private static String plain(String name) {
    return name.replaceAll("[^\\x21-\\x7e]|[{}]", "_");
  }

  /// Why a request that may take so much waits for somebody's word, if it does.
  Optional<String> tooLarge(Amount most) {
    for (Bound bound : bounds) {
      if (bound instanceof Bound.Cap cap && !cap.rule().approveOver().covers(most)) {
        return Optional.of(
            "the request may take "
                + most.tokens()
                + " tokens and "
                + PriceList.usd(most.microUsd())
                + " USD, more than budget `"
                + cap.rule().path()
                + "` lets go without approval");
      }
    }
    return Optional.empty();
  }

  /// The same where somebody agreed that caps of `on_cap: approve` be passed: those count only.
  Purse lifted() {
    return new Purse(bounds.stream().map(Purse::lifted).toList(), payers);
  }

  private static Bound lifted(Bound bound) {
    return bound instanceof Bound.Cap cap && cap.rule().onCap() == OnCap.APPROVE
        ? new Bound.Cap(cap.rule(), new Window(cap.window().name(), cap.window().span(), Caps.NONE))
        : bound;
  }

  boolean isEmpty() {
    return bounds.isEmpty();
  }

  /// Whether money or tokens of a budget are at stake, not only a rate.
  boolean hasCaps() {
    return bounds.stream().anyMatch(Bound.Cap.class::isInstance);
  }

  List<Window> windows() {
    return bounds.stream().map(Bound::window).toList();
  }

  /// Whether it would fit if nothing were spent yet.
  boolean mayHold(Amount amount) {
    return bounds.stream().allMatch(bound -> bound.window().caps().amount().covers(amount));
  }

  /// What each must at least have room for: all a request can need, where it is not to be served
  /// with less.
  List<Claim.Part> parts(Amount most, Amount least) {
    return bounds.stream()
        .map(
            bound -> {
              boolean bends =
                  !(bound instanceof Bound.Cap cap) || cap.rule().onCap() == OnCap.DEGRADE;
              return new Claim.Part(bound.window(), bends ? least : most);
            })
        .toList();
  }

  /// Whether some bound is nearly reached, so that others may wait for what is reserved.
  boolean isTight(List<Level> levels) {
    for (int i = 0; i < bounds.size(); i++) {
      double soft = bounds.get(i) instanceof Bound.Cap cap ? cap.rule().soft() : BUSY;
      Caps caps = bounds.get(i).window().caps();
      if (levels.get(i).microUsd() >= soft * caps.microUsd()
          || levels.get(i).tokens() >= soft * caps.tokens()) {
        return true;
      }
    }
    return false;
  }

  /// OpenAI's names for how much of a rate is left.
  Map<String, String> headers(List<Level> levels) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 0; i < bounds.size(); i++) {
      if (bounds.get(i) instanceof Bound.Rate rate) {
        Caps caps = rate.window().caps();
        tell(headers, "requests", caps.requests(), levels.get(i).requests());
        tell(headers, "tokens", caps.tokens(), levels.get(i).tokens());
      }
    }
    return headers;
  }

  private static void tell(Map<String, String> headers, String unit, long cap, long used) {
    if (cap < Caps.NO_CAP) {
      headers.put("x-ratelimit-limit-" + unit, String.valueOf(cap));
      headers.put("x-ratelimit-remaining-" + unit, String.valueOf(Math.max(0, cap - used)));
      headers.put("x-ratelimit-reset-" + unit, used == 0 ? "0s" : "60s");
    }
  }
}
