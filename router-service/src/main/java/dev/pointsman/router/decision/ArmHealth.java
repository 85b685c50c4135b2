package dev.pointsman.router.decision;

import java.time.Duration;

/// Which arms may be asked at all, as their last calls went. Any thread.
public interface ArmHealth {

  /// Every arm may be asked.
  ArmHealth ALL_UP =
      new ArmHealth() {
        @Override
        public boolean isUp(String arm) {
          return true;
        }

        @Override
        public Duration rest(String arm) {
          return Duration.ZERO;
        }

        @Override
        public int underWay(String arm) {
          return 0;
        }
      };

  boolean isUp(String arm);

  /// How long until the arm may be asked again, at least.
  Duration rest(String arm);

  /// How many of its calls this router has under way.
  int underWay(String arm);
}
