package dev.pointsman.eval.data;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A copy of a file, unpacked, under a name without meaning, in a folder of its own that goes when
/// it is closed: DuckDB takes names for patterns and would unpack without bound.
record Staged(Path folder, Path file) implements AutoCloseable {

  static final long MOST_BYTES = 4L << 30;

  static Staged of(Path original, String ending, long most) {
    try {
      Path folder = Files.createTempDirectory("pointsman-import");
      Staged staged = new Staged(folder, folder.resolve("input" + ending));
      staged.fill(original, most);
      return staged;
    } catch (IOException e) {
      throw new BadInputException(
          original.toString(), "cannot be staged (" + e + ")", "make room for temporary files");
    }
  }

  private void fill(Path original, long most) throws IOException {
    try (InputStream in = open(original);
        OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      long bytes = 0;
      for (int n = read(original, in, buffer); n >= 0; n = read(original, in, buffer)) {
        bytes += n;
        if (bytes > most) {
          throw new BadInputException(
              original.toString(), "unpacks to more than " + most + " bytes", "split it by hand");
        }
        out.write(buffer, 0, n);
      }
      if (bytes == 0) {
        throw new BadInputException(original.toString(), "is empty", "give a file with rows");
      }
    } catch (IOException | BadInputException e) {
      close();
      throw e;
    }
  }

  private static InputStream open(Path original) {
    try {
      return InputFile.open(original);
    } catch (IOException e) {
      throw InputFile.bad(original, original.toString(), e);
    }
  }

  private static int read(Path original, InputStream in, byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw InputFile.bad(original, original.toString(), e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
