package dev.pointsman.eval.archive;

import dev.pointsman.datasets.BadInputException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// One route's archive: `rewards-*.parquet` and `decisions-*.parquet`, each the part of one run,
/// `arms.txt`, the arms the route began with, and `ends.txt` once something was removed. A part is
/// whole or absent.
record ArchiveFolder(Path path) {

  private static final String ARMS = "arms.txt";
  private static final String ENDS = "ends.txt";

  /// The folder of a route inside the archive's, made when absent.
  static ArchiveFolder make(Path archive, String route) {
    try {
      return new ArchiveFolder(Files.createDirectories(archive.resolve(route)));
    } catch (IOException e) {
      throw unusable(archive, e);
    }
  }

  /// Parts of a kind, such as `rewards`, oldest first.
  List<Path> parts(String kind) {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> file.getFileName().toString().matches(kind + "-\\d{20}\\.parquet"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  Path newPart(String kind) {
    int number = parts(kind).size();
    return path.resolve("%s-%020d.parquet".formatted(kind, number));
  }

  /// A file to write a part to before it counts.
  Path draft(String kind) {
    return path.resolve(kind + ".part");
  }

  /// Makes a draft a part, on disk before this returns.
  void finish(Path draft, Path part) {
    try {
      try (FileChannel file = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        file.force(true);
      }
      Files.move(draft, part, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
        folder.force(true);
      }
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  /// On disk before this returns.
  void keepEnds(Ends ends) {
    try {
      Path draft = Files.writeString(draft(ENDS), ends.text());
      finish(draft, path.resolve(ENDS));
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  /// What was kept of them, nothing otherwise.
  Ends ends() {
    Path file = path.resolve(ENDS);
    try {
      return Files.exists(file) ? Ends.parse(Files.readString(file)) : Ends.NONE;
    } catch (IOException e) {
      throw unusable(path, e);
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new BadInputException(
          file.toString(), "is damaged", "archive anew into another folder");
    }
  }

  void keepArms(String arms) {
    try {
      Files.writeString(path.resolve(ARMS), arms);
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  String arms() {
    try {
      return Files.readString(path.resolve(ARMS));
    } catch (IOException e) {
      throw new BadInputException(
          path.toString(), "holds no archive", "give a folder that `archive` has written");
    }
  }

  private static BadInputException unusable(Path folder, IOException e) {
    return new BadInputException(
        folder.toString(), "cannot be used (" + e + ")", "give a folder that can be written");
  }
}
