package dev.pointsman.router.demo.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.bandit.Price;
import dev.pointsman.datasets.tasks.Draw;
import dev.pointsman.datasets.tasks.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The fleet's judge: a model that is asked to grade, priced like a small one, and no arm of any
/// route. All other models of the fleet answer as before.
///
/// It knows the tasks' answers and is wrong all the same 15 times in 100, the rate at which GPT-4
/// and people disagreed on which of two answers is better (Zheng et al. 2023, arXiv 2306.05685, 85
/// % agreement). What it cannot read it gives the middle grade.
public final class Referee implements Answers {

  public static final FleetModel MODEL =
      new FleetModel("referee", Price.perMtok(0.15, 0.60), Double.NaN, 128_000);

  private static final double RIGHT = 0.85;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f]{32})\"");
  private static final String ASKED = "user: ";

  private final Answers others;
  private final TaskBook book;
  private final long seed;

  public Referee(Answers others, TaskBook book, long seed) {
    this.others = others;
    this.book = book;
    this.seed = seed;
  }

  @Override
  public Answer to(Chat chat) {
    if (!chat.model().equals(MODEL.id())) {
      return others.to(chat);
    }
    Matcher id = ID.matcher(chat.system());
    String said =
        id.find()
            ? "{\"id\":\"%s\",\"grade\":%d}".formatted(id.group(1), grade(texts(chat.prompt())))
            : "I grade answers; ask another model.";
    int tokens = Math.max(1, said.length() / 3);
    return new Answer(said, chat.tokens(), tokens, 0, new Answer.Timing(0.4, 0.9), false);
  }

  /// 0 to 10, of a question and its answer; the same each time.
  private int grade(List<String> texts) {
    Optional<Task> task = texts.size() < 2 ? Optional.empty() : book.find(asked(texts.getFirst()));
    if (task.isEmpty()) {
      return 5;
    }
    Draw draw = new Draw(seed ^ texts.hashCode() * 0x9E3779B97F4A7C15L);
    boolean isGood = task.get().isSolvedBy(texts.getLast()) == draw.chance(RIGHT);
    return isGood ? draw.between(8, 10) : draw.between(0, 3);
  }

  private static String asked(String question) {
    return question.substring(question.lastIndexOf(ASKED) + ASKED.length() - 1).strip();
  }

  /// The texts to grade stand each on a line of its own, as JSON strings.
  private static List<String> texts(String prompt) {
    List<String> texts = new ArrayList<>();
    for (String line : prompt.lines().filter(text -> text.startsWith("\"")).toList()) {
      try {
        texts.add(MAPPER.readValue(line, String.class));
      } catch (JsonProcessingException e) {
        return List.of();
      }
    }
    return texts;
  }
}
