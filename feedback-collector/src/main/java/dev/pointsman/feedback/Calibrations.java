package dev.pointsman.feedback;

import java.util.List;
import java.util.concurrent.CompletionStage;

/// What a fleet has learnt of its signals, route by route. Any thread; nothing here blocks.
///
/// Maps are events: a change is one entry of the route's `maps`, and the newest entry is what every
/// router maps by from the moment it sees it. What was taught before stands as it was taught.
public interface Calibrations {

  /// By which rewards are made now.
  RewardRule rule(String route);

  /// Keeps pairs for the next fit; the oldest of some thousands are forgotten. Sending the same
  /// pairs again does no harm.
  CompletionStage<Void> paired(String route, List<SignalPair> pairs);

  /// Fits the maps anew from the pairs that are kept; says whether they changed. Two that fit at
  /// once make one change.
  CompletionStage<Boolean> refit(String route);
}
