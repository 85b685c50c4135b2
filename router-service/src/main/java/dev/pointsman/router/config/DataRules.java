package dev.pointsman.router.config;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What happens to data sent to a model, as its provider promises; or, of a route or key, what is
/// demanded of that: only these regions, no longer kept (days), not trained on.
///
/// What a model does not declare counts as not promised.
public record DataRules(
    Set<String> regions, OptionalLong retentionDays, Optional<Boolean> trainsOnData) {

  public static final DataRules NONE =
      new DataRules(Set.of(), OptionalLong.empty(), Optional.empty());

  public DataRules {
    regions = Set.copyOf(regions);
  }

  static DataRules of(Section section) {
    List<String> keys = section.keys();
    return new DataRules(
        new HashSet<>(section.texts("regions")),
        keys.contains("retention")
            ? OptionalLong.of(section.integer("retention", 0))
            : OptionalLong.empty(),
        section.flag("trains_on_data"));
  }

  /// Whether what a model promises satisfies these demands.
  public boolean admit(DataRules promised) {
    boolean inRegions =
        regions.isEmpty() || (!promised.regions.isEmpty() && regions.containsAll(promised.regions));
    boolean forgets =
        retentionDays.isEmpty()
            || promised.retentionDays.orElse(Long.MAX_VALUE) <= retentionDays.getAsLong();
    boolean keepsOut = trainsOnData.orElse(true) || !promised.trainsOnData.orElse(true);
    return inRegions && forgets && keepsOut;
  }
}
