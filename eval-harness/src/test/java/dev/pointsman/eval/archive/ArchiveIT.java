package dev.pointsman.eval.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.bandit.Arm;
import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.FeatureSchema;
import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.Prediction;
import dev.pointsman.bandit.Price;
import dev.pointsman.bandit.learners.Learners;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.LoggedDecision.Candidate;
import dev.pointsman.bandit.log.LoggedOutcome;
import dev.pointsman.bandit.log.LoggedOutcome.Status;
import dev.pointsman.bandit.log.LoggedOutcome.Tokens;
import dev.pointsman.eval.Duck;
import dev.pointsman.eval.EvalMain;
import dev.pointsman.feedback.ArmFields;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.Feedback.Source;
import dev.pointsman.feedback.FeedbackTokens;
import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.Voice;
import dev.pointsman.feedback.archive.RewardArchive;
import dev.pointsman.feedback.archive.WholeRewardLog;
import dev.pointsman.feedback.fold.Build;
import dev.pointsman.feedback.fold.Keeping;
import dev.pointsman.feedback.fold.RewardFold;
import dev.pointsman.feedback.redis.RedisConnection;
import dev.pointsman.feedback.redis.RedisEventLog;
import dev.pointsman.feedback.redis.RedisReader;
import dev.pointsman.feedback.redis.RedisSnapshotStore;
import dev.pointsman.feedback.snapshot.SnapshotStore;
import io.lettuce.core.XTrimArgs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `archive` beside a running log in a real Redis: what it wrote teaches the same.
class ArchiveIT {

  private static final String ROUTE = "auto";
  private static final FeatureSchema SCHEMA =
      new FeatureSchema("schema-1", List.of(new FeatureSchema.Block("text", 0, 8)));
  private static final Build BUILD = new Build("adaptive", SCHEMA);
  private static final List<Arm> ARMS = List.of(arm("cheap", 0.1), arm("dear", 2));

  @TempDir private Path folder;
  private RedisConnection redis;
  private RedisEventLog log;
  private final Random random = new Random(7);

  @BeforeEach
  void open() {
    redis = RedisConnection.open(RedisConnection.EMBEDDED, folder.resolve("data"));
    log = RedisEventLog.open(redis, EventLogConfig.of(Set.of(ROUTE)));
    log.arms(ROUTE, ARMS).toCompletableFuture().join();
  }

  @AfterEach
  void close() {
    log.close();
    redis.close();
  }

  @Test
  void archive_readBack_givesTheSameLearner() {
    answer(30);
    assertThat(archive()).contains("decisions copied").contains(" 30 decisions");
    answer(20);

    assertThat(archive()).contains(" 20 decisions");
    assertThat(archive()).contains(": 0 entries of rewards, 0 decisions copied");

    try (RewardLog live = new RedisReader(redis).rewards(ROUTE, SCHEMA.hash());
        RewardLog archived = archived()) {
      assertThat(learnt(archived)).isEqualTo(learnt(live)).isNotEmpty();
    }
  }

  @Test
  void archive_entryThatCannotBeRead_isKeptAndPassedOverAlike() {
    answer(3);
    redis
        .commands()
        .xadd("pm:{auto}:rewards", Map.of("e", "no entry"))
        .toCompletableFuture()
        .join();
    answer(3);
    archive();

    try (RewardLog live = new RedisReader(redis).rewards(ROUTE, SCHEMA.hash());
        RewardLog archived = archived()) {
      RewardFold fold = fold(archived);
      assertThat(fold.stats().corrupt()).isEqualTo(1);
      assertThat(fold.stats().quarantined()).isEqualTo(fold(live).stats().quarantined());
    }
  }

  @Test
  void archive_ordersOfTheStream_areObeyedFromItAlike() {
    SnapshotStore store = new RedisSnapshotStore(redis, ROUTE, InstantSource.system());
    answer(10);
    try (RewardLog live = new RedisReader(redis).rewards(ROUTE, SCHEMA.hash())) {
      RewardFold replica = RewardFold.of(live, BUILD, ARMS, List.of(), Keeping.reading(store));
      replica.catchUp();
      store.put(store.seize("test", Duration.ofSeconds(5)), replica.snapshot(), Set.of());
      answer(5);
      Order rollback = new Order.Rollback(replica.snapshot().name(), "test");
      assertThat(store.order(rollback)).isPresent();
      answer(2);
      assertThat(store.order(new Order.Freeze(true, false, "test"))).isPresent();
      answer(3);
      replica.catchUp();
      archive();

      try (RewardLog archived = archived()) {
        RewardFold anew = RewardFold.of(archived, BUILD, firstArms(), List.of(), Keeping.NOTHING);
        anew.catchUp();
        assertThat(replica.upkeep().disobeyed()).isZero();
        assertThat(anew.snapshot().name()).isEqualTo(replica.snapshot().name());
      }
    }
  }

