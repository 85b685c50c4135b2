package dev.pointsman.router.decision;

import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Question;

/// What sets a route's lambda. Any thread; nothing waits.
public interface Pace {

  /// The lambda to decide the next request with.
  double lambda();

  /// The assessment to draw from and to record, its exploration within the route's means.
  Assessment temper(Assessment assessment, Question question);

  /// A request was decided, drawn from a tempered assessment.
  void decided(Assessment tempered, Question question);

  /// A request that was drawn has ended and cost so many millionths of a dollar.
  void spent(long microUsd);

  static Pace fixed(double lambda) {
    return new Fixed(lambda);
  }

  /// Another pace at a lambda of its own.
  static Pace of(Pace pace, double lambda) {
    return new Own(pace, lambda);
  }

  record Own(Pace pace, double lambda) implements Pace {
    @Override
    public Assessment temper(Assessment assessment, Question question) {
      return pace.temper(assessment, question);
    }

    @Override
    public void decided(Assessment tempered, Question question) {
      pace.decided(tempered, question);
    }

    @Override
    public void spent(long microUsd) {
      pace.spent(microUsd);
    }
  }

  /// A lambda that never changes.
  record Fixed(double lambda) implements Pace {
    @Override
    public Assessment temper(Assessment assessment, Question question) {
      return assessment;
    }

    @Override
    public void decided(Assessment tempered, Question question) {}

    @Override
    public void spent(long microUsd) {}
  }
}
