package dev.pointsman.eval.humaneval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.pointsman.datasets.BadInputException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs that mean harm, run for real; skipped where the system refuses namespaces.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxTest {

  private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");
  private static final Sandbox.Limits LIMITS = new Sandbox.Limits(Duration.ofSeconds(3), 512);
  private final Sandbox sandbox = sandboxOrAbort();
  private final Trial trial = sandbox.trial(1);

  private static Sandbox sandboxOrAbort() {
    try {
      return Sandbox.open(LIMITS, true, new Sandbox.Programs("unshare", PYTHONS));
    } catch (BadInputException e) {
      return abort("no sandbox here: " + e.getMessage());
    }
  }

  @AfterAll
  void close() {
    sandbox.close();
  }

  @Test
  void run_programThatEnds_passes() {
    assertThat(trial.run("x = [i * i for i in range(10)]\nassert x[3] == 9\n")).isEqualTo("passed");
  }

  @Test
  void run_wrongAnswer_fails() {
    assertThat(trial.run("assert 1 + 1 == 3\n")).isEqualTo("AssertionError");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import os\nos._exit(0)",
        "raise SystemExit(0)",
        "import os\n[os.write(fd, b'passed') for fd in (1, 2, 3)]\nos._exit(0)",
        "import os\nif os.fork(): os._exit(0)\n",
        "print(input())",
        "x = (",
        "import ctypes\nctypes.string_at(0)",
        "import os\nos.kill(1, 9)",
        "x = bytearray(10 << 30)",
        "f = open('/tmp/big', 'wb')\nwhile True: f.write(b'x' * (1 << 20))",
        "import os\nos.environ['HUSH']",
        "import os\nopen('/proc/1/environ', 'rb').read()",
        "import socket\nsocket.create_connection(('127.0.0.1', 80), 1)",
        "open('/var/tmp/pointsman-was-here', 'w')",
        "open('/usr/pointsman-was-here', 'w')"
      })
  void run_cheatOrHarm_failsWithAReason(String program) {
    assertThat(trial.run(program)).isNotEqualTo("passed").isNotBlank().hasSizeLessThan(210);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while True: pass",
        "while True: print('x' * 100000)",
        "import os\nwhile True:\n  try: os.fork()\n  except OSError: pass",
      })
  void run_endless_isStoppedAndLeavesNothingBehind(String program) {
    assertThat(trial.run(program)).isIn("timed out", "killed by signal 9", "killed by signal 24");
    assertThat(trial.run("assert True")).isEqualTo("passed");
  }

  @Test
  void run_socketToAListenerHere_neverArrives() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listener.setSoTimeout(200);
      String connect =
          "import socket\nsocket.create_connection(('127.0.0.1', %d), 1)"
              .formatted(listener.getLocalPort());

      assertThat(trial.run(connect)).contains("Network is unreachable");
      assertThatThrownBy(listener::accept).isInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  @Test
  void run_fileOutside_isUnchangedAndUnread() throws IOException {
    Path outside = Files.createTempFile("pointsman", ".secret");
    Files.writeString(outside, "as it was");

    String why = trial.run("open('%s').read()".formatted(outside));

    assertThat(why).startsWith("FileNotFoundError");
    assertThat(outside).hasContent("as it was");
    Files.delete(outside);
  }
}
