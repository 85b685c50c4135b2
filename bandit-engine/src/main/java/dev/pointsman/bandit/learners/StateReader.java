package dev.pointsman.bandit.learners;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

/// Reads back what a [StateWriter] wrote, refusing what cannot be. One thread.
final class StateReader {

  private static final int MOST_NUMBERS = 1 << 20;

  private final DataInputStream in;

  StateReader(byte[] bytes) {
    this.in = new DataInputStream(new ByteArrayInputStream(bytes));
  }

  @FunctionalInterface
  private interface Read<T> {
    T run() throws IOException;
  }

  double number() {
    double value = read(in::readDouble);
    if (Double.isInfinite(value)) {
      throw new SnapshotException("a number in it is infinite");
    }
    return value;
  }

  /// A number that must not be NaN.
  double finite() {
    double value = number();
    if (Double.isNaN(value)) {
      throw new SnapshotException("a number in it is not a number");
    }
    return value;
  }

  /// A count from 0 to `most`.
  int count(int most) {
    int value = read(in::readInt);
    if (value < 0 || value > most) {
      throw new SnapshotException("a count in it is " + value + ", not in 0.." + most);
    }
    return value;
  }

  boolean flag() {
    return read(in::readBoolean);
  }

  String text() {
    return read(in::readUTF);
  }

  /// Exactly `length` numbers, none of them NaN.
  double[] numbers(int length) {
    int found = count(MOST_NUMBERS);
    if (found != length) {
      throw new SnapshotException("an array in it has " + found + " numbers instead of " + length);
    }
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = finite();
    }
    return values;
  }

  /// All bytes that are left.
  byte[] rest() {
    return read(in::readAllBytes);
  }

  /// Fails unless all was read.
  void end() {
    if (read(in::available) > 0) {
      throw new SnapshotException("it goes on behind its end");
    }
  }

  private static <T> T read(Read<T> read) {
    try {
      return read.run();
    } catch (IOException e) {
      throw new SnapshotException("it ends too early", e);
    }
  }
}
