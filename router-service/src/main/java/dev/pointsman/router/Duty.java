package dev.pointsman.router;

/// Which part of the work a process does. Routers serve users; collectors have answers graded and
/// signals mapped, and serve nothing but health and metrics.
public enum Duty {
  ALL,
  ROUTER,
  COLLECTOR;

  boolean serves() {
    return this != COLLECTOR;
  }

  boolean collects() {
    return this != ROUTER;
  }
}
