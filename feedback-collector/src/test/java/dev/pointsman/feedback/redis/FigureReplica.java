package dev.pointsman.feedback.redis;

import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Choice;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedDecision.Candidate;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.Samples;
import dev.pointsman.feedback.fold.LivePolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// A replica that draws by its policy and hears a vote on each answer, until killed. The dear arm
/// answers all prompts well, the cheap one those whose first feature is below zero; told `change`,
/// or begun so, it is the other way round with the two arms. Says after each request `sample <ms>
/// <policy version> <probability of the dear arm on a prompt it alone answers well>`.
final class FigureReplica {

  private static final long PACE_NANOS = 40_000_000;
  private static final double LAMBDA = 30;
  private static final double GOOD = 0.9;
  private static final double BAD = 0.25;
  private static final int FEATURES = 64;

  private final LiveReplica replica;
  private final Random random;
  private volatile boolean isChanged;

  private FigureReplica(LiveReplica replica, Random random, boolean isChanged) {
    this.replica = replica;
    this.random = random;
    this.isChanged = isChanged;
  }

  public static void main(String[] arguments) {
    Path home = Path.of(arguments[1]);
    EventLogConfig config =
        EventLogConfig.of(Set.of(Samples.ROUTE)).withJournal(home.resolve("journal"));
    FigureReplica figure =
        new FigureReplica(
            LiveReplica.start(RedisConnection.open(arguments[0], home), config),
            new Random(Long.parseLong(arguments[2])),
            Boolean.parseBoolean(arguments[3]));
    Thread.ofPlatform().daemon().start(figure::listen);
    figure.run();
  }

  private void listen() {
    Scanner told = new Scanner(System.in, StandardCharsets.US_ASCII);
    while (told.hasNextLine()) {
      isChanged = told.nextLine().equals("change");
    }
    Runtime.getRuntime().halt(1);
  }

  private void run() {
    Question hard = new Question(context(new Random(1), 1), LiveReplica.ARMS, LAMBDA);
    for (long number = 0; number >= 0; number++) {
      serve();
      LivePolicy live = replica.fold().live();
      double dear = live.policy().assess(hard).distribution().probability(Samples.DEAR);
      System.out.println(
          "sample " + System.currentTimeMillis() + " " + live.version() + " " + dear);
      LockSupport.parkNanos(PACE_NANOS);
    }
  }

  private void serve() {
    Context context = context(random, random.nextBoolean() ? 1 : -1);
    LivePolicy live = replica.fold().live();
    Question question = new Question(context, LiveReplica.ARMS, LAMBDA);
    Assessment assessment = live.policy().assess(question);
    long seed = random.nextLong();
    Choice drawn = assessment.distribution().draw(seed);
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < LiveReplica.ARMS.size(); i++) {
      candidates.add(
          new Candidate(
              LiveReplica.ARMS.get(i).id(),
              assessment.distribution().probability(i),
              assessment.predictions().get(i)));
    }
    long now = System.currentTimeMillis();
    LoggedDecision decision =
        new LoggedDecision(
            Samples.id(now),
            now,
            Samples.ROUTE,
            "",
            live.version(),
            LiveReplica.SCHEMA.hash(),
            context,
            candidates,
            drawn.index(),
            true,
            false,
            seed,
            LAMBDA,
            1,
            Map.of(),
            List.of());
    String always = isChanged ? Samples.CHEAP : Samples.DEAR;
    boolean isEasy = context.feature(0) < 0 || drawn.arm().id().equals(always);
    int thumb = random.nextDouble() < (isEasy ? GOOD : BAD) ? 1 : 0;
    replica
        .log()
        .decided(decision)
        .thenCompose(done -> replica.log().finished(decision, Samples.ok(decision)))
        .thenCompose(
            done -> replica.log().feedback(Samples.thumb(decision, "ann", thumb), Optional.empty()))
        .toCompletableFuture()
        .join();
  }

  private static Context context(Random random, int sign) {
    float[] features = new float[FEATURES];
    features[0] = sign;
    for (int i = 1; i < 8; i++) {
      features[i] = (float) random.nextGaussian() / 4;
    }
    return Context.of(features, 100);
  }
}
