package dev.pointsman.router.admin;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Question;
import dev.pointsman.feedback.fold.RewardFold;
import java.util.ArrayList;
import java.util.List;

/// How two policies differ over the same questions: what they expect of each arm and how often they
/// would draw it.
record PolicyDifference(RewardFold live, RewardFold other, List<Question> questions) {

  List<String> lines() {
    List<Arm> arms = live.arms();
    double[][] sums = new double[4][arms.size()];
    int changed = 0;
    for (Question question : questions) {
      Assessment before = live.live().policy().assess(question);
      Assessment after = other.live().policy().assess(question);
      changed += before.best(question) == after.best(question) ? 0 : 1;
      for (int i = 0; i < arms.size(); i++) {
        sums[0][i] += before.predictions().get(i).quality();
        sums[1][i] += after.predictions().get(i).quality();
        sums[2][i] += before.distribution().probability(i);
        sums[3][i] += after.distribution().probability(i);
      }
    }
    int n = questions.size();
    List<String> lines = new ArrayList<>();
    lines.add(
        "over the last %d requests, another best arm for %d; means, served now -> anew"
            .formatted(n, changed));
    for (int i = 0; i < arms.size() && n > 0; i++) {
      lines.add(
          "%s: quality %.4f -> %.4f, share of decisions %.4f -> %.4f"
              .formatted(
                  arms.get(i).id(),
                  sums[0][i] / n,
                  sums[1][i] / n,
                  sums[2][i] / n,
                  sums[3][i] / n));
    }
    return lines;
  }
}
