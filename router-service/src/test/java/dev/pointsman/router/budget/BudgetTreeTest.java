package dev.pointsman.router.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.router.budget.BudgetWindow.Every;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTreeTest {

  @Test
  void above_pathInTheTree_isEveryBudgetFromTheRootDown() {
    BudgetTree tree = tree("org", "org/team", "org/team/alice", "org/other", "organisation");

    assertThat(paths(tree, "org/team/alice")).containsExactly("org", "org/team", "org/team/alice");
    assertThat(paths(tree, "org/team/bob")).containsExactly("org", "org/team");
    assertThat(paths(tree, "organisation/x")).containsExactly("organisation");
    assertThat(paths(tree, "elsewhere")).isEmpty();
    assertThat(BudgetTree.EMPTY.above(new BudgetPath("org"))).isEmpty();
  }

  @Test
  void above_star_isABudgetOfItsOwnForEachWithoutAnEntry() {
    BudgetTree tree = tree("org", "org/*", "org/vip", "org/vip/*");

    assertThat(paths(tree, "org/ann")).containsExactly("org", "org/ann");
    assertThat(paths(tree, "org/vip")).containsExactly("org", "org/vip");
    assertThat(paths(tree, "org/vip/x/y")).containsExactly("org", "org/vip", "org/vip/x");
    assertThat(paths(tree, "org/*")).containsExactly("org");
  }

  @Test
  void with_samePath_replacesIt() {
    BudgetTree tree = tree("org").with(Map.of(new BudgetPath("org"), List.of(rule("org", 7))));

    assertThat(tree.above(new BudgetPath("org/x")))
        .extracting(r -> r.caps().microUsd())
        .containsExactly(7L);
  }

  @ParameterizedTest
  @CsvSource({
    "alice,        org/alice",
    "a.b@c-d_e,    org/a.b@c-d_e",
    "'a b',        org/a%20b",
    "../up,        org/%2E.%2Fup",
    "*,            org/%2A",
    "Zoë,          org/Zo%C3%AB",
    "'a:b{c}',     org/a%3Ab%7Bc%7D",
  })
  void child_anyName_isOneNameOfThePath(String name, String path) {
    assertThat(new BudgetPath("org").child(name)).hasToString(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/org",
        "org/",
        "org//a",
        "*",
        "org/*/a",
        "o rg",
        "org/{x}",
        "a/b/c/d/e/f/g/h/i"
      })
  void path_malformed_saysWhatAPathIs(String text) {
    assertThatThrownBy(() -> new BudgetPath(text)).hasMessageContaining("such as org/team-a/alice");
  }

  private static BudgetTree tree(String... paths) {
    Map<BudgetPath, List<BudgetRule>> rules = new TreeMap<>();
    for (String path : paths) {
      rules.put(new BudgetPath(path), List.of(rule(path, 100)));
    }
    return new BudgetTree(rules);
  }

  private static BudgetRule rule(String path, long cap) {
    return new BudgetRule(
        new BudgetPath(path),
        BudgetWindow.rolling(Every.DAY),
        Caps.of(new Amount(cap, cap)),
        0.8,
        OnCap.DEGRADE,
        BudgetRule.ANY_SIZE);
  }

  private static List<String> paths(BudgetTree tree, String leaf) {
    return tree.above(new BudgetPath(leaf)).stream().map(r -> r.path().text()).toList();
  }
}
