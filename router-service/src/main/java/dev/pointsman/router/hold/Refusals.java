package dev.pointsman.router.hold;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Answer.Refused;
import dev.pointsman.feedback.budget.Answer.Unit;
import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.feedback.budget.Level;
import dev.pointsman.router.billing.PriceList;
import dev.pointsman.router.budget.BudgetRule;
import dev.pointsman.router.openai.RequestFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What a client is told whose request does not fit: which budget, which window, how much of it is
/// gone, and when to come back.
final class Refusals {

  private Refusals() {}

  /// `least`: what the request needed at least.
  static RequestFailure of(Purse purse, Refused refused, Amount least) {
    Bound bound = purse.bounds().get(refused.window());
    Level level = refused.levels().get(refused.window());
    return switch (bound) {
      case Bound.Cap cap -> budget(cap.rule(), refused, level, least);
      case Bound.Rate rate ->
          rate(rate, refused.unit(), level, least).with(purse.headers(refused.levels()));
      case Bound.Session session -> session(session, refused.unit(), level);
    };
  }

  /// Whether it would fit if all requests under way gave back what they reserved.
  static boolean isOnlyReserved(Purse purse, Refused refused, Amount least) {
    Caps caps = purse.bounds().get(refused.window()).window().caps();
    Level level = refused.levels().get(refused.window());
    return switch (refused.unit()) {
      case USD -> level.roomUnreserved(caps).microUsd() >= least.microUsd();
      case TOKENS -> level.roomUnreserved(caps).tokens() >= least.tokens();
      case REQUESTS, UNDER_WAY -> false;
    };
  }

  private static RequestFailure budget(
      BudgetRule rule, Refused refused, Level level, Amount least) {
    boolean money = refused.unit() == Unit.USD;
    Instant now = Instant.ofEpochMilli(refused.nowMillis());
    String spent = money ? usd(level.settledMicroUsd()) : tokens(level.settledTokens());
    String reserved = money ? usd(level.reservedMicroUsd()) : tokens(level.reservedTokens());
    String cap = money ? usd(rule.caps().microUsd()) : tokens(rule.caps().tokens());
    String needs = money ? usd(least.microUsd()) : tokens(least.tokens());
    long held = money ? level.reservedMicroUsd() : level.reservedTokens();
    boolean onlyReserved =
        money
            ? level.roomUnreserved(rule.caps()).microUsd() >= least.microUsd()
            : level.roomUnreserved(rule.caps()).tokens() >= least.tokens();
    String message =
        "budget `"
            + rule.path()
            + "` has "
            + spent
            + " of "
            + cap
            + " spent (window: "
            + rule.window().label()
            + (held > 0 ? "; " + reserved + " more reserved by requests under way" : "")
            + "), and this request may need "
            + needs
            + "; "
            + (onlyReserved ? "try again in a second" : whenAgain(rule, now));
    Instant again = onlyReserved ? now.plusSeconds(1) : rule.window().roomAfter(now);
    return RequestFailure.budgetExceeded(message, seconds(now, again));
  }

  private static String whenAgain(BudgetRule rule, Instant now) {
    return rule.window()
        .resetAfter(now)
        .map(reset -> "it resets at " + reset.truncatedTo(ChronoUnit.SECONDS))
        .orElse(
            rule.window().rolling()
                ? "room comes back as what was spent leaves the window"
                : "it never resets; raise its cap");
  }

  private static RequestFailure rate(Bound.Rate rate, Unit unit, Level level, Amount least) {
    Caps caps = rate.window().caps();
    boolean never = unit == Unit.TOKENS && least.tokens() > caps.tokens();
    String message =
        switch (unit) {
          case REQUESTS -> "had its " + caps.requests() + " requests of a minute";
          case UNDER_WAY -> "has its " + caps.underWay() + " requests under way";
          case TOKENS, USD ->
              "had "
                  + level.tokens()
                  + " of its "
                  + caps.tokens()
                  + " tokens of a minute, and this"
                  + " request may need "
                  + least.tokens();
        };
    String then = never ? "; send less at once" : "; try again shortly";
    return RequestFailure.rateLimited(rate.name() + " " + message + then, 1);
  }

  private static RequestFailure session(Bound.Session session, Unit unit, Level level) {
    Caps caps = session.window().caps();
    String had =
        unit == Unit.REQUESTS
            ? "its " + caps.requests() + " calls of "
            : usd(level.microUsd()) + " of its " + usd(caps.microUsd()) + " of ";
    long after = session.every().equals("a minute") ? 1 : 60;
    return RequestFailure.sessionLimited(
        session.name() + " had " + had + session.every() + "; an agent may be going in circles",
        after);
  }

  private static long seconds(Instant now, Instant then) {
    return Math.max(1, Duration.between(now, then).plusMillis(999).toSeconds());
  }

  private static String usd(long microUsd) {
    return PriceList.usd(microUsd) + " USD";
  }

  private static String tokens(long tokens) {
    return tokens + " tokens";
  }
}
