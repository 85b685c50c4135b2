package dev.pointsman.bandit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteWriterTest {

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        1,
        -1,
        0.5,
        0.1,
        1e-300,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Float.MIN_VALUE,
        (1L << 28) - 1,
        1L << 28,
        -(1L << 40) - 0.5,
        Double.NEGATIVE_INFINITY,
        Double.NaN
      })
  void number_read_isTheSameBits(double value) {
    ByteReader in = ByteReader.of("test", new ByteWriter().number(value).toBytes());

    assertThat(Double.doubleToLongBits(in.number())).isEqualTo(Double.doubleToLongBits(value));
    in.end();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 127, 128, -128, 1L << 35, Long.MAX_VALUE, Long.MIN_VALUE})
  void wholeNumbers_read_areTheSame(long value) {
    byte[] bytes = new ByteWriter().count(value).signed(value).fixed(value).toBytes();
    ByteReader in = ByteReader.of("test", bytes);

    assertThat(in.count()).isEqualTo(value);
    assertThat(in.signed()).isEqualTo(value);
    assertThat(in.fixed()).isEqualTo(value);
    in.end();
  }

  @Test
  void number_frequentOnes_areShort() {
    assertThat(new ByteWriter().number(1).toBytes()).hasSize(2);
    assertThat(new ByteWriter().number(0.5).toBytes()).hasSize(5);
    assertThat(new ByteWriter().number(Double.NaN).toBytes()).hasSize(1);
    assertThat(new ByteWriter().signed(-3).toBytes()).hasSize(1);
  }

  @Test
  void block_longerThanTheRest_isRefused() {
    ByteReader in = ByteReader.of("test", new byte[] {3, 1, 2});

    assertThatThrownBy(in::block).hasMessage("a test ends too early");
  }

  @Test
  void count_tooManyBytes_isRefused() {
    byte[] endless = new byte[12];
    Arrays.fill(endless, (byte) 0xff);

    assertThatThrownBy(() -> ByteReader.of("test", endless).count()).hasMessageContaining("long");
  }
}
