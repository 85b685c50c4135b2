package dev.pointsman.datasets.importing;

import dev.pointsman.datasets.BadInputException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Reads the entries of a zip file, each up to a size, so that a small file cannot unpack without
/// end. Nothing is written to disk.
final class ZipEntries {

  /// The largest entry that is read, unpacked.
  static final long MOST_BYTES = 512L << 20;

  private static final int MOST_ENTRIES = 10_000;

  /// Takes one entry; `name` is `file!entry`.
  interface Reader {
    void read(String name, InputStream in) throws IOException;
  }

  private ZipEntries() {}

  /// Entries whose names end so, in their order in the file; folders and `__MACOSX` left out.
  static void forEach(Path file, String ending, long most, Reader reader) {
    int read = 0;
    String name = file.toString();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<? extends ZipEntry> entries = zip.stream().limit(MOST_ENTRIES).toList();
      for (ZipEntry entry : entries) {
        if (entry.getName().endsWith(ending) && !entry.getName().startsWith("__MACOSX")) {
          name = file + "!" + entry.getName();
          try (InputStream in = new Bounded(name, zip.getInputStream(entry), most)) {
            reader.read(name, in);
          }
          read++;
        }
      }
    } catch (ZipException e) {
      throw new BadInputException(
          name, "the zip file is damaged or truncated (" + e.getMessage() + ")", "fetch it again");
    } catch (IOException e) {
      throw new BadInputException(
          name, "cannot be read (" + e.getMessage() + ")", "check file and rights");
    }
    if (read == 0) {
      throw new BadInputException(name, "has no entry named *" + ending, "give another file");
    }
  }

  private static final class Bounded extends FilterInputStream {
    private final String name;
    private final long most;
    private long left;

    Bounded(String name, InputStream in, long most) {
      super(in);
      this.name = name;
      this.most = most;
      this.left = most;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int read = super.read(buffer, from, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int bytes) {
      left -= bytes;
      if (left < 0) {
        throw new BadInputException(
            name, "unpacks to more than " + most + " bytes", "unpack and split it by hand");
      }
    }
  }
}
