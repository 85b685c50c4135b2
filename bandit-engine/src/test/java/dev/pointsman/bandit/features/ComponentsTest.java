package dev.pointsman.bandit.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComponentsTest {

  /// Points along (3, 4)/5 with deviation 10 and across it with deviation 1, around (7, -2).
  @Test
  void of_pointsAlongALine_findsTheLineAndScalesToHalf() {
    var random = new Random(5);
    List<float[]> points =
        Stream.generate(
                () -> {
                  double along = 10 * random.nextGaussian();
                  double across = random.nextGaussian();
                  return new float[] {
                    (float) (7 + 0.6 * along - 0.8 * across),
                    (float) (-2 + 0.8 * along + 0.6 * across)
                  };
                })
            .limit(2_000)
            .toList();

    LinearMap components = Components.of(points, 2);

    float[] centre = new float[2];
    components.apply(new float[] {7, -2}, centre, 0);
    float[] along = new float[2];
    components.apply(new float[] {7 + 6, -2 + 8}, along, 0);
    // One deviation along the line is one half; 2,000 draws put mean and deviation within 3 %.
    assertThat(along[0] - centre[0]).isCloseTo(0.5f, within(0.03f));
    assertThat(along[1] - centre[1]).isCloseTo(0f, within(0.03f));
    assertThat(centre[0]).isCloseTo(0f, within(0.05f));
  }
}
