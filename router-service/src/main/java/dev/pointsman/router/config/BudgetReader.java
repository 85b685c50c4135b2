package dev.pointsman.router.config;

import dev.pointsman.feedback.budget.Amount;
import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.router.budget.BudgetPath;
import dev.pointsman.router.budget.BudgetRule;
import dev.pointsman.router.budget.BudgetTree;
import dev.pointsman.router.budget.BudgetWindow;
import dev.pointsman.router.budget.BudgetWindow.Every;
import dev.pointsman.router.budget.InputLimit;
import dev.pointsman.router.budget.KeyLimits;
import dev.pointsman.router.budget.OnCap;
import dev.pointsman.router.budget.RateLimit;
import dev.pointsman.router.budget.SessionLimit;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Reads `budgets`: one entry a path, with one window or a list of them.
public final class BudgetReader {

  private static final long MOST_TOKENS = 1_000_000_000_000_000L;

  /// Where somebody gives their word for a window, larger requests wait for it.
  private static final long APPROVE_OVER_TOKENS = 10_000;

  private BudgetReader() {}

  static BudgetTree read(Section root) {
    Map<BudgetPath, List<BudgetRule>> budgets = new TreeMap<>();
    root.lists("budgets")
        .forEach(
            (name, sections) -> {
              BudgetPath path = parse(root, "budgets", name);
              budgets.put(path, windows(path, sections));
            });
    return new BudgetTree(budgets);
  }

  /// The windows of one budget, given as the file has them, in JSON. Throws {@link ConfigProblem}.
  public static List<BudgetRule> rules(BudgetPath path, String json) {
    YamlDocument document =
        YamlDocument.parse("{\"budgets\": {\"" + path + "\": " + json + "}}", "budget");
    ConfigSchema.applyAlone(document, "budgets");
    return read(Section.root(document)).budgets().getOrDefault(path, List.of());
  }

  /// Every key's budget has one at or above it, where there are budgets at all.
  static void check(Section root, BudgetTree tree) {
    for (Section key : root.sections("keys")) {
      path(key, "budget")
          .filter(path -> !tree.isEmpty() && tree.above(path).isEmpty())
          .ifPresent(
              path -> {
                List<String> known =
                    tree.budgets().keySet().stream().map(BudgetPath::text).toList();
                throw key.problem(
                    "budget",
                    "no budget stands at or above `"
                        + path
                        + "`"
                        + Suggestion.among(known, path.text()));
              });
    }
  }

  static Optional<BudgetPath> path(Section section, String key) {
    return section.text(key).map(text -> parse(section, key, text));
  }

  private static BudgetPath parse(Section section, String key, String text) {
    try {
      return new BudgetPath(text);
    } catch (IllegalArgumentException e) {
      throw section.problem(key, "`" + text + "` is no path: " + e.getMessage());
    }
  }

  /// Of a key.
  static KeyLimits limits(Section key) {
    Section input = key.section("max_input_tokens");
    Section session = key.section("session");
    return new KeyLimits(
        limit(key.section("limits")),
        new InputLimit(
            input.integer("limit", Caps.NO_CAP), InputLimit.Over.of(input.text("over", "deny"))),
        new SessionLimit(
            session.integer("calls", Caps.NO_CAP),
            Money.microUsd(session, "usd").orElse(Caps.NO_CAP),
            session.integer("calls_per_minute", Caps.NO_CAP)));
  }

  static RateLimit limit(Section section) {
    return new RateLimit(
        section.integer("requests_per_minute", Caps.NO_CAP),
        section.integer("tokens_per_minute", Caps.NO_CAP),
        section.integer("concurrent", Caps.NO_CAP));
  }

  private static List<BudgetRule> windows(BudgetPath path, List<Section> sections) {
    List<BudgetRule> rules = new ArrayList<>();
    Set<String> labels = new HashSet<>();
    for (Section section : sections) {
      BudgetRule rule = rule(path, section);
      if (!labels.add(rule.window().label())) {
        throw section.problem(
            "the budget has two windows of the kind "
                + rule.window().label()
                + "; keep the one that is meant");
      }
      rules.add(rule);
    }
    if (rules.isEmpty()) {
      throw new ConfigProblem("budget `" + path + "` has no window; give it one, such as month");
    }
    return rules;
  }

  private static BudgetRule rule(BudgetPath path, Section section) {
    Optional<Long> usd = Money.microUsd(section, "cap_usd");
    long tokens = section.integer("cap_tokens", Caps.NO_CAP);
    if (usd.isEmpty() && tokens == Caps.NO_CAP) {
      throw section.problem("needs cap_usd, cap_tokens or both");
    }
    if (tokens != Caps.NO_CAP && (tokens < 0 || tokens > MOST_TOKENS)) {
      throw section.problem("cap_tokens", "must be from 0 to " + MOST_TOKENS);
    }
    OnCap onCap = OnCap.of(section.text("on_cap", "degrade"));
    Optional<Long> approveOver = Money.microUsd(section, "approve_over_usd");
    long tokensByDefault =
        onCap == OnCap.APPROVE && approveOver.isEmpty() ? APPROVE_OVER_TOKENS : Caps.NO_CAP;
    return new BudgetRule(
        path,
        window(section),
        new Caps(usd.orElse(Caps.NO_CAP), tokens, Caps.NO_CAP, Caps.NO_CAP),
        section.number("soft", 0.8),
        onCap,
        new Amount(
            approveOver.orElse(Caps.NO_CAP),
            section.integer("approve_over_tokens", tokensByDefault)));
  }

  private static BudgetWindow window(Section section) {
    Every every = Every.of(section.text("window", "month"));
    Optional<String> zone = section.text("time_zone");
    if (!section.flag("rolling").orElse(false)) {
      return BudgetWindow.calendar(every, zone(section, zone.orElse("UTC")));
    }
    if (every == Every.TOTAL) {
      throw section.problem("rolling", "a total never ends and so cannot roll; leave it off");
    }
    if (zone.isPresent()) {
      throw section.problem("time_zone", "a rolling window has no calendar; leave it off");
    }
    return BudgetWindow.rolling(every);
  }

  private static ZoneId zone(Section section, String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw section.problem(
          "time_zone", "there is no zone `" + name + "`; name one such as Europe/Berlin or UTC");
    }
  }
}
