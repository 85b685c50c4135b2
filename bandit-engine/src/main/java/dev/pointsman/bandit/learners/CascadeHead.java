package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Cascade;
import dev.pointsman.bandit.Lesson;
import java.util.LinkedHashMap;
import java.util.Map;

/// What cascades are made of, learnt part by part.
///
/// | part | belongs to | taught by |
/// |---|---|---|
/// | p: the verifier accepts | the opening | every play of it, graded or not |
/// | g: an accepted answer is good | the opening | grades of accepted answers |
/// | h: the last model's answer is good when the verifier did not accept | the cascade | grades of
/// escalated answers |
///
/// All three depend on the context, and each is a {@link Hierarchy} over its owners. One thread;
/// `beliefs` for others. O(d²) a lesson.
final class CascadeHead {

  private final Hierarchy acceptance;
  private final Hierarchy accepted;
  private final Hierarchy escalated;
  private final Map<String, Cascade> cascades = new LinkedHashMap<>();

  static final String ESC = System.getProperty("esc", "cascade");

  CascadeHead(Blocks blocks, Hierarchy.Settings settings) {
    this.acceptance = new Hierarchy(blocks, settings);
    this.accepted = new Hierarchy(blocks, settings);
    this.escalated = new Hierarchy(blocks, settings);
  }

  void describe(Arm arm) {
    arm.cascade().ifPresent(cascade -> cascades.put(arm.id(), cascade));
  }

  void verify(String arm, double[] x, boolean isAccepted) {
    Cascade cascade = cascades.get(arm);
    if (cascade != null) {
      acceptance.replace(cascade.opening(), x, Amendment.first(isAccepted ? 1 : 0, 1));
    }
  }

  void grade(Lesson.Graded graded, double[] x) {
    Cascade cascade = cascades.get(graded.arm());
    if (cascade == null) {
      return;
    }
    if (graded.part() == Lesson.Part.ACCEPTED) {
      accepted.replace(cascade.opening(), x, Amendment.of(graded));
    } else {
      escalated.replace(esc(graded.arm(), cascade), x, Amendment.of(graded));
    }
  }

  static String esc(String arm, Cascade cascade) {
    return ESC.equals("last") ? cascade.last().id() : arm;
  }

  CascadeBeliefs beliefs() {
    return new CascadeBeliefs(acceptance.beliefs(), accepted.beliefs(), escalated.beliefs());
  }
}
