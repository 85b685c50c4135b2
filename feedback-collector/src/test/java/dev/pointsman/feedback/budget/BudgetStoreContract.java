package dev.pointsman.feedback.budget;

import static dev.pointsman.feedback.budget.Caps.NO_CAP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.feedback.budget.Answer.Granted;
import dev.pointsman.feedback.budget.Answer.Refused;
import dev.pointsman.feedback.budget.Answer.Unit;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of budgets does, whatever keeps the counters. Time is a test's own.
public abstract class BudgetStoreContract {

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration LATE = Duration.ofHours(1);

  /// Ten in the morning, today: a store drops what it kept for a week.
  private final ZonedDateTime midnight =
      ZonedDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);

  private long now = midnight.plusHours(10).toInstant().toEpochMilli();
  private BudgetStore store;

  /// A store without anything in it.
  protected abstract BudgetStore open();

  /// Sets the store's clock.
  protected abstract void clock(long millis);

  @BeforeEach
  void openStore() {
    store = open();
    pass(Duration.ZERO);
  }

  @Test
  void reserve_roomEverywhere_isChargedToEveryWindowUntilSettled() {
    Window org = total("org", 100);
    Window team = total("org/team", 50);

    assertThat(granted("r1", 30, 30, org, team)).isEqualTo(new Amount(30, 30));
    assertThat(levels(org, team)).containsOnly(new Level(30, 30, 1, 30, 30, 1));
    assertThat(get(store.settle("r1", new Amount(12, 7)))).isEqualTo(Settlement.SETTLED);
    assertThat(levels(org, team)).containsOnly(new Level(12, 7, 1, 0, 0, 0));
  }

  @Test
  void reserve_oneWindowTooSmall_reservesNothingAndNamesIt() {
    Window org = total("org", 100);
    Window team = total("org/team", 20);

    Refused refused = refused("r1", 30, 30, org, team);

    assertThat(refused.window()).isEqualTo(1);
    assertThat(refused.unit()).isEqualTo(Unit.USD);
    assertThat(levels(org, team)).containsOnly(Level.EMPTY);
  }

  @Test
  void reserve_lessThanMostIsLeft_grantsWhatIsLeftButNotLessThanLeast() {
    Window org = total("org", 100);
    granted("r1", 70, 70, org);

    assertThat(granted("r2", 50, 20, org)).isEqualTo(new Amount(30, 50));
    assertThat(refused("r3", 50, 20, org).levels())
        .containsExactly(new Level(100, 120, 2, 100, 120, 2));
    assertThat(granted("free", 0, 0, org).microUsd()).isZero();

    Window team = total("team", 100);
    Window user = total("team/user", 200);
    granted("r4", 70, 70, team);
    assertThat(granted("r5", 50, 20, team, user))
        .as("of the smallest")
        .isEqualTo(new Amount(30, 50));
  }

  @Test
  void reserve_otherCaps_eachIsNamedByItsUnit() {
    Window tokens = new Window("t", new Span.Always(), new Caps(NO_CAP, 10, NO_CAP, NO_CAP));
    Window requests = new Window("n", new Span.Always(), new Caps(NO_CAP, NO_CAP, 1, NO_CAP));
    Window underWay = new Window("w", new Span.Always(), new Caps(NO_CAP, NO_CAP, NO_CAP, 1));

    assertThat(refused("a", 11, 11, tokens).unit()).isEqualTo(Unit.TOKENS);
    granted("b", 1, 1, requests);
    get(store.settle("b", Amount.NONE));
    assertThat(refused("c", 1, 1, requests).unit()).isEqualTo(Unit.REQUESTS);
    granted("d", 1, 1, underWay);
    assertThat(refused("e", 1, 1, underWay).unit()).isEqualTo(Unit.UNDER_WAY);
    get(store.settle("d", Amount.NONE));
    granted("f", 1, 1, underWay);
  }

  @Test
  void reserve_sameIdAgain_givesTheSameGrant() {
    Window org = total("org", 100);

    assertThat(granted("r1", 70, 70, org)).isEqualTo(granted("r1", 90, 90, org));
    assertThat(levels(org)).containsExactly(new Level(70, 70, 1, 70, 70, 1));
  }

  @Test
  void reserve_billionsInMicroUsd_isExact() {
    long cap = 1_000_000_000_000_000L;
    Window org = total("org", cap);

    granted("r1", cap - 1, cap - 1, org);
    assertThat(refused("r2", 2, 2, org).unit()).isEqualTo(Unit.USD);
    granted("r3", 1, 1, org);
    get(store.settle("r1", new Amount(cap - 3, 0)));
    assertThat(granted("r4", 10, 1, org).microUsd()).isEqualTo(2);
  }

  @Test
  void settle_again_changesNothing() {
    Window org = total("org", 100);
    granted("r1", 30, 30, org);

    get(store.settle("r1", new Amount(5, 5)));

    assertThat(get(store.settle("r1", new Amount(9, 9)))).isEqualTo(Settlement.UNKNOWN);
    assertThat(get(store.settle("never", new Amount(9, 9)))).isEqualTo(Settlement.UNKNOWN);
    assertThat(levels(org)).containsExactly(new Level(5, 5, 1, 0, 0, 0));
  }

  @Test
  void settle_moreThanReserved_isCharged() {
    Window org = total("org", 100);
    granted("r1", 90, 90, org);

    get(store.settle("r1", new Amount(130, 4)));

    assertThat(levels(org)).containsExactly(new Level(130, 4, 1, 0, 0, 0));
    assertThat(refused("r2", 1, 1, org).unit()).isEqualTo(Unit.USD);
  }

  @Test
  void shrink_open_givesTheRestBack() {
    Window org = total("org", 100);
    granted("r1", 90, 90, org);

    assertThat(get(store.shrink("r1", new Amount(20, 95)))).isTrue();
    assertThat(levels(org)).containsExactly(new Level(20, 90, 1, 20, 90, 1));
    get(store.settle("r1", new Amount(3, 4)));
    assertThat(levels(org)).containsExactly(new Level(3, 4, 1, 0, 0, 0));
    assertThat(get(store.shrink("r1", Amount.NONE))).isFalse();
  }

  @Test
  void period_over_isOutdatedAndTheNextBeginsEmpty() {
    Window today = period("org:day:28", midnight, 100);
    Window tomorrow = period("org:day:29", midnight.plusDays(1), 100);
    granted("r1", 100, 100, today);
    pass(Duration.ofHours(14));

    Answer late = reserve("r2", 10, 10, today);
    assertThat(late).isEqualTo(new Answer.Outdated(now));
    granted("r2", 100, 100, tomorrow);
    get(store.settle("r1", new Amount(40, 40)));
    assertThat(levels(today, tomorrow))
        .containsExactly(new Level(40, 40, 1, 0, 0, 0), new Level(100, 100, 1, 100, 100, 1));
  }

  @Test
  void rolling_neverHoldsMoreThanItsCapInAnyStretch_andLetsGoABucketLater() {
    Window hour =
        new Window("org:hour", new Span.Rolling(3_600_000), Caps.of(new Amount(100, 100)));
    granted("r1", 60, 60, hour);
    get(store.settle("r1", new Amount(60, 60)));
    pass(Duration.ofMinutes(30));
    granted("r2", 40, 40, hour);

    pass(Duration.ofMinutes(30));
    assertThat(refused("r3", 1, 1, hour).levels().getFirst().microUsd()).isEqualTo(100);
    pass(Duration.ofMinutes(1));
    assertThat(granted("r3", 100, 60, hour)).isEqualTo(new Amount(60, 60));
    pass(Duration.ofDays(1));
    // r2 and r3 are still under way, their charges long out of the window.
    assertThat(levels(hour)).containsExactly(new Level(0, 0, 0, 100, 100, 2));
    get(store.settle("r2", new Amount(30, 30)));
    assertThat(levels(hour)).containsExactly(new Level(0, 0, 0, 60, 60, 1));
  }

  @Test
  void rolling_settlement_correctsTheBucketOfTheReservation() {
    Window hour =
        new Window("org:hour", new Span.Rolling(3_600_000), Caps.of(new Amount(100, 100)));
    granted("r1", 60, 60, hour);
    pass(Duration.ofMinutes(59));
    get(store.settle("r1", new Amount(20, 20)));
    assertThat(levels(hour).getFirst().microUsd()).isEqualTo(20);

    pass(Duration.ofMinutes(2));

    assertThat(levels(hour)).containsExactly(Level.EMPTY);
  }

  @Test
  void rolling_settlementInTheLastMomentThatCounts_isCorrectedStill() {
    Window hour =
        new Window("org:hour", new Span.Rolling(3_600_000), Caps.of(new Amount(100, 100)));
    granted("r1", 60, 60, hour);
    pass(Duration.ofMinutes(60));
    assertThat(levels(hour).getFirst().microUsd()).isEqualTo(60);

    get(store.settle("r1", new Amount(20, 20)));

    assertThat(levels(hour).getFirst().microUsd()).isEqualTo(20);
    pass(Duration.ofMinutes(1));
    assertThat(levels(hour)).containsExactly(Level.EMPTY);
  }

  @Test
  void rolling_clockStepsBack_keepsWhatIsCharged() {
    Window hour =
        new Window("org:hour", new Span.Rolling(3_600_000), Caps.of(new Amount(100, 100)));
    granted("r1", 60, 60, hour);
    pass(Duration.ofHours(-5));
    granted("r2", 30, 30, hour);

    assertThat(levels(hour).getFirst().microUsd()).isEqualTo(90);
    pass(Duration.ofHours(5).plusMinutes(61));
    assertThat(levels(hour).getFirst().microUsd()).isZero();
  }

  @Test
  void lease_notRenewed_lapsesChargedInFullUntilALateSettlement() {
    Window org = total("org", 100);
    granted("r1", 60, 60, org);
    granted("r2", 30, 30, org);
    pass(Duration.ofSeconds(20));
    get(store.renew(List.of("r2", "never"), LEASE));
    pass(Duration.ofSeconds(15));

    assertThat(get(store.lapse(LATE, 10))).isEqualTo(new Lapsed(1, List.of()));
    assertThat(levels(org)).containsExactly(new Level(90, 90, 2, 30, 30, 1));
    assertThat(get(store.settle("r1", new Amount(4, 4)))).isEqualTo(Settlement.LATE);
    assertThat(get(store.settle("r1", new Amount(4, 4)))).isEqualTo(Settlement.UNKNOWN);
    assertThat(levels(org)).containsExactly(new Level(34, 34, 2, 30, 30, 1));
  }

  @Test
  void lease_lapsedLongAgo_isOverdueUntilSettled() {
    Window org = total("org", 100);
    granted("r1", 60, 60, org);
    pass(LEASE);
    get(store.lapse(LATE, 10));
    pass(LATE);

    Lapsed overdue = new Lapsed(0, List.of(new Lapsed.Overdue("r1", new Amount(60, 60))));
    assertThat(get(store.lapse(LATE, 10))).isEqualTo(overdue);
    assertThat(get(store.lapse(LATE, 10))).isEqualTo(overdue);
    assertThat(get(store.settle("r1", new Amount(60, 60)))).isEqualTo(Settlement.LATE);
    assertThat(get(store.lapse(LATE, 10))).isEqualTo(new Lapsed(0, List.of()));
    assertThat(levels(org)).containsExactly(new Level(60, 60, 1, 0, 0, 0));
  }

  @Test
  void charge_withoutReservation_countsOnceWhateverTheCap() {
    Window org = total("org", 100);

    assertThat(charge("c1", 130, org)).isTrue();
    assertThat(charge("c1", 130, org)).isFalse();
    assertThat(levels(org)).containsExactly(new Level(130, 130, 1, 0, 0, 0));
  }

  @Test
  void charge_ofAReservation_settlesIt() {
    Window org = total("org", 100);
    granted("open", 50, 50, org);
    granted("lapsed", 50, 50, org);
    pass(LEASE.dividedBy(2));
    get(store.renew(List.of("open"), LEASE));
    pass(LEASE.dividedBy(2));
    get(store.lapse(LATE, 10));

    assertThat(charge("open", 3, org)).isTrue();
    assertThat(charge("lapsed", 4, org)).isTrue();
    assertThat(charge("lapsed", 4, org)).isFalse();
    assertThat(levels(org)).containsExactly(new Level(7, 7, 2, 0, 0, 0));
  }

  @Test
  void charge_toARollingWindow_countsFromWhenItWasSpent() {
    Window hour =
        new Window("org:hour", new Span.Rolling(3_600_000), Caps.of(new Amount(100, 100)));

    get(store.charge("c1", List.of(hour), new Amount(5, 5), now - 50 * 60_000));
    get(store.charge("c2", List.of(hour), new Amount(7, 7), now - 62 * 60_000));

    assertThat(levels(hour).getFirst().microUsd()).isEqualTo(5);
    pass(Duration.ofMinutes(11));
    assertThat(levels(hour).getFirst().microUsd()).isZero();
  }

  private static Window total(String name, long cap) {
    return new Window(name, new Span.Always(), new Caps(cap, NO_CAP, NO_CAP, NO_CAP));
  }

  private static Window period(String name, ZonedDateTime start, long cap) {
    long from = start.toInstant().toEpochMilli();
    Span span = new Span.Period(from, start.plusDays(1).toInstant().toEpochMilli());
    return new Window(name, span, Caps.of(new Amount(cap, cap)));
  }

  /// As many tokens as micro-USD.
  private Answer reserve(String id, long most, long least, Window... windows) {
    List<Claim.Part> parts =
        List.of(windows).stream().map(w -> new Claim.Part(w, new Amount(least, least))).toList();
    return get(store.reserve(new Claim(id, new Amount(most, most), parts, LEASE)));
  }

  private Amount granted(String id, long most, long least, Window... windows) {
    Answer answer = reserve(id, most, least, windows);
    assertThat(answer).isInstanceOf(Granted.class);
    assertThat(answer.nowMillis()).isEqualTo(now);
    assertThat(((Granted) answer).levels()).isEqualTo(levels(windows));
    return ((Granted) answer).amount();
  }

  private Refused refused(String id, long most, long least, Window... windows) {
    Answer answer = reserve(id, most, least, windows);
    assertThat(answer).isInstanceOf(Refused.class);
    return (Refused) answer;
  }

  private boolean charge(String id, long amount, Window window) {
    return get(store.charge(id, List.of(window), new Amount(amount, amount), now));
  }

  private List<Level> levels(Window... windows) {
    return get(store.levels(List.of(windows)));
  }

  private void pass(Duration time) {
    now += time.toMillis();
    clock(now);
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
