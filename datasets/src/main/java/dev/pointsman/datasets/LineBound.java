package dev.pointsman.datasets;

import java.io.IOException;
import java.io.InputStream;

/// Hands on the bytes of a text line by line, so that a stream that breaks, or bytes that are no
/// text, are known to come after the lines before them.
///
/// Ends the reading with a line that no memory should be spent on, as in a gzip file made to unpack
/// without end. One thread.
final class LineBound extends InputStream {

  static final int MOST_BYTES = 64 << 20;

  private final InputStream in;
  private final byte[] ahead = new byte[1 << 16];
  private int from;
  private int to;
  private int length;

  LineBound(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /// At most to the end of a line.
  @Override
  public int read(byte[] buffer, int at, int count) throws IOException {
    if (from == to) {
      from = 0;
      to = Math.max(0, in.read(ahead));
      if (to == 0) {
        return -1;
      }
    }
    int most = Math.min(to, from + count);
    int end = from;
    while (end < most && ahead[end] != '\n') {
      end++;
    }
    boolean isWhole = end < most;
    int read = (isWhole ? end + 1 : end) - from;
    System.arraycopy(ahead, from, buffer, at, read);
    from += read;
    length = isWhole ? 0 : length + read;
    if (length > MOST_BYTES) {
      throw new TooLong();
    }
    return read;
  }

  /// None, or a decoder would go on reading before it hands on what it has.
  @Override
  public int available() {
    return 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
