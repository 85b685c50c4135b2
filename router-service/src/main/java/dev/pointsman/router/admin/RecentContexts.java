package dev.pointsman.router.admin;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Question;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.fold.FoldListener;
import java.util.ArrayDeque;
import java.util.List;

/// The contexts of the last requests of a route with the weights that cost had.
final class RecentContexts implements FoldListener {

  static final int MOST = 2_000;

  private record Asked(Context context, double lambda) {}

  private final ArrayDeque<Asked> last = new ArrayDeque<>();

  @Override
  public void before(RewardEntry entry, Learner learner) {
    if (entry.lesson() instanceof Lesson.Usage usage && !entry.facts().shadow()) {
      last.addLast(new Asked(usage.context(), entry.facts().lambda()));
      if (last.size() > MOST) {
        last.removeFirst();
      }
    }
  }

  /// Asked of these arms.
  List<Question> questions(List<Arm> arms) {
    return last.stream().map(asked -> new Question(asked.context(), arms, asked.lambda())).toList();
  }
}
