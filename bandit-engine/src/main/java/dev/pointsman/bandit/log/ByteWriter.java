package dev.pointsman.bandit.log;

import dev.pointsman.bandit.Context;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// Writes a compact binary record, field after field, for a {@link ByteReader} to read back bit for
/// bit. One thread.
///
/// Whole numbers take a byte for each seven bits, doubles the fewest of 1, 2, 5 or 9 bytes that
/// keep them exactly, features two bytes each.
public final class ByteWriter {

  static final int NAN = 0;
  static final int WHOLE = 1;
  static final int SINGLE = 2;
  static final int DOUBLE = 3;

  private byte[] bytes = new byte[256];
  private int length;

  public ByteWriter one(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
    return this;
  }

  /// A whole number >= 0; a negative one takes ten bytes.
  public ByteWriter count(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    return this;
  }

  /// A whole number of either sign, best near zero.
  public ByteWriter signed(long value) {
    return count((value << 1) ^ (value >> 63));
  }

  public ByteWriter flag(boolean value) {
    return one(value ? 1 : 0);
  }

  public ByteWriter fixed(long value) {
    return tail(value, Long.BYTES);
  }

  public ByteWriter number(double value) {
    if (Double.isNaN(value)) {
      return one(NAN);
    }
    if (value == Math.rint(value) && Math.abs(value) < 1L << 28 && !isNegativeZero(value)) {
      return one(WHOLE).signed((long) value);
    }
    float single = (float) value;
    if (single == value) {
      return one(SINGLE).tail(Float.floatToRawIntBits(single), Float.BYTES);
    }
    return one(DOUBLE).tail(Double.doubleToRawLongBits(value), Double.BYTES);
  }

  public ByteWriter text(String text) {
    return block(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Bytes behind their number.
  public ByteWriter block(byte[] block) {
    count(block.length);
    reserve(block.length);
    System.arraycopy(block, 0, bytes, length, block.length);
    length += block.length;
    return this;
  }

  /// Features in half precision, and the input's length.
  public ByteWriter context(Context context) {
    count(context.dimension());
    for (int i = 0; i < context.dimension(); i++) {
      tail(Float.floatToFloat16(context.feature(i)), Short.BYTES);
    }
    return count(context.inputTokens());
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /// All that was written and its CRC-32C.
  public byte[] sealed() {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return tail(crc.getValue(), Integer.BYTES).toBytes();
  }

  /// The lowest bytes, the last first.
  private ByteWriter tail(long value, int count) {
    reserve(count);
    for (int i = 0; i < count; i++) {
      bytes[length++] = (byte) (value >>> (8 * i));
    }
    return this;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  private static boolean isNegativeZero(double value) {
    return value == 0 && 1 / value < 0;
  }
}
