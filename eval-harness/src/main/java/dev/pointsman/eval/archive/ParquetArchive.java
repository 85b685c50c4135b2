package dev.pointsman.eval.archive;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.feedback.archive.RewardArchive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Opens what `archive` wrote, for commands of other modules.
public final class ParquetArchive implements RewardArchive {

  @Override
  public Opened open(Path archive, String route, String featureSchema) {
    ArchiveFolder folder = new ArchiveFolder(archive.resolve(route));
    if (!Files.isDirectory(folder.path())) {
      throw new IllegalArgumentException(
          archive + " holds nothing of route " + route + "; give the --out of `archive`");
    }
    try {
      ArchivedRewards rewards = ArchivedRewards.open(folder, Optional.of(featureSchema));
      return new Opened(rewards, rewards.end());
    } catch (BadInputException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
