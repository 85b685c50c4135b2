package dev.pointsman.eval.report;

import java.util.List;

/// What one results file says: a verdict in plain words, then parts that bear it out.
///
/// `id` is short, of letters, digits, dots and dashes, and unique in the page.
record Section(String id, String title, Verdict verdict, List<Part> parts) {

  /// A `headline` to act on, the `answer` it rests on, what to pick when, and what to know before
  /// relying on it.
  record Verdict(String headline, String answer, List<Pick> picks, List<String> caveats) {}

  /// `when` you care about something, pick `what`, for it gives `why`.
  record Pick(String when, String what, String why) {}

  record Part(String title, List<Block> blocks) {}
}
