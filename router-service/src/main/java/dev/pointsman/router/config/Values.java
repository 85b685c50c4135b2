package dev.pointsman.router.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;

/// What answers are worth to whom: a factor for each project and each tier of users, by which
/// quality outweighs cost more or less; and the least quality that a tier, team, project, task or
/// language is to get.
///
/// A request's worth is its own `value` times that of its project and its tier, within [0.01, 100].
/// Where several floors hold, the highest does.
public record Values(
    Map<String, Double> projects,
    Map<String, Tier> tiers,
    Map<String, Map<String, Double>> floors) {

  public static final Values NONE = new Values(Map.of(), Map.of(), Map.of());

  private static final double LEAST = 0.01;
  private static final double MOST = 100;

  /// Who belongs to it, by any of their names, and what their answers are worth.
  public record Tier(double value, Set<String> users, Set<String> keys, Set<String> teams) {
    public Tier {
      users = Set.copyOf(users);
      keys = Set.copyOf(keys);
      teams = Set.copyOf(teams);
    }

    boolean holds(Who who) {
      return users.contains(who.user()) || keys.contains(who.key()) || teams.contains(who.team());
    }
  }

  /// The names somebody goes by, each empty when not known.
  public record Who(String user, String key, String team, String project) {}

  /// What is asked, each empty when not known.
  public record What(String task, String language) {}

  public Values {
    projects = Map.copyOf(projects);
    floors = Map.copyOf(floors);
  }

  static Values of(Section root) {
    Section section = root.section("values");
    Map<String, Tier> tiers = new LinkedHashMap<>();
    for (Section tier : section.named("tiers")) {
      tiers.put(
          tier.name(),
          new Tier(
              tier.number("value", 1),
              new HashSet<>(tier.texts("users")),
              new HashSet<>(tier.texts("keys")),
              new HashSet<>(tier.texts("teams"))));
    }
    Section least = root.section("quality_floors");
    Map<String, Map<String, Double>> floors = new LinkedHashMap<>();
    floors.put("tiers", numbers(least, "tiers"));
    floors.put("teams", numbers(least, "teams"));
    floors.put("projects", numbers(least, "projects"));
    floors.put("tasks", numbers(least, "tasks"));
    floors.put("languages", numbers(least, "languages"));
    for (String name : floors.getOrDefault("tiers", Map.of()).keySet()) {
      if (!tiers.containsKey(name)) {
        throw least.problem(
            "tiers",
            "there is no tier `"
                + name
                + "` in values.tiers"
                + Suggestion.among(tiers.keySet(), name));
      }
    }
    Values read = new Values(numbers(section, "projects"), tiers, floors);
    boolean isIdle =
        read.projects.isEmpty()
            && tiers.isEmpty()
            && floors.values().stream().allMatch(Map::isEmpty);
    return isIdle ? NONE : read;
  }

  private static Map<String, Double> numbers(Section section, String key) {
    Map<String, Double> all = new LinkedHashMap<>();
    section.tree(key).properties().forEach(e -> all.put(e.getKey(), e.getValue().doubleValue()));
    return all;
  }

  /// The first tier, in the config's order, that holds them.
  public Optional<String> tier(Who who) {
    return tiers.entrySet().stream()
        .filter(tier -> tier.getValue().holds(who))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  public double worth(double asked, Who who) {
    double tier = tier(who).map(tiers::get).map(Tier::value).orElse(1.0);
    double worth = asked * tier * projects.getOrDefault(who.project(), 1.0);
    return Math.clamp(worth, LEAST, MOST);
  }

  /// The least quality they are to get for it; 0 where any will do.
  public double floor(Who who, What what) {
    return DoubleStream.of(
            floor("teams", who.team()),
            floor("projects", who.project()),
            tier(who).map(tier -> floor("tiers", tier)).orElse(0.0),
            floor("tasks", what.task()),
            floor("languages", what.language()))
        .max()
        .orElse(0);
  }

  private double floor(String kind, String name) {
    return floors.getOrDefault(kind, Map.of()).getOrDefault(name, 0.0);
  }
}
