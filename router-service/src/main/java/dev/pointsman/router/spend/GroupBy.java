package dev.pointsman.router.spend;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What spend is summed by. A request counts under each of its tags, so rows by tag may sum to more
/// than was spent; a name that is not known is empty.
public enum GroupBy {
  USER(spent -> List.of(spent.group().user())),
  TEAM(spent -> List.of(spent.group().team())),
  PROJECT(spent -> List.of(spent.group().project())),
  MODEL(spent -> List.of(spent.group().model())),
  ROUTE(spent -> List.of(spent.route())),
  TASK(spent -> List.of(spent.group().task())),
  LANGUAGE(spent -> List.of(spent.group().language())),
  TAG(spent -> spent.group().tags().isEmpty() ? List.of("") : spent.group().tags()),
  KEY(spent -> List.of(spent.group().key()));

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final Function<Spent, List<String>> names;

  GroupBy(Function<Spent, List<String>> names) {
    this.names = names;
  }

  public static Optional<GroupBy> of(String label) {
    return Stream.of(values()).filter(by -> by.label().equals(label)).findFirst();
  }

  public static List<String> labels() {
    return Stream.of(values()).map(GroupBy::label).toList();
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public List<String> names(Spent spent) {
    return names.apply(spent);
  }
}
