package dev.pointsman.eval.trust;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Choice;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.Seeds;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.bandit.learners.Learners;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.eval.reference.References;
import dev.pointsman.eval.table.ArmTable;
import dev.pointsman.eval.table.Split;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.Feedback.Source;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.SamplingWeight;
import dev.pointsman.feedback.Voices;
import dev.pointsman.feedback.memory.InMemoryEventLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/// A route whose answers are recorded ones and whose feedback goes the live way: through the event
/// log, its voices, maps and joins, into the learner. One thread.
///
/// A day has ten requests a user; maps are fitted anew every 500 requests.
final class VotedRoute {

  private static final String ROUTE = "auto";
  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final long STEP = Duration.ofDays(1).toMillis() / (Crowd.USERS * 10L);
  private static final int REFIT = 500;

  /// How the route is judged: a share of the answers is checked, by the truth (`accuracy` 1) or by
  /// a judge that errs. `isNamed`: users have names, so that votes have voices.
  record Audit(double share, double accuracy, boolean isNamed) {}

  private final ArmTable table;
  private final List<Context> contexts;
  private final Split split;
  private final double lambda;
  private final List<Arm> arms;
  private final Learner learner;
  private final InMemoryEventLog log;
  private volatile long now = START;
  private String lastId = RewardLog.BEGINNING;

  VotedRoute(
      ArmTable table, List<Context> contexts, Featurizer featurizer, Split split, double lambda) {
    this.table = table;
    this.contexts = contexts;
    this.split = split;
    this.lambda = lambda;
    this.arms = new ArrayList<>();
    for (int arm = 0; arm < table.arms(); arm++) {
      arms.add(table.arm(arm));
    }
    this.learner = Learners.create("adaptive", featurizer.schema());
    learner.learn(new Lesson.Arms(arms));
    this.log =
        new InMemoryEventLog(
            EventLogConfig.of(Set.of(ROUTE)).withClock(() -> Instant.ofEpochMilli(now)));
  }

  /// The held-out utility of what is learnt over so many passes of the stream, above that of the
  /// best fixed arm.
  double gain(Crowd crowd, Audit audit, int passes) {
    int round = 0;
    for (int pass = 0; pass < passes; pass++) {
      for (int place : Split.shuffled(split.streamSize(), split.seed() * 1_000_003 + pass)) {
        serve(split.stream(place), round++, crowd, audit);
      }
    }
    return heldOut();
  }

  private void serve(int row, int round, Crowd crowd, Audit audit) {
    now = START + round * STEP;
    long seed = Seeds.mix(Seeds.mix(split.seed()) + round);
    Question question = new Question(contexts.get(row), arms, lambda);
    Assessment assessment = learner.assess(question);
    Choice choice = assessment.distribution().draw(seed);
    LoggedDecision decision = decision(round, question, assessment, choice.index());
    done(log.decided(decision));
    done(log.finished(decision, outcome(decision, row, choice.index())));
    int user = (int) (Seeds.uniform(Seeds.mix(seed + 11)) * Crowd.USERS);
    OptionalDouble vote = crowd.vote(user, row, choice.index(), seed + 20);
    if (vote.isPresent()) {
      String principal = audit.isNamed() ? Voices.USER + user : "app";
      say(decision, principal, Source.USER, "thumb", vote.getAsDouble(), 1);
    }
    if (Seeds.uniform(Seeds.mix(seed + 12)) < audit.share()) {
      boolean isGood = Seeds.uniform(Seeds.mix(seed + 21)) < table.quality(row, choice.index());
      boolean isRight = Seeds.uniform(Seeds.mix(seed + 13)) < audit.accuracy();
      Source source = audit.accuracy() == 1 ? Source.CHECK : Source.JUDGE;
      String metric = source == Source.CHECK ? "check" : "grade";
      say(decision, "audit", source, metric, isGood == isRight ? 1 : 0, audit.share());
    }
    if (round % REFIT == REFIT - 1) {
      done(log.calibrations().refit(ROUTE));
    }
    for (RewardEntry entry : log.rewards(ROUTE).readAfter(lastId, 100, 0)) {
      learner.learn(entry.lesson());
      lastId = entry.id();
    }
  }

  private LoggedDecision decision(int round, Question question, Assessment of, int chosen) {
    List<LoggedDecision.Candidate> candidates = new ArrayList<>();
    for (int arm = 0; arm < arms.size(); arm++) {
      double probability = of.distribution().probability(arm);
      candidates.add(
          new LoggedDecision.Candidate(arms.get(arm).id(), probability, of.predictions().get(arm)));
    }
    return new LoggedDecision(
        new UUID(now << 16 | 7L << 12, 1L << 63 | round).toString(),
        now,
        ROUTE,
        "",
        "",
        "schema",
        question.context(),
        candidates,
        chosen,
        true,
        false,
        0,
        lambda,
        1,
        Map.of(),
        List.of());
  }

  private LoggedOutcome outcome(LoggedDecision decision, int row, int arm) {
    int in = (int) table.inputTokens(row, arm);
    int out = (int) table.outputTokens(row, arm);
    return new LoggedOutcome(
        decision.id(),
        now,
        LoggedOutcome.Status.OK,
        decision.arm(),
        "",
        LoggedOutcome.Tokens.of(in, out),
        Math.round(table.cost(row, arm) * 1e6),
        false,
        -1,
        100);
  }

  private void say(
      LoggedDecision decision,
      String principal,
      Source source,
      String metric,
      double value,
      double sampled) {
    Map<String, String> tags = Map.of(SamplingWeight.TAG, Double.toString(sampled));
    Feedback given = new Feedback(decision.id(), principal, source, metric, value, "", tags, now);
    done(log.feedback(given, Optional.empty()));
  }

  private static void done(CompletionStage<?> stage) {
    stage.toCompletableFuture().join();
  }

  private double heldOut() {
    int fixed = References.bestFixed(table, split, lambda);
    double sum = 0;
    for (int place = 0; place < split.heldOutSize(); place++) {
      int row = split.heldOut(place);
      Question question = new Question(contexts.get(row), arms, lambda, 1, false);
      Assessment assessment = learner.assess(question);
      int taken = assessment.best(question);
      sum += utility(row, taken) - utility(row, fixed);
    }
    return sum / split.heldOutSize();
  }

  private double utility(int row, int arm) {
    return table.quality(row, arm) - lambda * table.cost(row, arm);
  }
}
