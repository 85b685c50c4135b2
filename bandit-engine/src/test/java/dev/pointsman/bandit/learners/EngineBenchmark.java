package dev.pointsman.bandit.learners;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Assessment;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.Policy;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.Question;
import dev.pointsman.bandit.features.Featurizer;
import dev.pointsman.bandit.features.Featurizers;
import dev.pointsman.bandit.features.Prompt;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a decision, a lesson and a snapshot of `adaptive` cost. By hand: see docs/benchmarks.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
public class EngineBenchmark {

  private static final int TAUGHT = 4_000;
  private static final String PARAGRAPH =
      "A train leaves the station at nine and travels at eighty kilometres an hour; a second one"
          + " follows at ten and is faster by a quarter. When and where do they meet? ";

  @Param({"10", "50"})
  public int arms = 10;

  private final Featurizer featurizer = Featurizers.standard();
  private final Random random = new Random(5);
  private final List<Arm> fleet = new ArrayList<>();
  private final Prompt prompt = Prompt.of(PARAGRAPH.repeat(3));
  private final Prompt longPrompt = Prompt.of(PARAGRAPH.repeat(55));
  private Learner learner = Learners.create("adaptive", featurizer.schema());
  private Policy policy = learner.snapshot();
  private byte[] saved = new byte[0];

  @Setup
  public void teach() {
    for (int i = 0; i < arms; i++) {
      fleet.add(new Arm("arm-" + i, Price.perMtok(.1 + i, 1 + 4 * i), OptionalDouble.empty()));
    }
    featurizer.contextOf(longPrompt);
    long heapBefore = heapBytes();
    learner = Learners.create("adaptive", featurizer.schema());
    learner.learn(new Lesson.Arms(fleet));
    Context context = featurizer.contextOf(prompt);
    for (int i = 0; i < TAUGHT; i++) {
      lesson();
      String arm = fleet.get(i % arms).id();
      learner.learn(new Lesson.Usage(context, arm, 120, 200 + i % 50, 900 + i % 300));
    }
    policy = learner.snapshot();
    saved = Learners.save(learner, featurizer.schema());
    System.out.printf(
        "%d arms: heap of learner and policy %.1f MB, snapshot %.2f MB%n",
        arms, (heapBytes() - heapBefore) / 1e6, saved.length / 1e6);
  }

  private static long heapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Benchmark
  public Assessment featuresAndDecision() {
    return policy.assess(new Question(featurizer.contextOf(prompt), fleet, 30));
  }

  @Benchmark
  public Assessment featuresAndDecisionOfLongPrompt() {
    return policy.assess(new Question(featurizer.contextOf(longPrompt), fleet, 30));
  }

  @Benchmark
  public Learner lesson() {
    Context context = featurizer.contextOf(prompt);
    String arm = fleet.get(random.nextInt(arms)).id();
    learner.learn(Lesson.Graded.first(context, arm, random.nextDouble() < .7 ? 1 : 0, 1));
    return learner;
  }

  @Benchmark
  public Learner saveAndRestore() {
    byte[] bytes = Learners.save(learner, featurizer.schema());
    return Learners.restore(bytes, "adaptive", featurizer.schema());
  }
}
