package dev.pointsman.feedback.budget;

import java.time.Duration;
import java.util.List;

/// What one request asks to have reserved: `most` on every window, or as much of it as all of them
/// have room for, but on no window less than its `least`.
///
/// `id` is the decision's. A reservation whose router does not renew it within `lease` lapses: it
/// stays charged in full until it is settled or forgotten.
public record Claim(String id, Amount most, List<Part> parts, Duration lease) {

  /// One window, and what it must at least have room for.
  public record Part(Window window, Amount least) {}

  public Claim {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a claim needs a window");
    }
    if (lease.toMillis() <= 0) {
      throw new IllegalArgumentException("a lease must be > 0 ms, was " + lease);
    }
  }

  public List<Window> windows() {
    return parts.stream().map(Part::window).toList();
  }
}
