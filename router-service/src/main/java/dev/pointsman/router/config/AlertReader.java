package dev.pointsman.router.config;

import dev.pointsman.router.alerts.AlertRule;
import dev.pointsman.router.alerts.Alerting;
import dev.pointsman.router.alerts.Alerting.Webhook;
import dev.pointsman.router.alerts.BudgetAlertRule;
import dev.pointsman.router.budget.BudgetPath;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `alerts`.
final class AlertReader {

  private static final List<String> FILTERS =
      List.of("team", "project", "key", "user", "model", "route");

  private static final List<String> OF_A_BUDGET = List.of("name", "budget", "at", "forecast");

  private AlertReader() {}

  static Alerting read(Section root) {
    Section section = root.section("alerts");
    List<AlertRule> rules = new ArrayList<>();
    List<BudgetAlertRule> budgets = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Section rule : section.sections("rules")) {
      if (!names.add(rule.text("name", ""))) {
        throw rule.problem("name", "stands twice; each rule needs its own");
      }
      BudgetReader.path(rule, "budget")
          .ifPresentOrElse(path -> budgets.add(ofBudget(rule, path)), () -> rules.add(rule(rule)));
    }
    Optional<Webhook> webhook =
        section
            .section("webhook")
            .text("url")
            .map(
                url ->
                    new Webhook(
                        address(section.section("webhook"), url),
                        section.section("webhook").text("secret", "")));
    return new Alerting(
        Duration.ofSeconds(section.integer("every_s", 30)), rules, budgets, webhook);
  }

  private static BudgetAlertRule ofBudget(Section rule, BudgetPath path) {
    for (String key : rule.keys()) {
      if (!OF_A_BUDGET.contains(key)) {
        throw rule.problem(key, "goes with usd or growth; a budget has its own amount and periods");
      }
    }
    return new BudgetAlertRule(rule.text("name", ""), path, shares(rule), forecast(rule));
  }

  private static List<Double> shares(Section rule) {
    return rule.numbers("at").isEmpty() ? List.of(0.8, 1.0) : rule.numbers("at");
  }

  private static boolean forecast(Section rule) {
    return rule.flag("forecast").orElse(false);
  }

  private static AlertRule rule(Section rule) {
    Map<String, String> only = new LinkedHashMap<>();
    FILTERS.forEach(name -> rule.text(name).ifPresent(text -> only.put(name, text)));
    boolean isMonthly = rule.text("period", "month").equals("month");
    AlertRule read =
        new AlertRule(
            rule.text("name", ""),
            isMonthly,
            rule.number("usd"),
            shares(rule),
            forecast(rule),
            rule.number("growth"),
            rule.number("least_usd", 1),
            only);
    if (read.usd().isEmpty() && read.growth().isEmpty()) {
      throw rule.problem(
          "needs usd (an amount in its period), growth (a factor of the hour) or budget (a path)");
    }
    return read;
  }

  private static URI address(Section webhook, String url) {
    try {
      URI uri = URI.create(url);
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw webhook.problem("url", "is no address; give one as https://host/path");
    }
    throw webhook.problem("url", "names no host; give one as https://host/path");
  }
}
