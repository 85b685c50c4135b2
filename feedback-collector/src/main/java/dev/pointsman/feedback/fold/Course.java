package dev.pointsman.feedback.fold;

import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.StreamId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a fold stands in its stream, and how it goes on: lessons are learnt, orders obeyed, and
/// what cannot be read or learnt is passed over and counted. One that finds the stream trimmed
/// behind its place goes on from the newest snapshot, and so does one that has folded what a
/// failover of the store lost; listeners are told once. One thread; counts for any.
final class Course {

  private static final Logger LOG = LoggerFactory.getLogger(RewardFold.class);
  private static final int QUARANTINED_KEPT = 20;

  /// The most entries of one read.
  static final int BATCH = 512;

  private final Beginning beginning;
  private final Rewind rewind;
  private final Audience audience;
  private final Footing footing;
  private final ArrayDeque<String> quarantined = new ArrayDeque<>();
  private final Faults faults = new Faults(LOG);
  private final AtomicLong recovered = new AtomicLong();
  private FoldState state;
  private String told = RewardLog.BEGINNING;

  Course(Beginning beginning, Rewind rewind, Audience audience, Footing footing, FoldState state) {
    this.beginning = beginning;
    this.rewind = rewind;
    this.audience = audience;
    this.footing = footing;
    this.state = state;
  }

  FoldState state() {
    return state;
  }

  /// The last ids passed over since start, oldest first.
  List<String> quarantined() {
    return List.copyOf(quarantined);
  }

  /// How often the stream was found trimmed, or without what was folded.
  long recovered() {
    return recovered.get();
  }

  /// Waits for entries and takes a batch of them; says how many, and 0 when nothing has changed.
  /// Throws when the store is away.
  int advance(long waitMillis) {
    if (goBack()) {
      return 1;
    }
    footing.suspect(true);
    List<RewardEntry> entries = beginning.read(state, BATCH, waitMillis);
    footing.suspect(false);
    if (recover()) {
      return 1;
    }
    int taken = 0;
    for (RewardEntry entry : entries) {
      taken++;
      boolean isNews = StreamId.isBefore(told, entry.id());
      Optional<Standing.Step> before = state.arena().step();
      if (entry.order().isPresent()) {
        LOG.info("entry {}: {}", entry.id(), entry.order().get());
        state = rewind.obeyed(state, entry);
      } else {
        take(entry, isNews);
      }
      if (isNews) {
        told = entry.id();
        tellMove(entry, before);
      }
      if (entry.order().isPresent()) {
        return taken; // The rest is to be read anew, maybe under other features.
      }
    }
    return taken;
  }

  private void tellMove(RewardEntry entry, Optional<Standing.Step> before) {
    state
        .arena()
        .step()
        .filter(now -> !Optional.of(now).equals(before))
        .ifPresent(now -> audience.tell(entry, listener -> listener.moved(entry, now)));
  }

  /// Goes on from a snapshot when entries behind this place are gone: asked after the read.
  private boolean recover() {
    String trimmedTo = beginning.trimmedTo();
    if (!StreamId.isBefore(state.lastId(), trimmedTo)) {
      return false;
    }
    FoldState newest = beginning.newest().orElse(state);
    if (!StreamId.isBefore(state.lastId(), newest.lastId())) {
      return false;
    }
    LOG.warn(
        "the stream was trimmed to {} and this replica was at {}: it goes on from snapshot {}",
        trimmedTo,
        state.lastId(),
        newest.lastId());
    state = newest;
    recovered.incrementAndGet();
    return true;
  }

  private boolean goBack() {
    if (!footing.isLost(state.lastId())) {
      return false;
    }
    LOG.warn(
        "the store has lost entry {} that this replica had folded: it begins again",
        state.lastId());
    state = rewind.again();
    recovered.incrementAndGet();
    return true;
  }

  private void take(RewardEntry entry, boolean isNews) {
    if (entry.fault().isPresent()) {
      quarantine(entry.id(), "entry " + entry.id() + " cannot be read: " + entry.fault().get());
      return;
    }
    if (isNews) {
      audience.tell(entry, listener -> listener.before(entry, state.learner()));
    }
    try {
      state.learn(entry);
      state
          .learner()
          .changed()
          .filter(arm -> isNews)
          .ifPresent(arm -> audience.tell(entry, listener -> listener.changed(entry, arm)));
    } catch (RuntimeException e) {
      quarantine(entry.id(), "entry " + entry.id() + " cannot be learnt: " + e);
    }
  }

  private void quarantine(String id, String why) {
    state.quarantine(id);
    quarantined.addLast(id);
    if (quarantined.size() > QUARANTINED_KEPT) {
      quarantined.removeFirst();
    }
    faults.add(why);
  }
}
