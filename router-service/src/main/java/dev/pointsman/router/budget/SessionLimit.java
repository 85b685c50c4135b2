package dev.pointsman.router.budget;

import dev.pointsman.feedback.budget.Caps;
import dev.pointsman.feedback.budget.Window;
import dev.pointsman.router.budget.BudgetWindow.Every;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What each session of a key may take: calls and micro-USD in any day, calls in any minute. {@link
/// Caps#NO_CAP} where unlimited.
public record SessionLimit(long calls, long microUsd, long callsPerMinute) {

  public static final SessionLimit NONE = new SessionLimit(Caps.NO_CAP, Caps.NO_CAP, Caps.NO_CAP);

  /// The counters of one session; none when nothing is limited.
  public List<Window> windows(String name) {
    List<Window> windows = new ArrayList<>();
    if (calls < Caps.NO_CAP || microUsd < Caps.NO_CAP) {
      windows.add(window(name, Every.DAY, new Caps(microUsd, Caps.NO_CAP, calls, Caps.NO_CAP)));
    }
    if (callsPerMinute < Caps.NO_CAP) {
      windows.add(
          window(
              name, Every.MINUTE, new Caps(Caps.NO_CAP, Caps.NO_CAP, callsPerMinute, Caps.NO_CAP)));
    }
    return windows;
  }

  private static Window window(String name, Every every, Caps caps) {
    return BudgetWindow.rolling(every).at(name, caps, Instant.EPOCH);
  }
}