  @Test
  void fold_ofArchiveAndWhatTheTrimmedStreamHas_isOneOverTheWholeStream() {
    answer(20);
    RewardFold poisoned = whole(live(), Set.of());
    answer(20, "mal", "mallory");
    archive();
    answer(10);
    Set<Long> without = Set.of(Voice.hash("mallory"));
    RewardFold all = whole(live(), Set.of());
    RewardFold clean = whole(live(), without);
    assertThat(clean.snapshot().name()).isNotEqualTo(all.snapshot().name());
    trimTo(poisoned.stats().lastId());
    assertThat(whole(live(), Set.of()).stats().rewards()).as("what is left").isLessThan(50);

    assertThat(whole(joined(), Set.of()).snapshot().name()).isEqualTo(all.snapshot().name());
    assertThat(whole(joined(), without).snapshot().name()).isEqualTo(clean.snapshot().name());
  }

  @Test
  void wholeRewardLog_trimmedBeyondTheArchive_saysWhatIsMissing() {
    answer(5);
    archive();
    answer(5);
    String last = whole(live(), Set.of()).stats().lastId();
    trimTo(last);

    try (RewardLog joined = joined()) {
      assertThat(joined.trimmedTo()).isEqualTo(last);
    }
  }

  private RewardLog live() {
    return new RedisReader(redis).rewards(ROUTE, SCHEMA.hash());
  }

  /// As a command of another module finds it.
  private RewardLog joined() {
    RewardArchive.Opened archived =
        RewardArchive.find().orElseThrow().open(folder.resolve("out"), ROUTE, SCHEMA.hash());
    return new WholeRewardLog(archived.rewards(), archived.end(), live());
  }

  private static RewardFold whole(RewardLog log, Set<Long> without) {
    try (log) {
      RewardFold fold =
          RewardFold.of(log, BUILD, ARMS, List.of(), Keeping.NOTHING.aside().without(without));
      fold.catchUp();
      return fold;
    }
  }

  private void trimTo(String id) {
    SnapshotStore store = new RedisSnapshotStore(redis, ROUTE, InstantSource.system());
    store.trim(store.seize("test", Duration.ofSeconds(5)), id, false);
    // Redis trims whole nodes at once, and not these few entries.
    redis
        .commands()
        .xtrim("pm:{auto}:rewards", XTrimArgs.Builder.minId(id))
        .toCompletableFuture()
        .join();
  }

  @Test
  void ope_ofAnArchive_readsItsDecisions() {
    answer(40);
    archive();

    String report =
        run("eval", "ope", "--log", folder.resolve("out/auto").toString(), "--target", "arm=dear");

    assertThat(report).contains("\"n\" : 40");
  }

  @Test
  void archive_forget_removesAPersonsRowsAndVotes_andDoesNotCopyThemAgain() throws IOException {
    byte[] secret = redis.sharedSecret("feedback-tokens", FeedbackTokens::newSecret);
    String ann =
        new FeedbackTokens(secret, Duration.ofHours(1), InstantSource.system()).principal("ann");
    answer(5);
    answer(3, "ann", ann);
    answer(1, "bob", ann);
    assertThat(archive("--forget", "ann"))
        .contains("19 entries of rewards, 9 decisions copied")
        .contains("of the user: 6 entries of rewards, 3 decisions, feedback on 1 others");

    assertThat(records()).hasSize(6).noneMatch(r -> r.contains("\"ann\"") || r.contains(ann));
    assertThat(records())
        .filteredOn(r -> r.contains("\"bob\""))
        .singleElement()
        .asString()
        .contains("\"feedback\":[]");
    answer(2);
    assertThat(archive("--forget", "ann"))
        .contains(": 4 entries of rewards, 2 decisions copied")
        .contains("of the user: 0 entries of rewards, 0 decisions, feedback on 0 others");
    try (RewardLog archived = archived()) {
      assertThat(fold(archived).stats().rewards()).isEqualTo(8);
      assertThat(fold(archived).stats().corrupt()).isZero();
    }
  }

