package dev.pointsman.router.alerts;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The rules, how often they are looked at, and where their alerts go beside the list of events.
public record Alerting(
    Duration every,
    List<AlertRule> rules,
    List<BudgetAlertRule> budgets,
    Optional<Webhook> webhook) {

  public Alerting {
    rules = List.copyOf(rules);
    budgets = List.copyOf(budgets);
  }

  /// Whether there is anything to look for, or to send what others entered.
  boolean isIdle() {
    return rules.isEmpty() && budgets.isEmpty() && webhook.isEmpty();
  }

  /// An address of the configuration's, and what signs what is sent there. Never prints the secret.
  public record Webhook(URI url, String secret) {
    @Override
    public String toString() {
      return "Webhook(" + url.getHost() + ")";
    }
  }
}
