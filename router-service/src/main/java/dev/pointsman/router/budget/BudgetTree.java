package dev.pointsman.router.budget;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// All budgets by path. A request is charged to the budget it names and to every one above it; one
/// without an entry passes its charge on. Immutable.
public final class BudgetTree {

  public static final BudgetTree EMPTY = new BudgetTree(Map.of());

  private final Map<String, List<BudgetRule>> rules = new TreeMap<>();

  public BudgetTree(Map<BudgetPath, List<BudgetRule>> rules) {
    rules.forEach((path, list) -> this.rules.put(path.text(), List.copyOf(list)));
  }

  /// These budgets, over those of the same path here.
  public BudgetTree with(Map<BudgetPath, List<BudgetRule>> others) {
    Map<BudgetPath, List<BudgetRule>> all = new TreeMap<>(budgets());
    all.putAll(others);
    return new BudgetTree(all);
  }

  public Map<BudgetPath, List<BudgetRule>> budgets() {
    Map<BudgetPath, List<BudgetRule>> all = new TreeMap<>();
    rules.forEach((path, list) -> all.put(new BudgetPath(path), list));
    return all;
  }

  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /// What is wrong with a key that spends here, if no budget would bind it. Of what is no path
  /// nothing is said; neither without any budget.
  public Optional<String> unbound(String path) {
    try {
      return path.isEmpty() || isEmpty() || !above(new BudgetPath(path)).isEmpty()
          ? Optional.empty()
          : Optional.of(
              "no budget stands at or above `" + path + "`; make one first, or name another");
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Where the caps of one budget stand: there, else at the `*` beside it.
  public BudgetPath entry(BudgetPath path) {
    boolean isStars = !rules.containsKey(path.text()) && rules.containsKey(path.sibling());
    return isStars ? new BudgetPath(path.sibling()) : path;
  }

  /// The caps that bind a request on this path, the root's first.
  public List<BudgetRule> above(BudgetPath leaf) {
    List<BudgetRule> all = new ArrayList<>();
    if (!isEmpty()) {
      leaf.line().forEach(path -> all.addAll(at(path)));
    }
    return all;
  }

  /// The caps of one budget: its own, else those of the `*` beside it.
  public List<BudgetRule> at(BudgetPath path) {
    List<BudgetRule> own = rules.get(path.text());
    if (own != null) {
      return path.isPattern() ? List.of() : own;
    }
    List<BudgetRule> pattern = rules.getOrDefault(path.sibling(), List.of());
    return pattern.stream().map(rule -> rule.of(path)).toList();
  }
}