  @Test
  void archive_keep_removesWhatIsOlder_armsAndOrdersStay() throws IOException {
    answer(4);
    long before = System.currentTimeMillis();
    await().until(() -> System.currentTimeMillis() > before + 5);
    assertThat(archive("--keep", "PT0.001S"))
        .contains("8 entries of rewards, 4 decisions, feedback on 0 others");

    assertThat(records()).isEmpty();
    try (RewardLog archived = archived()) {
      assertThat(archived.readAfter(RewardLog.BEGINNING, 10, 0))
          .extracting(entry -> entry.lesson().getClass().getSimpleName())
          .containsExactly("Arms");
    }
    answer(3);
    assertThat(archive("--keep", "P1D")).contains(": 6 entries of rewards, 3 decisions copied");
    assertThat(records()).hasSize(3);
    assertThat(archive("--keep", "PT0S")).contains("--keep PT0S: is no time");
  }

  /// The records of archived decisions, as `eval ope` reads them.
  private List<String> records() throws IOException {
    try (DuckDBConnection duck = Duck.open();
        Statement statement = duck.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT record FROM "
                    + Duck.reading(
                        ArchiveFolder.make(folder.resolve("out"), ROUTE).parts("decisions")))) {
      List<String> records = new ArrayList<>();
      while (rows.next()) {
        records.add(rows.getString(1));
      }
      return records;
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  @Test
  void archive_routeNobodyServed_isRefusedByName() {
    assertThat(
            run(
                "archive",
                "--data-dir",
                folder.resolve("data").toString(),
                "--route",
                "other",
                "--out",
                "o"))
        .contains("--route other")
        .contains("no router has served it");
  }

  private String archive(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "archive",
                "--data-dir",
                folder.resolve("data").toString(),
                "--out",
                folder.resolve("out").toString(),
                "--settled",
                "PT0S"));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private static String run(String... arguments) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    EvalMain.run(arguments, out, out);
    out.flush();
    return said.toString();
  }

  /// Decisions, each with its outcome and a thumb of its user, until all are taught.
  private void answer(int count) {
    answer(count, "eve", "user");
  }

  private void answer(int count, String user, String principal) {
    long before = taught();
    for (int i = 0; i < count; i++) {
      LoggedDecision decision = decision().with("user", user);
      log.decided(decision).toCompletableFuture().join();
      log.finished(decision, outcome(decision)).toCompletableFuture().join();
      Feedback thumb =
          new Feedback(
              decision.id(), principal, Source.USER, "thumb", i % 3 == 0 ? 0 : 1, "", Map.of(), 0);
      log.feedback(thumb, Optional.empty()).toCompletableFuture().join();
    }
    await().until(() -> taught() == before + 2L * count);
  }

  private long taught() {
    return redis.commands().xlen("pm:{auto}:rewards").toCompletableFuture().join();
  }

  private LoggedDecision decision() {
    long now = System.currentTimeMillis();
    float[] features = new float[8];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    Prediction predicted = new Prediction(0.7, 0.1, 1e-4, Double.NaN);
    UUID random = UUID.randomUUID();
    long high = now << 16 | 7L << 12 | (random.getMostSignificantBits() & 0xfff);
    return new LoggedDecision(
        new UUID(high, random.getLeastSignificantBits()).toString(),
        now,
        ROUTE,
        "",
        "0-0/a/b",
        SCHEMA.hash(),
        Context.of(features, 100),
        List.of(new Candidate("cheap", 0.6, predicted), new Candidate("dear", 0.4, predicted)),
        (int) (now & 1),
        true,
        false,
        42,
        30,
        1,
        Map.of(),
        List.of("drawn"));
  }

  private static LoggedOutcome outcome(LoggedDecision decision) {
    return new LoggedOutcome(
        decision.id(),
        decision.tsMillis() + 900,
        Status.OK,
        decision.arm(),
        "upstream",
        Tokens.of(120, 240),
        33,
        false,
        -1,
        850);
  }

  private RewardLog archived() {
    return ArchivedRewards.open(
        ArchiveFolder.make(folder.resolve("out"), ROUTE), Optional.of(SCHEMA.hash()));
  }

  private byte[] learnt(RewardLog from) {
    Learner learner = Learners.create("adaptive", SCHEMA);
    new RewardFold(from, learner, firstArms(), List.of()).catchUp();
    return Learners.save(learner, SCHEMA);
  }

  private RewardFold fold(RewardLog from) {
    RewardFold fold =
        new RewardFold(from, Learners.create("adaptive", SCHEMA), firstArms(), List.of());
    fold.catchUp();
    return fold;
  }

  private List<Arm> firstArms() {
    return ArmFields.parse(ArchiveFolder.make(folder.resolve("out"), ROUTE).arms());
  }

  private static Arm arm(String id, double usd) {
    return new Arm(id, new Price(usd, usd, 0), OptionalDouble.of(0.7));
  }
}
