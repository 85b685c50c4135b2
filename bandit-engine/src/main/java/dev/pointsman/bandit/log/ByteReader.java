package dev.pointsman.bandit.log;

import dev.pointsman.bandit.Context;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// Reads what a {@link ByteWriter} wrote. Every fault is an `IllegalArgumentException` that names
/// the kind of record, never its values. One thread.
public final class ByteReader {

  private static final int MOST_FEATURES = 1 << 16;

  private final String kind;
  private final byte[] bytes;
  private final int end;
  private int at;

  private ByteReader(String kind, byte[] bytes, int end) {
    this.kind = kind;
    this.bytes = bytes;
    this.end = end;
  }

  /// Of a record without a checksum.
  public static ByteReader of(String kind, byte[] bytes) {
    return new ByteReader(kind, bytes, bytes.length);
  }

  /// Of a record that ends with its checksum, which is checked first.
  public static ByteReader sealed(String kind, byte[] bytes) {
    int end = bytes.length - Integer.BYTES;
    if (end < 0) {
      throw new IllegalArgumentException("a " + kind + " ends too early");
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, end);
    ByteReader checksum = new ByteReader(kind, bytes, bytes.length);
    checksum.at = end;
    if (checksum.tail(Integer.BYTES) != crc.getValue()) {
      throw new IllegalArgumentException("the checksum of a " + kind + " is wrong: it is damaged");
    }
    return new ByteReader(kind, bytes, end);
  }

  public int one() {
    need(1);
    return bytes[at++] & 0xff;
  }

  public long count() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = one();
      value |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IllegalArgumentException("a whole number in a " + kind + " is too long");
  }

  /// A count from 0 to `most`.
  public int count(int most) {
    long value = count();
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(
          "a count in a " + kind + " is " + value + ", not in 0.." + most);
    }
    return (int) value;
  }

  public long signed() {
    long value = count();
    return (value >>> 1) ^ -(value & 1);
  }

  public boolean flag() {
    return one() != 0;
  }

  public long fixed() {
    return tail(Long.BYTES);
  }

  public double number() {
    int form = one();
    return switch (form) {
      case ByteWriter.NAN -> Double.NaN;
      case ByteWriter.WHOLE -> signed();
      case ByteWriter.SINGLE -> Float.intBitsToFloat((int) tail(Float.BYTES));
      case ByteWriter.DOUBLE -> Double.longBitsToDouble(tail(Double.BYTES));
      default ->
          throw new IllegalArgumentException("a number in a " + kind + " is of no form: " + form);
    };
  }

  public String text() {
    return new String(block(), StandardCharsets.UTF_8);
  }

  public byte[] block() {
    int length = count(Integer.MAX_VALUE);
    need(length);
    byte[] block = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return block;
  }

  public Context context() {
    float[] features = new float[count(MOST_FEATURES)];
    for (int i = 0; i < features.length; i++) {
      features[i] = Float.float16ToFloat((short) tail(Short.BYTES));
    }
    return Context.of(features, count(Integer.MAX_VALUE));
  }

  /// Whether all was read.
  public boolean isAtEnd() {
    return at == end;
  }

  /// Fails unless all was read.
  public void end() {
    if (at < end) {
      throw new IllegalArgumentException("a " + kind + " goes on behind its end");
    }
  }

  private long tail(int count) {
    need(count);
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (bytes[at++] & 0xffL) << (8 * i);
    }
    return value;
  }

  private void need(int count) {
    if (count > end - at) {
      throw new IllegalArgumentException("a " + kind + " ends too early");
    }
  }
}
