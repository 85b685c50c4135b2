package dev.pointsman.router.hold;

import dev.pointsman.router.budget.BudgetPath;
import dev.pointsman.router.budget.BudgetRule;
import dev.pointsman.router.budget.BudgetTree;
import dev.pointsman.router.config.BudgetSettings;
import dev.pointsman.router.decision.Asker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whom a request is charged to: a budget in the tree, and a project beside it.
///
/// A key's end user is a budget of that name below the key's own. A key's project stands over the
/// one that a request names.
public record Account(Optional<BudgetPath> budget, Optional<BudgetPath> project) {

  private static final String BUDGET = "budget";
  private static final String PROJECT = "budget_project";

  static Account of(Asker asker, Map<String, String> terms, BudgetSettings settings) {
    Optional<BudgetPath> own =
        asker.budget().isEmpty()
            ? settings.fallback()
            : Optional.of(new BudgetPath(asker.budget()));
    Optional<String> user = Optional.ofNullable(terms.get("user"));
    String project =
        asker.project().isEmpty() ? terms.getOrDefault("project", "") : asker.project();
    return new Account(
        own.map(path -> user.map(path::child).orElse(path)),
        project.isEmpty() ? Optional.empty() : Optional.of(BudgetPath.PROJECTS.child(project)));
  }

  /// The one that a decision's record names.
  public static Account recorded(Map<String, String> contract) {
    return new Account(
        Optional.ofNullable(contract.get(BUDGET)).map(BudgetPath::new),
        Optional.ofNullable(contract.get(PROJECT)).map(BudgetPath::new));
  }

  /// For the record: only what has a cap somewhere above it.
  Map<String, String> record(BudgetTree tree) {
    Map<String, String> named = new LinkedHashMap<>();
    budget.filter(path -> !tree.above(path).isEmpty()).ifPresent(p -> named.put(BUDGET, p.text()));
    project
        .filter(path -> !tree.above(path).isEmpty())
        .ifPresent(p -> named.put(PROJECT, p.text()));
    return named;
  }

  /// The caps that bind it.
  List<BudgetRule> rules(BudgetTree tree) {
    List<BudgetRule> rules = new ArrayList<>();
    budget.ifPresent(path -> rules.addAll(tree.above(path)));
    project.ifPresent(path -> rules.addAll(tree.above(path)));
    return rules;
  }
}
