package dev.pointsman.datasets;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Opens files that may be gzipped, and says in plain words why one cannot be read.
public final class InputFile {

  private InputFile() {}

  /// The bytes of a file, gunzipped where its first two say so.
  public static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      raw.mark(2);
      boolean isGzip = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      return isGzip ? new GZIPInputStream(raw, 1 << 16) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /// The text of a file, strictly UTF-8, in lines of at most 64 MiB.
  public static BufferedReader text(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(new LineBound(open(file)), StandardCharsets.UTF_8.newDecoder()),
        1 << 16);
  }

  /// The complaint about a file whose reading broke at `where`.
  public static BadInputException bad(Path file, String where, IOException e) {
    return switch (e) {
      case NoSuchFileException _ ->
          new BadInputException(file.toString(), "there is no such file", "check the path");
      case AccessDeniedException _ ->
          new BadInputException(file.toString(), "may not be read", "check its rights");
      case EOFException _ ->
          new BadInputException(
              where, "the gzip stream ends early", "the file is truncated: fetch it again");
      case ZipException _ ->
          new BadInputException(where, "the gzip stream is damaged", "fetch the file again");
      case CharacterCodingException _ when startsAsZip(file) ->
          new BadInputException(file.toString(), "is a zip file", "unpack it first");
      case CharacterCodingException _ ->
          new BadInputException(where, "not valid UTF-8", "save the file as UTF-8");
      case LineBound.TooLong _ ->
          new BadInputException(
              where, "a line is longer than " + LineBound.MOST_BYTES + " bytes", "split it");
      case IOException _ when Files.isDirectory(file) ->
          new BadInputException(file.toString(), "is a folder", "name a file");
      default ->
          new BadInputException(
              where, "cannot be read (" + e.getMessage() + ")", "check file and rights");
    };
  }

  /// Whether the first two bytes are those of a zip file; false where they cannot be read.
  public static boolean startsAsZip(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 'P' && in.read() == 'K';
    } catch (IOException _) {
      return false;
    }
  }
}
