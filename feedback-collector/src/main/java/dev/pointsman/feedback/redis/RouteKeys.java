package dev.pointsman.feedback.redis;

import dev.pointsman.feedback.spend.Grain;

/// The keys of one route; the braces put all of them on one slot of a cluster.
record RouteKeys(String route) {

  String decisions() {
    return key("decisions");
  }

  String outcomes() {
    return key("outcomes");
  }

  String feedback() {
    return key("feedback");
  }

  String rewards() {
    return key("rewards");
  }

  /// States of the fold by name.
  String snapshots() {
    return key("snapshot");
  }

  /// What is known of them, the newest lease's token, and how far `rewards` was trimmed.
  String snapshotMarks() {
    return key("snapshot-marks");
  }

  /// Who may write snapshots; gone when the lease ends.
  String snapshotLease() {
    return key("snapshot-lease");
  }

  /// The last entry of `rewards` that the archive has.
  String archived() {
    return key("archived");
  }

  /// The arms that `rewards` was told first and last.
  String arms() {
    return key("arms");
  }

  /// Decisions with feedback that no lesson was made of yet, by the time it came.
  String unjoined() {
    return key("unjoined");
  }

  /// Decisions whose texts wait to be graded, by when they may be taken.
  String papers() {
    return key("papers");
  }

  /// The sealed texts of one decision; gone after a quarter of an hour.
  String paper(String decisionId) {
    return key("paper:" + decisionId);
  }

  /// Signals beside better ones, to fit maps from.
  String pairs() {
    return key("pairs");
  }

  /// What signals were worth from when on; the newest entry holds.
  String maps() {
    return key("maps");
  }

  /// Who was forgotten when; gone a month after the last.
  String forgotten() {
    return key("forgotten");
  }

  /// A decision's places in the streams, its voices and what was taught of it; gone after the
  /// horizon.
  String index(String decisionId) {
    return key("decision:" + decisionId);
  }

  /// How many votes of its day a voice gave, and how its audits went; gone a month after the last.
  String voice(String principal) {
    return key("voice:" + principal);
  }

  /// What was answered under an idempotency key; gone after the horizon.
  String once(String digest) {
    return key("once:" + digest);
  }

  /// What was spent in a bucket of time.
  String spend(Grain grain, long beginMillis) {
    return key("spend:" + grain.label() + ":" + beginMillis / grain.millis());
  }

  /// A cached answer by its name; encrypted.
  String cached(String name) {
    return key("cache:" + name);
  }

  String cacheEnds() {
    return key("cache-ends");
  }

  String cacheSizes() {
    return key("cache-sizes");
  }

  /// What sessions cost lately.
  String sessionCosts() {
    return key("session-costs");
  }

  /// When something was added to them last.
  String sessionTimes() {
    return key("session-times");
  }

  private String key(String name) {
    return "pm:{" + route + "}:" + name;
  }
}
