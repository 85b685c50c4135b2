package dev.pointsman.eval.archive;

import dev.pointsman.feedback.RewardLog;
import dev.pointsman.feedback.StreamId;
import java.util.List;

/// How far an archive has come: the last entry of `rewards`, and when the last decision was made,
/// in epoch milliseconds. Kept in a file once something was removed, as it no longer follows from
/// what is there.
record Ends(String entry, long decisionMillis) {

  static final Ends NONE = new Ends(RewardLog.BEGINNING, -1);

  /// The further of both.
  Ends or(Ends other) {
    return new Ends(
        StreamId.isBefore(entry, other.entry) ? other.entry : entry,
        Math.max(decisionMillis, other.decisionMillis));
  }

  String text() {
    return entry + "\n" + decisionMillis + "\n";
  }

  static Ends parse(String text) {
    List<String> lines = text.lines().toList();
    return new Ends(lines.get(0), Long.parseLong(lines.get(1)));
  }
}
