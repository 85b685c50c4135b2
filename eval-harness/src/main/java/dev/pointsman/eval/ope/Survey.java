package dev.pointsman.eval.ope;

/// What has to be known of a log before it is evaluated: whether it brings a q̂, whether any label
/// was sampled, and a reward model where it brings none. One pass, hardly begun when the rows are
/// flat and have a q̂.
final class Survey {

  private final ArmNames names = new ArmNames();
  private final RewardModel model = new RewardModel();
  private boolean isBegun;
  private boolean hasQualities;
  private boolean hasSampledLabels;

  private Survey() {}

  static Survey of(LogSource log) {
    Survey survey = new Survey();
    log.forEach(survey::read);
    survey.model.fit();
    return survey;
  }

  private boolean read(LogRow row) {
    if (!isBegun) {
      isBegun = true;
      hasQualities = row.qualities.length > 0;
    }
    if (hasQualities && !row.isDecision()) {
      hasSampledLabels = true;
      return false;
    }
    if (!hasQualities && row.qualities.length > 0) {
      throw row.bad("q_hat is here but not in the first row", "give it in all rows or in none");
    }
    names.learn(row);
    if (row.isLabelled) {
      hasSampledLabels |= !row.isVolunteered;
      if (!hasQualities) {
        model.teach(row, names.id(row, row.arm));
      }
    }
    return true;
  }

  boolean hasSampledLabels() {
    return hasSampledLabels;
  }

  /// Of the log's own q̂, or of the model.
  double quality(LogRow row, int place) {
    if (!hasQualities) {
      return model.quality(row, names.id(row, place));
    }
    if (row.qualities.length == 0) {
      throw row.bad("q_hat is missing", "give it in all rows or in none");
    }
    return row.qualities[place];
  }

  /// `given` or `cross-fitted`.
  String modelName() {
    return hasQualities ? "given" : "cross-fitted";
  }
}
