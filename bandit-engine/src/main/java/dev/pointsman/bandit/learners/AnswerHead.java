package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Cascade;
import dev.pointsman.bandit.Lesson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
  private final Map<String, Parts> cascades = new TreeMap<>();

  /// What a cascade is made of, by name: its opening and its last model.
  private record Parts(String opening, String last) {}

  AnswerHead(Blocks blocks, Hierarchy.Settings settings, List<Arm> arms) {
    this(blocks, settings, new Openings(arms));
  }

  private AnswerHead(Blocks blocks, Hierarchy.Settings settings, Openings openings) {
    this.openings = openings;
    Hierarchy.Settings firm = held(settings, settings.expected(), settings.constantRows());
    this.quality =
        Hierarchy.watching(blocks.and(openings.slots()), openings.slots() == 0 ? settings : firm);
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
      quality.describe(arm);
      return;
    }
    Cascade cascade = arm.cascade().get();
    cascades.put(arm.id(), new Parts(cascade.opening(), cascade.last().id()));
    openings.describe(arm.id(), cascade.opening());
  }

  void at(long millis) {
    quality.at(millis);
    acceptance.at(millis);
    accepted.at(millis);
  }

  /// Takes that an arm answered, graded or not.
  void called(String arm) {
    quality.called(arm);
  }

  void verify(String arm, double[] x, boolean isAccepted) {
    Parts cascade = cascades.get(arm);
    if (cascade != null) {
      acceptance.replace(cascade.opening(), x, Amendment.first(isAccepted ? 1 : 0, 1));
    }
  }

  /// Teaches a grade; one of a part of a cascade that was never described teaches nothing. Gives
  /// the model whose answers it shows to have changed.
  Optional<String> grade(Lesson.Graded graded, double[] x) {
    Amendment row = Amendment.of(graded);
    Parts cascade = cascades.get(graded.arm());
    if (graded.part() == Lesson.Part.WHOLE) {
      double[] inputs = Openings.marked(x, openings.slots(), -1);
      return quality.replace(graded.arm(), inputs, row)
          ? Optional.of(graded.arm())
          : Optional.empty();
    }
    if (cascade != null && graded.part() == Lesson.Part.ACCEPTED) {
      accepted.replace(cascade.opening(), x, row);
    } else if (cascade != null) {
      int slot = openings.of(graded.arm()).slot();
      double[] inputs = Openings.marked(x, openings.slots(), slot);
      boolean isChange = quality.replace(cascade.last(), inputs, row.raised(DROP));
      return isChange ? Optional.of(cascade.last()) : Optional.empty();
    }
    return Optional.empty();
  }

  boolean isInformed() {
    return quality.isInformed();
  }

  void save(StateWriter out) {
    openings.save(out);
    out.count(cascades.size());
    cascades.forEach(
        (arm, parts) -> {
          out.text(arm);
          out.text(parts.opening());
          out.text(parts.last());
        });
    quality.save(out);
    acceptance.save(out);
    accepted.save(out);
  }

  static AnswerHead restore(Blocks blocks, Hierarchy.Settings settings, StateReader in) {
    AnswerHead head = new AnswerHead(blocks, settings, Openings.restore(in));
    for (int left = in.count(Hierarchy.MOST_ARMS); left > 0; left--) {
      head.cascades.put(in.text(), new Parts(in.text(), in.text()));
    }
    head.quality.restore(in);
    head.acceptance.restore(in);
    head.accepted.restore(in);
    return head;
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
