package dev.pointsman.eval.humaneval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pointsman.datasets.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What happens where there is no isolation or no Python.
class SandboxRefusalTest {

  private static final String PYTHON = "/usr/bin/python3";
  private static final List<String> PYTHONS = List.of(PYTHON);
  private static final Sandbox.Limits LIMITS = new Sandbox.Limits(Duration.ofSeconds(3), 512);

  @Test
  void open_namespacesRefused_saysSoAndNamesUnsafe() {
    assumePython();
    var refused = new Sandbox.Programs("false", PYTHONS);

    assertThatThrownBy(() -> Sandbox.open(LIMITS, true, refused))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("refuses namespaces")
        .hasMessageContaining("--unsafe");
  }

  @Test
  void open_unsafe_needsNoNamespacesAndStillLimits() {
    assumePython();
    try (Sandbox open = Sandbox.open(LIMITS, false, new Sandbox.Programs("false", PYTHONS))) {
      assertThat(open.trial(0).run("assert True")).isEqualTo("passed");
      assertThat(open.trial(0).run("import os\nos._exit(0)")).isEqualTo("ended early");
      assertThat(open.trial(0).run("x = bytearray(10 << 30)")).startsWith("MemoryError");
      assertThat(open.trial(0).run("while True: pass")).isNotEqualTo("passed");
    }
  }

  @Test
  void open_noPython_saysSo() {
    var none = new Sandbox.Programs("unshare", List.of("/nowhere/python3"));

    assertThatThrownBy(() -> Sandbox.open(LIMITS, true, none))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("install python3");
  }

  private static void assumePython() {
    assumeTrue(Files.isExecutable(Path.of(PYTHON)), "no " + PYTHON);
  }
}
