package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Cascade;
import dev.pointsman.bandit.Lesson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How good answers are: those of single models, and those of cascades by their parts.
///
/// | part | belongs to | taught by |
/// |---|---|---|
/// | q: a model's answer is good | the model | its grades |
/// | p: the verifier accepts | the opening | every play of it, graded or not |
/// | g: an accepted answer is good | the opening | grades of accepted answers |
/// | h: a model's answer is good where the verifier did not accept | the model and the opening |
/// grades of escalated answers |
///
/// Each depends on the context. p and g are a {@link Hierarchy} over the openings. h shares one
/// with q: the same regression of the model, its input marked with the opening, and before any rows
/// `DROP` below q; so a model is known from its answers of both kinds, and what an opening leaves
/// over from all models that answered it. Accepted answers are held more firmly to each other than
/// models are, as different openings accept answers of much the same quality.
///
/// With cascades, coefficients are held more firmly than without: a choice among many arms made of
/// few parts turns on small differences of the parts, and noise in them is what would decide.
///
/// One thread; `beliefs` for others. O(d²) a lesson.
final class AnswerHead {

  static final double DROP = 0.1;

  private static final double ACCEPTED_RISE = 0.2;
  private static final double ACCEPTED_CONSTANT_ROWS = 100;
  private static final double FIRMER_OWN = 5;
  private static final double FIRMER_COMMON = 3;

  private final Openings openings;
  private final Hierarchy quality;
  private final Hierarchy acceptance;
  private final Hierarchy accepted;
  private final Map<String, Cascade> cascades = new HashMap<>();

  AnswerHead(Blocks blocks, Hierarchy.Settings settings, List<Arm> arms) {
    this.openings = new Openings(arms);
    Hierarchy.Settings firm = held(settings, settings.expected(), settings.constantRows());
    this.quality =
        new Hierarchy(blocks.and(openings.slots()), openings.slots() == 0 ? settings : firm);
    this.acceptance = new Hierarchy(blocks, firm);
    double risen = settings.expected() + ACCEPTED_RISE;
    this.accepted = new Hierarchy(blocks, held(settings, risen, ACCEPTED_CONSTANT_ROWS));
  }

  private static Hierarchy.Settings held(
      Hierarchy.Settings settings, double expected, double constantRows) {
    return new Hierarchy.Settings(
        expected,
        settings.noise(),
        constantRows,
        FIRMER_OWN * settings.ownRows(),
        FIRMER_COMMON * settings.commonRows(),
        settings.guessRows(),
        settings.sharing());
  }

  /// Takes what is known of an arm before any answer. A guess of a cascade's average is not used:
  /// its parts have their own.
  void describe(Arm arm) {
    if (arm.cascade().isEmpty()) {
      quality.describe(arm.id(), arm.qualityPrior());
      return;
    }
    cascades.put(arm.id(), arm.cascade().get());
    openings.describe(arm.id(), arm.cascade().get());
  }

  void verify(String arm, double[] x, boolean isAccepted) {
    Cascade cascade = cascades.get(arm);
    if (cascade != null) {
      acceptance.replace(cascade.opening(), x, Amendment.first(isAccepted ? 1 : 0, 1));
    }
  }

  /// Teaches a grade; one of a part of a cascade that was never described teaches nothing.
  void grade(Lesson.Graded graded, double[] x) {
    Amendment row = Amendment.of(graded);
    Cascade cascade = cascades.get(graded.arm());
    if (graded.part() == Lesson.Part.WHOLE) {
      quality.replace(graded.arm(), Openings.marked(x, openings.slots(), -1), row);
    } else if (cascade != null && graded.part() == Lesson.Part.ACCEPTED) {
      accepted.replace(cascade.opening(), x, row);
    } else if (cascade != null) {
      int slot = openings.of(graded.arm(), cascade).slot();
      quality.replace(
          cascade.last().id(), Openings.marked(x, openings.slots(), slot), row.raised(DROP));
    }
  }

  boolean isInformed() {
    return quality.isInformed();
  }

  /// Only what is known of single models is kept as yet: with cascades this is refused.
  void save(StateWriter out) {
    if (!cascades.isEmpty()) {
      throw new IllegalArgumentException("a learner of cascades keeps no snapshots");
    }
    quality.save(out);
  }

  void restore(StateReader in) {
    quality.restore(in);
  }

  AnswerBeliefs beliefs() {
    return new AnswerBeliefs(
        quality.beliefs(),
        acceptance.beliefs(),
        accepted.beliefs(),
        openings.byArm(),
        openings.slots());
  }
}
