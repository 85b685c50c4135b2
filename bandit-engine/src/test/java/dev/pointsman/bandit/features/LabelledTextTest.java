package dev.pointsman.bandit.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledTextTest {

  @TempDir private Path folder;

  @Test
  void read_whatLineWrote_isTheSame() throws IOException {
    List<LabelledText> texts =
        List.of(
            new LabelledText("a", "one\ntwo\tthree \\n four \\"), new LabelledText("b", "plain"));
    Path file = folder.resolve("texts.tsv");
    Files.write(file, texts.stream().map(LabelledText::line).toList());

    assertThat(LabelledText.read(file)).isEqualTo(texts);
  }

  @Test
  void read_lineWithoutTab_namesFileAndLine() throws IOException {
    Path file = folder.resolve("texts.tsv");
    Files.write(file, List.of("a\tb", "no tab"));

    assertThatThrownBy(() -> LabelledText.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("texts.tsv:2");
  }
}
