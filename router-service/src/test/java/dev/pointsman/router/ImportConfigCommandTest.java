package dev.pointsman.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportConfigCommandTest {

  @TempDir Path folder;

  private record Ran(int code, String out, String err) {}

  @Test
  void import_writesAFileThatServeAccepts() throws Exception {
    Path from =
        Files.writeString(
            folder.resolve("litellm.yaml"),
            """
            model_list:
              - model_name: local
                litellm_params: { model: ollama/llama3.2, rpm: 9 }
                model_info: { input_cost_per_token: 0, output_cost_per_token: 0 }
            """);
    Path to = folder.resolve("pointsman.yaml");

    Ran imported = run("import-config", from.toString(), "--out", to.toString());

    assertThat(imported.code()).as(imported.err()).isZero();
    assertThat(imported.out()).isEmpty();
    assertThat(imported.err()).contains("litellm.yaml:3: model_list[0].litellm_params.rpm: ");
    Ran checked = run("serve", "--check", "--config", to.toString());
    assertThat(checked.code()).as(checked.err()).isZero();
    assertThat(run("import-config", from.toString()).out()).isEqualTo(Files.readString(to));
    assertThat(run("import-config", from.toString(), "--out", to.toString()).code()).isEqualTo(2);
    assertThat(run("import-config", "nowhere.yaml").code()).isEqualTo(2);
  }

  private static Ran run(String... words) {
    CommandLine command = RouterMain.commandLine();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = command.execute(words);
    return new Ran(code, out.toString(), err.toString());
  }
}
