package dev.pointsman.feedback.fold;

import dev.pointsman.feedback.CorruptEntryException;
import dev.pointsman.feedback.Order;
import dev.pointsman.feedback.RewardEntry;
import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.StreamId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Obeys orders: what a fold's state is behind one. A pure function of the stream up to the order
/// and of the snapshot it names, so all replicas come to the same state, whether they were there or
/// boot later. One thread; throws when the store is away, and may be asked again.
final class Rewind {

  private static final Logger LOG = LoggerFactory.getLogger(Rewind.class);

  private final RewardLog log;
  private final Beginning beginning;
  private final AtomicLong disobeyed = new AtomicLong();

  Rewind(RewardLog log, Beginning beginning) {
    this.log = log;
    this.beginning = beginning;
  }

  /// Orders whose snapshot could not be used.
  long disobeyed() {
    return disobeyed.get();
  }

  /// The state behind the order, which is `state` itself where nothing is rewound.
  FoldState obeyed(FoldState state, RewardEntry entry) {
    Optional<FoldState> behind =
        switch (entry.order().orElseThrow()) {
          case Order.Freeze freeze -> {
            state.freeze(freeze);
            yield Optional.of(state);
          }
          case Order.Rollback rollback ->
              overtaken(rolledBack(state, rollback, entry.id()), state, entry);
          case Order.Adopt adopt -> overtaken(adopted(adopt, entry.id()), state, entry);
          case Order.Propose propose ->
              Optional.of(state).filter(same -> same.propose(entry, propose.proposal()));
          case Order.Steer steer -> Optional.of(state).filter(same -> same.steer(entry, steer));
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
    next.ifPresent(state -> state.keepContest(order, before));
    return next;
  }

  /// As it was at that entry; what came since is passed over, save for arms and freezes. Behind a
  /// cut-over that may be another learner.
  private Optional<FoldState> rolledBack(FoldState state, Order.Rollback order, String orderId) {
    if (!StreamId.isBefore(order.lastId(), orderId)) {
      return Optional.empty();
    }
    return beginning
        .upTo(order.name(), order.lastId(), state.chosen())
        .flatMap(start -> replayed(start, orderId, order.lastId()))
        .map(
            back -> {
              back.freeze(state.frozen());
              return back;
            });
  }

  private Optional<FoldState> adopted(Order.Adopt order, String orderId) {
    return beginning
        .shelf()
        .flatMap(shelf -> shelf.named(order.name()))
        .filter(state -> StreamId.isBefore(state.lastId(), orderId))
        .flatMap(state -> replayed(state, orderId, orderId));
  }

  /// Folds on from a state up to an order; behind `learnTo` entries are passed over. Empty when
  /// entries between are gone: whoever lags so far behind recovers by a snapshot.
  private Optional<FoldState> replayed(FoldState start, String orderId, String learnTo) {
    String startId = start.lastId();
    FoldState behind = replay(start, orderId, learnTo);
    return Optional.of(behind).filter(whole -> !StreamId.isBefore(startId, log.trimmedTo()));
  }

  private FoldState replay(FoldState start, String orderId, String learnTo) {
    FoldState state = start;
    while (true) {
      int read = 0;
      try {
        for (RewardEntry entry : log.readAfter(state.lastId(), RewardFold.BATCH, 0)) {
          if (!StreamId.isBefore(entry.id(), orderId)) {
            return state;
          }
          state = step(state, entry, StreamId.isBefore(learnTo, entry.id()));
          read++;
        }
      } catch (CorruptEntryException e) {
        if (!StreamId.isBefore(e.id(), orderId)) {
          return state;
        }
        state.quarantine(e.id());
        read++;
      }
      if (read == 0) {
        return state;
      }
    }
  }

  private FoldState step(FoldState state, RewardEntry entry, boolean isPassedOver) {
    if (entry.order().isPresent()) {
      if (!isPassedOver) {
        return obeyed(state, entry);
      }
      state.ordered(entry.id());
      return state;
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
    return state;
  }
}
