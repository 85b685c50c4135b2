package dev.pointsman.eval.online;

import java.util.ArrayList;
import java.util.List;

/// How learning went along the stream at one lambda, at twenty moments, mean over the seeds.
final class LearningCurve {

  private static final int MOMENTS = 20;

  private LearningCurve() {}

  /// `above`: of each seed, the realised utility less that of the best fixed arm, a column a
  /// lambda.
  static List<Details.Moment> of(List<SeedRun> runs, List<Series> above, int lambda) {
    int rounds = above.getFirst().size();
    int moments = Math.min(MOMENTS, rounds);
    List<Details.Moment> curve = new ArrayList<>();
    double sum = 0;
    int from = 0;
    for (int m = 1; m <= moments; m++) {
      int to = (int) ((long) rounds * m / moments);
      int explored = 0;
      for (int place = from; place < to; place++) {
        for (int s = 0; s < runs.size(); s++) {
          sum += above.get(s).get(place, lambda);
          explored += runs.get(s).lives().get(lambda).isExplored(place) ? 1 : 0;
        }
      }
      double seen = (double) runs.size() * (to - from);
      curve.add(new Details.Moment(to, sum / ((double) runs.size() * to), explored / seen));
      from = to;
    }
    return curve;
  }
}
