package dev.pointsman.router.demo.fleet;

import dev.pointsman.datasets.tasks.Draw;
import dev.pointsman.datasets.tasks.Task;

/// Answers to generated tasks, right as often as the model's skill says.
///
/// The luck of an answer is a function of seed, prompt and model. Half of the answers take their
/// luck from the prompt alone, so that a prompt which one model finds hard tends to be hard for
/// all, as in life; the chance of each single model stays what [Skills] says.
public final class SkilledAnswers implements Answers {

  private static final double SHARED_LUCK = 0.5;
  private static final double LENGTH_SPREAD = 0.25;
  private static final double LATENCY_SPREAD = 0.35;

  private final TaskBook book;
  private final long seed;

  public SkilledAnswers(TaskBook book, long seed) {
    this.book = book;
    this.seed = seed;
  }

  @Override
  public Answer to(Chat chat) {
    Draw draw = new Draw(mixed(chat.model() + '\0' + chat.prompt()));
    return book.find(chat.prompt())
        .map(task -> solve(chat, task, draw))
        .orElseGet(() -> chat(chat, draw));
  }

  private Answer solve(Chat chat, Task task, Draw draw) {
    double own = draw.uniform();
    double luck = draw.chance(SHARED_LUCK) ? new Draw(mixed(task.prompt())).uniform() : own;
    boolean right = luck < Skills.chance(chat.model(), task.kind(), task.difficulty());
    String result = right ? task.answer() : draw.of(task.mistakes());
    double median = Skills.outputTokens(chat.model(), task.kind(), task.difficulty());
    return answer(chat, phrase(draw, result), median * draw.factor(LENGTH_SPREAD), draw);
  }

  private static Answer chat(Chat chat, Draw draw) {
    String text =
        draw.of(
            "Thank you for your message. I am %s, a simulated model: I solve the small tasks of"
                + " this demo and cannot hold a real conversation, but your request took the same"
                + " way as any other.",
            "Hello! This is %s from the simulated fleet. I can only work on the demo's own tasks,"
                + " so take this as a friendly placeholder for a real answer.",
            "Glad you asked. As a simulated model (%s) I have no knowledge of the world; connect a"
                + " real provider in pointsman.yaml and the same request gets a real answer.");
    String reply = text.formatted(chat.model());
    return answer(chat, reply, reply.length() / 4.0, draw);
  }

  private static String phrase(Draw draw, String result) {
    return draw.of(
        result,
        "Answer: " + result,
        "The answer is " + result + ".",
        "Let me work this out.\nAnswer: " + result,
        "I checked it twice.\nThe result is " + result + ".");
  }

  private static Answer answer(Chat chat, String text, double outputTokens, Draw draw) {
    int visible = Math.max(1, Math.round(text.length() / 4f));
    int output = Math.max(visible, (int) Math.round(outputTokens));
    double first = Skills.firstTokenSeconds(chat.model()) * draw.factor(LATENCY_SPREAD);
    double rest = output / (Skills.tokensPerSecond(chat.model()) * draw.factor(LATENCY_SPREAD));
    Answer.Timing timing = new Answer.Timing(first, first + rest);
    return new Answer(text, chat.tokens(), output, output - visible, timing, false);
  }

  /// FNV-1a over UTF-16, finished by a multiply and shift.
  private long mixed(String text) {
    long hash = 0xcbf29ce484222325L ^ seed;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
    return hash ^ (hash >>> 32);
  }
}
