package dev.pointsman.router.demo;

import dev.pointsman.bandit.Seeds;
import dev.pointsman.datasets.BadInputException;
import dev.pointsman.datasets.OutcomeTable;
import dev.pointsman.datasets.PriceList;
import dev.pointsman.datasets.tasks.Draw;
import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.demo.fleet.Answers;
import dev.pointsman.router.demo.fleet.FleetModel;
import dev.pointsman.router.demo.fleet.Ladder;
import dev.pointsman.router.demo.fleet.RecordedFleet;
import dev.pointsman.router.demo.fleet.Referee;
import dev.pointsman.router.demo.fleet.SkilledAnswers;
import dev.pointsman.router.demo.fleet.TaskBook;
import dev.pointsman.router.demo.traffic.GeneratedWorkload;
import dev.pointsman.router.demo.traffic.RecordedWorkload;
import dev.pointsman.router.demo.traffic.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The world of one demo: which models there are, how they answer, what is asked of them.
///
/// `testTasks` are tried on every model before there are users; a recorded world has none, its
/// prompts being those that users ask. `example` is a prompt that the fleet can answer; `folder`
/// keeps what was learnt in this world apart from what was learnt in others. `judge` grades answers
/// where the world has one: nobody could tell a recorded answer's grade from its text.
record Scene(
    String story,
    List<FleetModel> models,
    Optional<FleetModel> judge,
    Answers answers,
    Workload workload,
    TestTasks testTasks,
    String example,
    String folder) {

  /// Makes so many tasks to try the models on before there are users.
  @FunctionalInterface
  interface TestTasks {
    List<Workload.Ask> take(int count);
  }

  /// The simulated ladder and generated tasks.
  static Scene simulated(long seed) {
    TaskBook book = new TaskBook();
    book.add(GeneratedWorkload.EXAMPLE);
    return new Scene(
        Ladder.MODELS.size() + " simulated models and a judge",
        Ladder.MODELS,
        Optional.of(Referee.MODEL),
        new Referee(new SkilledAnswers(book, seed), book, seed),
        new GeneratedWorkload(book),
        count -> tasks(new GeneratedWorkload(book), new Draw(Seeds.mix(seed)), count),
        GeneratedWorkload.EXAMPLE.prompt(),
        "fleet");
  }

  private static List<Workload.Ask> tasks(Workload workload, Draw draw, int count) {
    return Stream.generate(() -> workload.next(draw)).limit(count).toList();
  }

  /// The named models of an outcome table. Throws {@link ConfigProblem} for input that cannot be
  /// used, with file and line.
  static Scene recorded(List<Path> tables, List<Path> priceFiles, List<String> names) {
    try {
      PriceList prices =
          priceFiles.isEmpty() ? PriceList.empty() : PriceList.read(priceFiles.getFirst());
      OutcomeTable table = OutcomeTable.read(tables, names, prices);
      RecordedFleet fleet = new RecordedFleet(table, prices);
      String story =
          "%d recorded models on %,d prompts (%,d more left out: not answered by all models)"
              .formatted(names.size(), table.size(), table.dropped());
      String folder = "recorded-%08x".formatted((tables.toString() + names).hashCode());
      return new Scene(
          story,
          fleet.models(),
          Optional.empty(),
          fleet,
          new RecordedWorkload(table, fleet),
          count -> List.of(),
          GeneratedWorkload.EXAMPLE.prompt(),
          folder);
    } catch (BadInputException e) {
      throw new ConfigProblem(String.valueOf(e.getMessage()));
    }
  }
}
