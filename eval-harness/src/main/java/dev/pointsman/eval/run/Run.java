package dev.pointsman.eval.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/// Asks every model every question that is not in the journal yet, so many at a time.
final class Run {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunConfig config;
  private final ChatClient client;
  private final Grader grader;
  private final Journal journal;

  Run(RunConfig config, ChatClient client, Grader grader, Journal journal) {
    this.config = config;
    this.client = client;
    this.grader = grader;
    this.journal = journal;
  }

  /// What went wrong: how many calls have no outcome, and why the first of them.
  record Missing(int calls, String first) {}

  private record Call(Item item, String model) {}

  /// `step` is told of each call that ended. A failure that all calls would share ends the run.
  Missing ask(List<Item> items, Runnable step) {
    List<Call> open = new ArrayList<>();
    for (Item item : items) {
      for (String model : config.models()) {
        if (journal.find(item.id(), model).isPresent()) {
          step.run();
        } else {
          open.add(new Call(item, model));
        }
      }
    }
    AtomicReference<String> hopeless = new AtomicReference<>("");
    List<Future<String>> ends = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(config.concurrency())) {
      for (Call call : open) {
        ends.add(
            pool.submit(
                () -> {
                  String end = hopeless.get().isEmpty() ? end(call, hopeless) : hopeless.get();
                  step.run();
                  return end;
                }));
      }
    }
    List<String> failures =
        ends.stream().map(Future::resultNow).filter(end -> !end.isEmpty()).toList();
    return new Missing(failures.size(), failures.isEmpty() ? "" : failures.getFirst());
  }

  /// Why the call has no outcome; empty when it has.
  private String end(Call call, AtomicReference<String> hopeless) {
    Grading grading = config.grading().orElseGet(() -> Grading.of(call.item()));
    String instruction = config.instruction().orElse(grading.instruction());
    String prompt = call.item().prompt() + (instruction.isBlank() ? "" : "\n\n" + instruction);
    try {
      ChatClient.Answer answer = client.ask(call.model(), prompt);
      Optional<Grade> grade = grader.grade(call.item(), grading, answer.text());
      if (grade.isEmpty()) {
        return "the judge abstained";
      }
      journal.add(call.item().id(), call.model(), outcome(grade.get(), answer));
      return "";
    } catch (ChatFailure e) {
      String message = String.valueOf(e.getMessage());
      if (e.isHopeless()) {
        hopeless.compareAndSet("", message);
      }
      return message;
    }
  }

  private static ObjectNode outcome(Grade grade, ChatClient.Answer answer) {
    ObjectNode outcome = JSON.createObjectNode().put("score", grade.score());
    if (answer.inputTokens() >= 0 && answer.outputTokens() >= 0) {
      outcome.put("in_tok", answer.inputTokens()).put("out_tok", answer.outputTokens());
    }
    answer.costUsd().ifPresent(usd -> outcome.put("cost_usd", usd));
    outcome.put("latency_s", Math.rint(answer.seconds() * 1e3) / 1e3);
    if (grade.answer() != null) {
      outcome.put("answer", grade.answer());
    }
    return outcome;
  }
}
