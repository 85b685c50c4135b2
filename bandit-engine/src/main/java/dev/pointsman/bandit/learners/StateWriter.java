package dev.pointsman.bandit.learners;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Writes a learner's numbers one after the other, big-endian, arrays with their length before
/// them. One thread.
final class StateWriter {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
  private final DataOutputStream out = new DataOutputStream(bytes);

  @FunctionalInterface
  private interface Write {
    void run() throws IOException;
  }

  void number(double value) {
    quietly(() -> out.writeDouble(value));
  }

  void count(int value) {
    quietly(() -> out.writeInt(value));
  }

  void flag(boolean value) {
    quietly(() -> out.writeBoolean(value));
  }

  void text(String value) {
    quietly(() -> out.writeUTF(value));
  }

  void numbers(double[] values) {
    count(values.length);
    for (double value : values) {
      number(value);
    }
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  /// Memory does not fail to be written.
  private static void quietly(Write write) {
    try {
      write.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
