package dev.pointsman.eval.online;

/// How late the news is: what came of a round is told after up to `delay` further rounds (uniform),
/// and requests are dealt in turn to `replicas` routers, each deciding by a copy of the policy that
/// it renews every `every` rounds.
public record Lag(int delay, int replicas, int every) {

  /// One router that learns at once.
  public static final Lag NONE = new Lag(0, 1, 1);

  public Lag {
    if (delay < 0 || replicas < 1 || every < 1) {
      throw new IllegalArgumentException("delay >= 0, replicas and every >= 1");
    }
  }
}
