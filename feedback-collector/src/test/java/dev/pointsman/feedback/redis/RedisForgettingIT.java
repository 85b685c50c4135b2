package dev.pointsman.feedback.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.feedback.EventLog;
import dev.pointsman.feedback.EventLogConfig;
import dev.pointsman.feedback.Feedback;
import dev.pointsman.feedback.Forgetting;
import dev.pointsman.feedback.Forgetting.Forgotten;
import dev.pointsman.feedback.ForgettingContract;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisForgettingIT extends ForgettingContract {

  @RegisterExtension static final TestRedis REDIS = TestRedis.installed();
  private RedisEventLog log = open();

  private static RedisEventLog open() {
    return RedisEventLog.open(REDIS.emptied(), EventLogConfig.of(Set.of(Samples.ROUTE)));
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Override
  protected EventLog log() {
    return log;
  }

  @Override
  protected Forgetting forgetting() {
    return new RedisForgetting(REDIS.connection());
  }

  @Override
  protected RewardLog rewards() {
    return log.rewards(Samples.ROUTE);
  }

  /// Every key's bytes, as a dump would hold them.
  @Test
  void forget_leavesTheNameAndPrincipalInNoKey() {
    LoggedDecision hers =
        Samples.decision(System.currentTimeMillis()).with("user", "ann-of-avonlea");
    log.decided(hers).toCompletableFuture().join();
    log.finished(hers, Samples.ok(hers)).toCompletableFuture().join();
    log.feedback(Samples.thumb(hers, "user:of-ann", 1), Optional.empty())
        .toCompletableFuture()
        .join();
    assertThat(holds("ann-of-avonlea", "user:of-ann")).isTrue();

    forgetting()
        .forget(Set.of(Samples.ROUTE), "ann-of-avonlea", "user:of-ann")
        .toCompletableFuture()
        .join();

    REDIS.commands().keys("pm:*spend*").toCompletableFuture().join().forEach(this::forgetKey);
    assertThat(holds("ann-of-avonlea", "user:of-ann"))
        .as("but for what was spent, which is kept to be billed")
        .isFalse();
  }

  /// Redis was away when she asked and rated; she is forgotten once it is back, before her router
  /// sent what it kept.
  @Test
  void forget_eventsThatWaitInASpool_doNotComeBack_laterOnesDo() {
    long now = System.currentTimeMillis() - 10_000;
    LoggedDecision hers = Samples.decision(now).with("user", "ann-of-avonlea");
    LoggedDecision his = Samples.decision(now).with("user", "bob");
    MemorySpool spool = new MemorySpool();
    for (LoggedDecision decision : List.of(hers, his)) {
      spool.add(new Event.Decided(decision));
      spool.add(new Event.Finished(decision, Samples.ok(decision)));
      spool.add(new Event.Heard(Samples.thumb(decision, "user:of-ann", 1), Optional.empty()));
      spool.add(new Event.Heard(Samples.thumb(decision, "user:of-bob", 1), Optional.empty()));
    }
    forgetting()
        .forget(Set.of(Samples.ROUTE), "ann-of-avonlea", "user:of-ann")
        .toCompletableFuture()
        .join();
    LoggedDecision later =
        Samples.decision(now + Duration.ofMinutes(5).toMillis()).with("user", "ann-of-avonlea");
    spool.add(new Event.Decided(later));

    EventLogConfig config = EventLogConfig.of(Set.of(Samples.ROUTE));
    try (RedisEventLog late = RedisEventLog.open(REDIS.connection(), config, spool)) {
      await().until(() -> spool.size() == 0);
      assertThat(late.find(hers.id()).toCompletableFuture().join()).isEmpty();
      assertThat(late.find(his.id()).toCompletableFuture().join().orElseThrow().feedback())
          .extracting(Feedback::principal)
          .containsExactly("user:of-bob");
      assertThat(late.find(later.id()).toCompletableFuture().join()).isPresent();
      assertThat(holds("user:of-ann")).isFalse();
    }
  }

  @Test
  void forget_votesThatWaitForTheirDecision_goWithTheirVoter() {
    LoggedDecision elsewhere = Samples.decision(System.currentTimeMillis());
    String hers = waiting(elsewhere, "user:of-ann");
    String his = waiting(elsewhere, "user:of-bob");

    Forgotten forgotten =
        forgetting()
            .forget(Set.of(Samples.ROUTE), "ann-of-avonlea", "user:of-ann")
            .toCompletableFuture()
            .join();

    assertThat(forgotten.feedback()).isEqualTo(1);
    assertThat(REDIS.commands().smembers(EarlyVotes.KEY).toCompletableFuture().join())
        .contains(his)
        .doesNotContain(hers);
  }

  private static String waiting(LoggedDecision decision, String principal) {
    String vote =
        Event.pack(new Event.Heard(Samples.thumb(decision, principal, 1), Optional.empty()));
    REDIS.commands().sadd(EarlyVotes.KEY, vote).toCompletableFuture().join();
    return vote;
  }

  private void forgetKey(String key) {
    REDIS.commands().del(key).toCompletableFuture().join();
  }

  private static boolean holds(String... texts) {
    List<String> keys = REDIS.commands().keys("*").toCompletableFuture().join();
    for (String key : keys) {
      byte[] dump = REDIS.commands().dump(key).toCompletableFuture().join();
      String all = key + new String(dump, StandardCharsets.ISO_8859_1);
      for (String text : texts) {
        if (all.contains(text)) {
          return true;
        }
      }
    }
    return false;
  }
}
