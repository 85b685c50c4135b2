package dev.pointsman.feedback.budget;

import java.util.List;

/// Reservations whose routers went away. `count` lapsed just now; `overdue` lapsed so long ago that
/// nobody is expected to settle them any more, with what each is charged.
public record Lapsed(int count, List<Overdue> overdue) {

  public record Overdue(String id, Amount charged) {}

  public Lapsed {
    overdue = List.copyOf(overdue);
  }
}
