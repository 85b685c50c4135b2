package dev.pointsman.feedback.spend;

import java.util.Map;

/// What was spent from a moment (epoch ms) on for as long as its grain says.
public record SpendBucket(long beginMillis, Map<SpendGroup, Tally> groups) {
  public SpendBucket {
    groups = Map.copyOf(groups);
  }
}
