package dev.pointsman.eval.humaneval;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.eval.Json;
import dev.pointsman.eval.Progress;
import dev.pointsman.eval.TextTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `eval humaneval`: runs completions against the problems' tests and reports pass@k.
@Command(
    name = "humaneval",
    description = "Run code completions against their problems' tests, each in a sandbox.")
public final class HumanEvalCommand implements Runnable {

  private static final int MOST_NAMED = 20;

  @Option(
      names = "--problems",
      required = true,
      paramLabel = "FILE",
      description = "JSONL of task_id, prompt, entry_point, test.")
  private Path problems = Path.of("");

  @Option(
      names = "--completions",
      required = true,
      paramLabel = "FILE",
      description = "JSONL of task_id, completion (text that continues the prompt).")
  private Path completions = Path.of("");

  @Option(
      names = "--k",
      split = ",",
      defaultValue = "1",
      paramLabel = "K,..",
      description = "Which pass@k (${DEFAULT-VALUE}).")
  private List<Integer> ks = List.of(1);

  @Option(
      names = "--timeout",
      defaultValue = "10",
      paramLabel = "SECONDS",
      description = "Wall clock of one completion (${DEFAULT-VALUE}).")
  private double timeout = 10;

  @Option(
      names = "--memory-mb",
      defaultValue = "512",
      paramLabel = "MB",
      description = "Address space of one process (${DEFAULT-VALUE}).")
  private int memory = 512;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Completions run at the same time (one per core).")
  private int workers = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--python",
      paramLabel = "PATH",
      description = "The Python to run them with (python3 on PATH).")
  private @Nullable String python;

  @Option(
      names = "--unsafe",
      description =
          "Run without isolation where the system refuses namespaces: only for completions you"
              + " trust.")
  private boolean isUnsafe;

  @Option(
      names = "--json",
      paramLabel = "OUT",
      description = "Write the JSON there and print a summary instead.")
  private @Nullable Path json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    check();
    Json.checkWritable(Optional.ofNullable(json));
    Map<String, Problem> known = Problem.read(problems);
    List<Completion> given = Completion.read(completions, known);
    PrintWriter err = spec.commandLine().getErr();
    var limits = new Sandbox.Limits(Duration.ofMillis(Math.round(timeout * 1000)), memory);
    List<Verdict> verdicts;
    try (Sandbox sandbox = Sandbox.open(limits, !isUnsafe, programs());
        Progress progress = new Progress("completions", given.size(), err)) {
      verdicts = Examination.judge(sandbox, given, workers, progress::step);
    }
    Examination examination = Examination.of(known, verdicts, ks);
    Json.print(
        examination, summary(examination), Optional.ofNullable(json), spec.commandLine().getOut());
  }

  private void check() {
    if (ks.isEmpty() || ks.stream().anyMatch(k -> k < 1)) {
      throw new BadInputException("--k", "was " + ks, "give whole numbers from 1, like 1,10");
    }
    if (!(timeout >= 0.1 && timeout <= 3600)) {
      throw new BadInputException("--timeout", "was " + timeout, "give 0.1..3600 seconds");
    }
    if (memory < 64 || memory > 1 << 16) {
      throw new BadInputException("--memory-mb", "was " + memory, "give 64..65536");
    }
    if (workers < 1 || workers > 256) {
      throw new BadInputException("--workers", "was " + workers, "give 1..256");
    }
  }

  /// The system's own Python too: the one on PATH may stand where an unprivileged user cannot read.
  private Sandbox.Programs programs() {
    List<String> pythons = python == null ? CodeRunner.PYTHONS : List.of(python);
    return new Sandbox.Programs("unshare", pythons);
  }

  private static String summary(Examination examination) {
    TextTable table = new TextTable().row("", "mean", "95 % interval");
    examination
        .byName()
        .forEach(
            (name, value) -> {
              if (value == null) {
                table.row(name, "-", "a problem has too few completions");
              } else {
                table.row(
                    name,
                    TextTable.share(value.mean()),
                    TextTable.share(value.lo()) + " to " + TextTable.share(value.hi()));
              }
            });
    String untried =
        examination.untried().isEmpty()
            ? ""
            : "without a completion, not counted: %s%n".formatted(some(examination.untried()));
    return "%d completions of %d problems%n%n%s%s"
        .formatted(examination.completions(), examination.problems(), table, untried);
  }

  private static String some(List<String> ids) {
    String named = String.join(", ", ids.subList(0, Math.min(MOST_NAMED, ids.size())));
    int rest = ids.size() - MOST_NAMED;
    return rest <= 0 ? named : named + " and " + rest + " more";
  }
}
