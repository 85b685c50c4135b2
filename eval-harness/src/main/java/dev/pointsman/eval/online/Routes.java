package dev.pointsman.eval.online;

import dev.pointsman.eval.table.ArmTable;
import java.util.List;

/// Which held-out requests went wrong for want of a better arm, over all seeds and lambdas.
final class Routes {

  private final double[] counts = new double[RouteErrors.KINDS];
  private long requests;

  Routes(ArmTable table, List<SeedRun> runs) {
    RouteErrors errors = new RouteErrors(table);
    for (SeedRun run : runs) {
      for (Life life : run.lives()) {
        for (int place = 0; place < run.split().heldOutSize(); place++) {
          errors.add(run.split().heldOut(place), life.heldOutArm(place), counts, 0);
          requests++;
        }
      }
    }
  }

  /// Share of requests whose arm is expected to be more than 0.05 worse on its slice than the best.
  double misroute() {
    return counts[RouteErrors.MISROUTE] / requests;
  }

  /// Share answered wrongly where the strongest model is right.
  double harm() {
    return counts[RouteErrors.HARM] / requests;
  }

  /// Share answered rightly where the strongest model is wrong.
  double luck() {
    return counts[RouteErrors.LUCK] / requests;
  }
}
