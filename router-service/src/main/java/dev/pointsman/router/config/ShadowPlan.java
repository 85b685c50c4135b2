package dev.pointsman.router.config;

import java.util.Optional;

/// How often other arms answer a request off the user's path, to be graded: `rate` is the
/// probability of each of the `arms` (one or two) closest in utility, `microUsdPerDay` what the
/// fleet spends on their calls at most. Streams, requests with tools, and routes or keys that
/// demand something of the data are left out unless asked for.
public record ShadowPlan(
    double rate,
    long microUsdPerDay,
    int arms,
    boolean streams,
    boolean tools,
    boolean restricted) {

  static Optional<ShadowPlan> of(Section route) {
    if (!route.keys().contains("shadow")) {
      return Optional.empty();
    }
    Section section = route.section("shadow");
    if (!route.keys().contains("judge")) {
      throw route.problem("shadow", "needs the key `judge` beside it: who grades the answers");
    }
    return Optional.of(
        new ShadowPlan(
            section.number("rate", 0.05),
            Math.round(section.number("budget_usd_per_day", 1) * 1e6),
            (int) section.integer("arms", 1),
            section.flag("streams").orElse(false),
            section.flag("tools").orElse(false),
            section.flag("restricted").orElse(false)));
  }
}
