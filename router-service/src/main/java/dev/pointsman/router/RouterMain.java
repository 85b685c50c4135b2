package dev.pointsman.router;

import dev.pointsman.router.admin.ApprovalsCommand;
import dev.pointsman.router.admin.BudgetsCommand;
import dev.pointsman.router.admin.ExportCommand;
import dev.pointsman.router.admin.ForgetCommand;
import dev.pointsman.router.admin.ImportConfigCommand;
import dev.pointsman.router.admin.KeysCommand;
import dev.pointsman.router.admin.PolicyCommand;
import dev.pointsman.router.admin.SpendCommand;
import dev.pointsman.router.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The router's commands.
@Command(
    name = "pointsman",
    subcommands = {
      ServeCommand.class,
      DemoCommand.class,
      ExportCommand.class,
      PolicyCommand.class,
      KeysCommand.class,
      BudgetsCommand.class,
      ApprovalsCommand.class,
      ImportConfigCommand.class,
      SpendCommand.class,
      ForgetCommand.class
    },
    description = "Sends each request to the model that buys the most quality per dollar for it.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class RouterMain implements Runnable {

  public static void main(String[] args) {
    int code = 1;
    try {
      code = execute(args);
    } catch (Throwable e) {
      // Threads that were started would keep the process alive without its main.
      e.printStackTrace(System.err);
    }
    System.exit(code);
  }

  /// The exit code: 0 done, 1 failed, 2 bad usage or bad input.
  public static int execute(String... args) {
    return commandLine().execute(args);
  }

  static CommandLine commandLine() {
    return new CommandLine(new RouterMain())
        .setParameterExceptionHandler(new Complaints())
        .setExecutionExceptionHandler(new Complaints());
  }

  @Override
  public void run() {
    throw new Usage(
        "which command? There are: serve, demo, export, policy, keys, budgets, approvals,"
            + " spend, import-config, forget");
  }

  /// Bad usage found by a command; the message is one line.
  public static final class Usage extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Usage(String message) {
      super(message);
    }
  }
}
