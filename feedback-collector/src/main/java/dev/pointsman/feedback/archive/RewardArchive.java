package dev.pointsman.feedback.archive;

import dev.pointsman.feedback.RewardLog;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/// Opens routes' archives. The collector writes and reads none; a module that can is found on the
/// class path.
public interface RewardArchive {

  /// A route's archived `rewards`, for one reader of a feature schema, and the last entry in it.
  record Opened(RewardLog rewards, String end) {}

  /// Throws `IllegalArgumentException` in one line when the folder holds nothing of the route.
  Opened open(Path archive, String route, String featureSchema);

  /// Empty where nothing on the class path can read one.
  static Optional<RewardArchive> find() {
    return ServiceLoader.load(RewardArchive.class).findFirst();
  }
}
