package dev.pointsman.datasets;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Ends the reading of text with a line that no memory should be spent on, as in a gzip file made
/// to unpack without end.
final class LineBound extends FilterInputStream {

  static final int MOST_BYTES = 64 << 20;

  private int length;

  LineBound(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    length = read == '\n' ? 0 : length + 1;
    check();
    return read;
  }

  @Override
  public int read(byte[] buffer, int from, int count) throws IOException {
    int read = super.read(buffer, from, count);
    for (int i = from; i < from + read; i++) {
      length = buffer[i] == '\n' ? 0 : length + 1;
    }
    check();
    return read;
  }

  private void check() throws IOException {
    if (length > MOST_BYTES) {
      throw new TooLong();
    }
  }

  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
