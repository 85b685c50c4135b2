package dev.pointsman.feedback.fold;

import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.StreamId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Obeys orders: what a fold's state is behind one. A pure function of the stream up to the order
/// and of the snapshot it names, so all replicas come to the same state, whether they were there or
/// boot later. One thread; throws when the store is away, and may be asked again.
final class Rewind {

  private static final Logger LOG = LoggerFactory.getLogger(Rewind.class);

  private final Beginning beginning;
  private final boolean isAside;
  private final AtomicLong disobeyed = new AtomicLong();

  /// `isAside`: which learner serves, or is tried, is none of its concern: cut-overs and candidates
  /// change nothing.
  Rewind(Beginning beginning, boolean isAside) {
    this.beginning = beginning;
    this.isAside = isAside;
  }

  /// Orders whose snapshot could not be used.
  long disobeyed() {
    return disobeyed.get();
  }

  /// The state to begin again at when the store has lost what was folded.
  FoldState again() {
    return isAside ? beginning.bootAside() : beginning.boot(0);
  }

  /// The state behind the order, which is `state` itself where nothing is rewound.
  FoldState obeyed(FoldState state, RewardEntry entry) {
    return obeyed(state, entry, isAside);
  }

  private FoldState obeyed(FoldState state, RewardEntry entry, boolean aside) {
    Optional<FoldState> behind =
        switch (entry.order().orElseThrow()) {
          case Order.Freeze freeze -> {
            state.freeze(freeze);
            yield Optional.of(state);
          }
          case Order.Rollback rollback ->
              overtaken(rolledBack(state, rollback, entry.id(), aside), state, entry);
          case Order.Adopt adopt ->
              aside ? Optional.of(state) : overtaken(adopted(adopt, entry.id()), state, entry);
          case Order.Propose propose ->
              Optional.of(state)
                  .filter(
                      one -> aside || one.arena().propose(entry, propose.proposal(), one.arms()));
          case Order.Steer steer ->
              Optional.of(state)
                  .filter(one -> aside || one.arena().steer(entry, steer, one.arms()));
        };
    if (behind.isEmpty()) {
      disobeyed.incrementAndGet();
      LOG.error("entry {} cannot be obeyed: {}", entry.id(), entry.order().get());
    }
    FoldState next = behind.orElse(state);
    next.ordered(entry.id());
    return next;
  }

  /// Another state serves: a candidate was not measured against that.
  private static Optional<FoldState> overtaken(
      Optional<FoldState> next, FoldState before, RewardEntry order) {
    next.ifPresent(state -> state.arena().inherit(order, before.arena()));
    return next;
  }

  /// As it was at that entry; what came since is passed over, save for arms and freezes. Behind a
  /// cut-over that may be another learner, but not aside.
  private Optional<FoldState> rolledBack(
      FoldState state, Order.Rollback order, String orderId, boolean aside) {
    if (!StreamId.isBefore(order.lastId(), orderId)) {
      return Optional.empty();
    }
    return beginning
        .upTo(order.name(), order.lastId(), state.chosen() && !aside)
        .filter(start -> !aside || start.build().isSame(state.build()))
        .flatMap(start -> replayed(start, orderId, order.lastId(), aside))
        .map(
            back -> {
              back.freeze(state.frozen());
              back.choose(state.chosen());
              return back;
            });
  }

  /// Taught all entries between, whichever learners served meanwhile.
  private Optional<FoldState> adopted(Order.Adopt order, String orderId) {
    return beginning
        .shelf()
        .flatMap(shelf -> shelf.named(order.name()))
        .filter(state -> StreamId.isBefore(state.lastId(), orderId))
        .flatMap(state -> replayed(state, orderId, orderId, true));
  }

  /// Folds on from a state up to an order; behind `learnTo` entries are passed over. Empty when
  /// entries between are gone: whoever lags so far behind recovers by a snapshot.
  private Optional<FoldState> replayed(
      FoldState start, String orderId, String learnTo, boolean aside) {
    String startId = start.lastId();
    FoldState behind = replay(start, orderId, learnTo, aside);
    return Optional.of(behind).filter(whole -> !StreamId.isBefore(startId, beginning.trimmedTo()));
  }

  private FoldState replay(FoldState start, String orderId, String learnTo, boolean aside) {
    FoldState state = start;
    while (true) {
      List<RewardEntry> entries = beginning.read(state, Course.BATCH, 0);
      if (entries.isEmpty()) {
        return state;
      }
      for (RewardEntry entry : entries) {
        if (!StreamId.isBefore(entry.id(), orderId)) {
          return state;
        }
        boolean isPassedOver = StreamId.isBefore(learnTo, entry.id());
        if (entry.order().isPresent() && !isPassedOver) {
          state = obeyed(state, entry, aside);
          break; // The rest is to be read anew, maybe under other features.
        }
        step(state, entry, isPassedOver);
      }
    }
  }

  private static void step(FoldState state, RewardEntry entry, boolean isPassedOver) {
    if (entry.fault().isPresent()) {
      state.quarantine(entry.id());
      return;
    }
    if (entry.order().isPresent()) {
      state.ordered(entry.id());
      return;
    }
    try {
      if (isPassedOver) {
        state.passOver(entry);
      } else {
        state.learn(entry);
      }
    } catch (RuntimeException e) {
      state.quarantine(entry.id());
    }
  }
}
