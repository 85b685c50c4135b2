package dev.pointsman.eval.ope;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/// The lines of a plain or gzipped file as bytes, none copied that needs not be. One thread.
final class Lines implements AutoCloseable {

  private static final int BUFFER = 1 << 18;
  private static final int LONGEST = 1 << 24;

  private final InputStream in;
  private byte[] buffer = new byte[BUFFER];
  private int start;
  private int length;
  private int end;
  private boolean isAtEnd;

  Lines(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    raw.mark(2);
    boolean isGzipped = raw.read() == 0x1f && raw.read() == 0x8b;
    raw.reset();
    this.in = isGzipped ? new GZIPInputStream(raw, BUFFER) : raw;
  }

  /// Moves to the next line; false after the last.
  boolean next() throws IOException {
    start += length;
    int from = start;
    while (true) {
      for (int i = from; i < end; i++) {
        if (buffer[i] == '\n') {
          length = i + 1 - start;
          return true;
        }
      }
      if (isAtEnd) {
        length = end - start;
        return length > 0;
      }
      int scanned = end - start;
      fill();
      from = start + scanned;
    }
  }

  private void fill() throws IOException {
    int kept = end - start;
    if (kept > LONGEST) {
      throw new IOException("a line is longer than " + (LONGEST >> 20) + " MB");
    }
    byte[] into = kept > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
    System.arraycopy(buffer, start, into, 0, kept);
    buffer = into;
    start = 0;
    end = kept;
    int read = in.read(buffer, end, buffer.length - end);
    if (read < 0) {
      isAtEnd = true;
    } else {
      end += read;
    }
  }

  /// Where the line stands in, its line break included.
  byte[] bytes() {
    return buffer;
  }

  int start() {
    return start;
  }

  int length() {
    return length;
  }

  boolean isBlank() {
    for (int i = start; i < start + length; i++) {
      if (buffer[i] > ' ' || buffer[i] < 0) {
        return false;
      }
    }
    return true;
  }

  byte[] copy() {
    return Arrays.copyOfRange(buffer, start, start + length);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
