package dev.pointsman.bandit.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pointsman.bandit.Learner;
import dev.pointsman.bandit.learners.Learners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FittedFeaturesTest {

  @TempDir private Path folder;

  private static LinearMap map(int rows, int columns, float value, String name) {
    float[][] matrix = new float[rows][columns];
    matrix[0][0] = value;
    var names = new ArrayList<String>();
    for (int r = 0; r < rows; r++) {
      names.add(name + r);
    }
    return new LinearMap(names, new float[rows], matrix);
  }

  private static FittedFeatures fitted(float value) {
    return new FittedFeatures(
        Embedding.HASHED, map(3, 512, value, "task"), map(5, 512, 1, "component"));
  }

  private Path written(FittedFeatures features) throws IOException {
    Path file = folder.resolve("features.bin");
    features.write(file);
    return file;
  }

  @Test
  void read_written_makesTheSameSchema() throws IOException {
    FittedFeatures read = FittedFeatures.read(written(fitted(1)));

    assertThat(read.tasks()).containsExactly("task0", "task1", "task2");
    assertThat(read.embedding()).isEqualTo(Embedding.HASHED);
    assertThat(read.schemaHash()).isEqualTo(fitted(1).schemaHash());
    assertThat(Featurizers.of(read).schema().hash()).isEqualTo(read.schemaHash());
  }

  @Test
  void schemaHash_anotherFit_differsAndRefusesWhatWasLearnt() {
    var one = Featurizers.of(fitted(1)).schema();
    var two = Featurizers.of(fitted(2)).schema();
    Learner learner = Learners.create("adaptive", one);
    byte[] state = Learners.save(learner, one);

    assertThat(one.hash()).isNotEqualTo(two.hash());
    assertThatThrownBy(() -> Learners.restore(state, "adaptive", two))
        .hasMessageContaining(one.hash())
        .hasMessageContaining(two.hash());
  }

  @Test
  void read_anyByteChanged_isRefused() throws IOException {
    byte[] good = Files.readAllBytes(written(fitted(1)));
    for (int i = 0; i < good.length; i += 97) {
      byte[] bad = good.clone();
      bad[i] ^= 1;
      assertRefused(bad);
    }
    assertRefused(Arrays.copyOf(good, good.length - 1));
    assertRefused(new byte[0]);
    assertRefused(Featurizers.utf8("PMFEAT"));
  }

  private void assertRefused(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("bad.bin"), bytes);

    assertThatThrownBy(() -> FittedFeatures.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bad.bin")
        .hasMessageEndingWith("; run `features fit` again")
        .hasMessageNotContaining("\n");
  }

  @Test
  void read_fileOfAnotherEmbeddingsVersion_isRefused() throws IOException {
    byte[] good = Files.readAllBytes(written(fitted(1)));
    int at = 8 + 2 + "hashed".length() + 2;
    good[at] = (byte) (good[at] == '0' ? '1' : '0');
    byte[] body = Arrays.copyOf(good, good.length - 32);
    System.arraycopy(Featurizers.sha256(body), 0, good, body.length, 32);
    Path file = Files.write(folder.resolve("old.bin"), good);

    assertThatThrownBy(() -> FittedFeatures.read(file))
        .hasMessageContaining("another version of the embedding hashed");
  }
}
