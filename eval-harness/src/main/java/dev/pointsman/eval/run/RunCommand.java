package dev.pointsman.eval.run;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.eval.FailedException;
import dev.pointsman.eval.Progress;
import dev.pointsman.eval.humaneval.CodeRunner;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `eval run`: asks a running service a data set, grades the answers and writes an outcome table.
@Command(
    name = "run",
    description = "Ask a router or any OpenAI-compatible service a data set and grade the answers.")
public final class RunCommand implements Runnable {

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "YAML: models, and how to ask and grade (docs/evaluation.md).")
  private Path config = Path.of("");

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "FILE",
      description = "Canonical rows (JSONL, gzipped or not), or problems in HumanEval's format.")
  private Path dataset = Path.of("");

  @Option(
      names = "--base-url",
      required = true,
      paramLabel = "URL",
      description = "Such as http://127.0.0.1:8080 or https://api.example.com/v1.")
  private String baseUrl = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "The table to write; default NAME.run.outcomes.jsonl.gz here. FILE.part keeps what is"
              + " done.")
  private @Nullable Path out;

  @Option(names = "--limit", paramLabel = "N", description = "Only the first N rows.")
  private int limit = Integer.MAX_VALUE;

  @Option(
      names = "--unsafe",
      description = "Run code answers without isolation where the system refuses it.")
  private boolean isUnsafe;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    RunConfig how = RunConfig.read(config, System.getenv());
    URI address = address();
    if (limit < 1) {
      throw new BadInputException("--limit", "was " + limit, "give 1 or more");
    }
    List<Item> all = Item.read(dataset);
    List<Item> items = all.subList(0, Math.min(limit, all.size()));
    List<Grading> gradings =
        items.stream().map(item -> how.grading().orElseGet(() -> Grading.of(item))).toList();
    check(items, gradings, how);
    Path table = out == null ? Path.of(name() + ".run.outcomes.jsonl.gz") : out;
    PrintWriter err = spec.commandLine().getErr();
    Path part = table.resolveSibling(table.getFileName() + ".part");
    Run.Missing missing;
    try (ChatClient client = new ChatClient(address, how);
        Runner runner = new Runner(gradings.contains(Grading.UNIT_TESTS), !isUnsafe);
        Journal journal = Journal.open(part, purpose(how));
        Progress progress = new Progress("calls", items.size() * how.models().size(), err)) {
      Grader grader = new Grader(runner.code(), how.judge().map(judge -> new Judge(client, judge)));
      missing = new Run(how, client, grader, journal).ask(items, progress::step);
      TableFile.write(table, items, how.models(), journal);
    }
    finish(table, part, missing, items.size() * how.models().size());
  }

  /// The sandbox for code answers, opened only where there are any.
  private static final class Runner implements AutoCloseable {
    private final Optional<CodeRunner> code;

    Runner(boolean isNeeded, boolean isSafe) {
      this.code = isNeeded ? Optional.of(CodeRunner.open(isSafe)) : Optional.empty();
    }

    Optional<CodeRunner> code() {
      return code;
    }

    @Override
    public void close() {
      code.ifPresent(CodeRunner::close);
    }
  }

  private URI address() {
    try {
      URI address = URI.create(baseUrl);
      String scheme = String.valueOf(address.getScheme());
      if (scheme.matches("https?") && address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the one complaint below.
    }
    throw new BadInputException(
        "--base-url", "was '" + baseUrl + "'", "give http(s)://host[:port][/v1]");
  }

  private static void check(List<Item> items, List<Grading> gradings, RunConfig how) {
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      boolean needsReference =
          switch (gradings.get(i)) {
            case MULTIPLE_CHOICE, NUMERIC, EXACT -> true;
            case UNIT_TESTS, JUDGE -> false;
          };
      if (needsReference && !item.hasReference()) {
        throw new BadInputException(
            "row " + item.id(), "has no reference", "add one, or grade by a judge");
      }
      if (gradings.get(i) == Grading.UNIT_TESTS && item.tests().isEmpty()) {
        throw new BadInputException(
            "row " + item.id(), "has no entry_point and test", "add them, or grade otherwise");
      }
      if (gradings.get(i) == Grading.JUDGE && how.judge().isEmpty()) {
        throw new BadInputException(
            "row " + item.id(), "needs a judge", "name one: judge: { model: gpt-4o }");
      }
    }
  }

  private String name() {
    String file = String.valueOf(dataset.getFileName());
    return file.replaceFirst("(\\.outcomes)?\\.jsonl(\\.gz)?$", "");
  }

  private String purpose(RunConfig how) {
    return String.join(
        " | ",
        dataset.toAbsolutePath().normalize().toString(),
        baseUrl,
        String.join(",", how.models()),
        how.maxTokens() + ", " + how.temperature(),
        how.grading().map(Grading::toString).orElse("by row"),
        how.instruction().orElse("usual"),
        how.judge().map(RunConfig.JudgeConfig::toString).orElse("no judge"));
  }

  private void finish(Path table, Path part, Run.Missing missing, int calls) {
    PrintWriter text = spec.commandLine().getOut();
    text.printf("%s: %d of %d calls graded%n", table, calls - missing.calls(), calls);
    text.flush();
    if (missing.calls() > 0) {
      throw new FailedException(
          missing.calls()
              + " calls have no outcome (the first: "
              + missing.first()
              + "); run the same command again to ask only those");
    }
    try {
      Files.deleteIfExists(part);
    } catch (java.io.IOException e) {
      text.printf("%s is not needed any more%n", part);
    }
  }
}
