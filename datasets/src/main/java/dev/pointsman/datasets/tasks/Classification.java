package dev.pointsman.datasets.tasks;

import java.util.ArrayList;
import java.util.List;

/// A text to be put into one of a few named classes; harder ones speak of two things at once.
final class Classification implements TaskSource {

  private record Label(String name, List<String> texts) {}

  private static final List<Label> TICKETS =
      List.of(
          new Label(
              "billing",
              List.of(
                  "I was charged twice for March.",
                  "The invoice shows a wrong VAT number.",
                  "My refund has not reached my card yet.",
                  "Why did the subscription price go up?")),
          new Label(
              "technical",
              List.of(
                  "The app crashes when I open the settings.",
                  "Export to PDF stops at 40 percent.",
                  "Since the update the page stays blank.",
                  "The sync button does nothing on my tablet.")),
          new Label(
              "shipping",
              List.of(
                  "My parcel has been in Leipzig for nine days.",
                  "The courier left the box with a stranger.",
                  "Can you send it to my office instead?",
                  "Tracking says delivered, but nothing came.")),
          new Label(
              "account",
              List.of(
                  "I cannot log in after changing my e-mail.",
                  "Please delete my profile and all its data.",
                  "The confirmation code never arrives.",
                  "How do I add a colleague to our workspace?")));
  private static final List<Label> REVIEWS =
      List.of(
          new Label(
              "positive",
              List.of(
                  "Runs quietly and does all I hoped for.",
                  "Best purchase of the year, my whole family loves it.",
                  "Friendly staff, and the soup was wonderful.",
                  "It exceeded my expectations.")),
          new Label(
              "negative",
              List.of(
                  "Broke after two days and nobody answered.",
                  "The room smelled of smoke and the heating was off.",
                  "I would not give it to my worst enemy.",
                  "A waste of money, the seams came apart at once.")),
          new Label(
              "neutral",
              List.of(
                  "It arrived on Tuesday in a brown box.",
                  "The manual has forty pages in three languages.",
                  "I use it about once a week.",
                  "It is the blue one, size medium.")));
  private static final List<String> ASIDES =
      List.of(
          "That said, the packaging was pretty.",
          "By the way, the last update looked fine on my phone.",
          "I had no such trouble with the invoice last year.",
          "My neighbour says hers is great, though.",
          "The delivery itself was quick, I admit.",
          "Forgive the long mail, it is late here.");

  @Override
  public Puzzle next(Draw draw, Difficulty difficulty) {
    boolean tickets = draw.chance(0.5);
    List<Label> labels = tickets ? TICKETS : REVIEWS;
    Label label = draw.of(labels);
    List<String> text = new ArrayList<>();
    text.add(draw.of(label.texts()));
    if (difficulty != Difficulty.EASY) {
      text.add(draw.of(ASIDES));
    }
    if (difficulty == Difficulty.HARD) {
      text.addFirst(draw.of(ASIDES));
    }
    String order = "%s %d".formatted(draw.of("Order", "Ref", "Case"), draw.between(1000, 99_999));
    String core = order + ": " + String.join(" ", text);
    String body = tickets ? Letters.around(draw, core, draw.between(2, 10)) : core;
    List<String> names = labels.stream().map(Label::name).toList();
    return new Puzzle(ask(draw, tickets, names, body), label.name(), names);
  }

  private static String ask(Draw draw, boolean tickets, List<String> names, String body) {
    String choices = String.join(", ", names);
    String thing = tickets ? "support ticket" : "customer review";
    String what = tickets ? "queue" : "sentiment";
    return draw.of(
        "Classify this %s as one of: %s.\n\n%s".formatted(thing, choices, body),
        "Which %s fits this %s? Choose from %s. Answer with one word.\n\n%s"
            .formatted(what, thing, choices, body),
        "%s\n\nLabel the %s above. Allowed labels: %s.".formatted(body, thing, choices),
        "You sort %ss by %s (%s). Text: %s\nLabel:".formatted(thing, what, choices, body));
  }
}
