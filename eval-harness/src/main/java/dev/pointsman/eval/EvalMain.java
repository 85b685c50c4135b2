package dev.pointsman.eval;

import dev.pointsman.datasets.BadInputException;
import dev.pointsman.eval.archive.ArchiveCommand;
import dev.pointsman.eval.data.DataFetchCommand;
import dev.pointsman.eval.data.DataImportCommand;
import dev.pointsman.eval.data.DataListCommand;
import dev.pointsman.eval.data.DataMakeCommand;
import dev.pointsman.eval.data.DataParquetCommand;
import dev.pointsman.eval.features.FitCommand;
import dev.pointsman.eval.humaneval.HumanEvalCommand;
import dev.pointsman.eval.report.ReportCommand;
import dev.pointsman.eval.run.RunCommand;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The offline half of the command line: `eval ...`, `data ...`, `features ...` and `archive`.
///
/// Exit codes: 0 done, 1 failed, 2 bad usage or bad input (one line on standard error).
@Command(
    name = "pointsman",
    description = "Proves routing offline, from recorded outcomes.",
    subcommands = {
      EvalMain.Eval.class,
      EvalMain.Data.class,
      EvalMain.Features.class,
      ArchiveCommand.class
    })
public final class EvalMain implements Runnable {

  private static final int FAILED = 1;
  private static final int BAD_INPUT = 2;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(
      name = "eval",
      description = "Evaluates models and learners on recorded outcomes.",
      subcommands = {
        FrontierCommand.class,
        OnlineCommand.class,
        OpeCommand.class,
        HumanEvalCommand.class,
        RunCommand.class,
        ReportCommand.class
      })
  static final class Eval implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "eval needs a command");
    }
  }

  @Command(
      name = "data",
      description = "Outcome tables.",
      subcommands = {
        DataListCommand.class,
        DataFetchCommand.class,
        DataImportCommand.class,
        DataMakeCommand.class,
        DataParquetCommand.class
      })
  static final class Data implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "data needs a command");
    }
  }

  @Command(
      name = "features",
      description = "How prompts become features.",
      subcommands = {FitCommand.class})
  static final class Features implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "features needs a command");
    }
  }

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  boolean isHelpAsked;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is needed");
  }

  public static void main(String[] args) {
    System.exit(run(args, utf8(System.out), utf8(System.err)));
  }

  private static PrintWriter utf8(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  /// Runs one command and answers its exit code; nothing is printed but to these writers.
  public static int run(String[] args, PrintWriter out, PrintWriter err) {
    CommandLine line = new CommandLine(new EvalMain());
    line.setOut(out);
    line.setErr(err);
    line.setExecutionExceptionHandler((failure, failed, parsed) -> report(failure, err));
    line.setParameterExceptionHandler((failure, given) -> refuse(failure));
    return line.execute(args);
  }

  private static int report(Exception failure, PrintWriter err) {
    if (failure instanceof ParameterException e) {
      return refuse(e);
    }
    if (failure instanceof BadInputException) {
      err.println(failure.getMessage());
      return BAD_INPUT;
    }
    if (failure instanceof FailedException) {
      err.println(failure.getMessage());
      return FAILED;
    }
    err.println("failed: " + failure);
    failure.printStackTrace(err);
    return FAILED;
  }

  private static int refuse(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(e.getMessage() + "; see " + name + " --help");
    return BAD_INPUT;
  }
}
