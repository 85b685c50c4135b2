package dev.pointsman.router;

import dev.pointsman.feedback.StoreAwayException;
import dev.pointsman.feedback.redis.RedisStartException;
import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.openai.RequestFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Says one line on standard error and gives the exit code: 2 for what the user can mend, 1 for the
/// rest.
final class Complaints implements IParameterExceptionHandler, IExecutionExceptionHandler {

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    return say(
        command,
        e.getMessage() + "; see " + command.getCommandSpec().qualifiedName() + " --help",
        2);
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
    return switch (e) {
      case ConfigProblem problem -> say(command, problem.getMessage(), 2);
      case RedisStartException problem -> say(command, problem.getMessage(), 2);
      case StoreAwayException problem -> say(command, problem.getMessage(), 1);
      case RequestFailure problem -> say(command, problem.message(), 2);
      case RouterMain.Usage usage -> say(command, usage.getMessage(), 2);
      default -> {
        Optional<RedisStartException> redis = RedisStartException.behind(e);
        if (redis.isPresent()) {
          yield say(command, redis.get().getMessage(), 2);
        }
        LoggerFactory.getLogger(RouterMain.class).debug("failed", e);
        yield say(command, "failed: " + e, 1);
      }
    };
  }

  private static int say(CommandLine command, @Nullable String line, int code) {
    command.getErr().println("pointsman: " + String.valueOf(line).replaceAll("\\s*\\R\\s*", " "));
    command.getErr().flush();
    return code;
  }
}
