package dev.pointsman.router.admin;

import dev.pointsman.router.config.ConfigFile;
import dev.pointsman.router.litellm.LiteLlmImport;
import dev.pointsman.router.litellm.LiteLlmImport.Result;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `import-config`: a LiteLLM proxy's file as one of ours, on standard output or in a file; what is
/// not carried over on standard error.
@Command(
    name = "import-config",
    description =
        "Makes a pointsman.yaml of a LiteLLM proxy's config.yaml; tells what is not carried over.",
    mixinStandardHelpOptions = true)
public final class ImportConfigCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "LiteLLM's config.yaml.")
  private Path file = Path.of("");

  @Option(names = "--out", paramLabel = "FILE", description = "Default: standard output.")
  private @Nullable Path out;

  @Option(names = "--force", description = "Write over a file that stands already.")
  private boolean isForced;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (out != null) {
      NewFile.check(out, isForced);
    }
    Result result = LiteLlmImport.of(ConfigFile.text(file), file.toString());
    PrintWriter err = spec.commandLine().getErr();
    result.notes().forEach(err::println);
    if (out == null) {
      spec.commandLine().getOut().print(result.yaml());
      spec.commandLine().getOut().flush();
    } else {
      NewFile.write(out, to -> to.write(result.yaml().getBytes(StandardCharsets.UTF_8)));
    }
    err.println(
        "pointsman: %d models, %d notes%s%s"
            .formatted(
                result.models(),
                result.notes().size(),
                out == null ? "" : ", in " + out,
                result.variables().isEmpty()
                    ? ""
                    : "; needs in the environment: " + String.join(", ", result.variables())));
    err.flush();
    return 0;
  }
}
