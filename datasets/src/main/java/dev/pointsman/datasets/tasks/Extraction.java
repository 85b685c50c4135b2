package dev.pointsman.datasets.tasks;

import java.util.List;
import java.util.Locale;

/// One fact to be copied out of a message; harder ones hold rivals that look like it.
final class Extraction implements TaskSource {

  @Override
  public Puzzle next(Draw draw, Difficulty difficulty) {
    Message message = message(draw, difficulty);
    return switch (draw.between(0, 3)) {
      case 0 -> field(draw, message, "invoice number", message.invoice(), message.order());
      case 1 -> field(draw, message, "email address", message.email(), message.otherEmail());
      case 2 -> field(draw, message, "total to pay, in euros", message.total(), message.net());
      default -> field(draw, message, "phone number", message.phone(), message.otherPhone());
    };
  }

  private record Message(
      String text,
      String invoice,
      String order,
      String email,
      String otherEmail,
      String total,
      String net,
      String phone,
      String otherPhone) {}

  private static Message message(Draw draw, Difficulty difficulty) {
    List<String> people = draw.some(Words.PEOPLE, 3);
    String company = draw.of(Words.COMPANIES);
    String domain = company.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "") + ".example";
    String invoice = draw.of("INV-", "RE", "F-") + draw.between(10_000, 99_999);
    String order = draw.of("PO-", "ORD") + draw.between(10_000, 99_999);
    String email = people.get(0).toLowerCase(Locale.ROOT) + "@" + domain;
    String otherEmail = people.get(1).toLowerCase(Locale.ROOT) + "@" + domain;
    int cents = draw.between(2_000, 480_000);
    String net = money(cents);
    String total = money(Math.round(cents * 1.19f));
    String phone = phone(draw);
    String otherPhone = phone(draw);
    String core =
        draw.of(
            "Hello, please find invoice %s from %s attached. Total due: EUR %s. For questions write to %s or call %s."
                .formatted(invoice, company, total, email, phone),
            "Dear customer, %s thanks you. We charge EUR %s in total (invoice %s). Contact: %s, %s."
                .formatted(company, total, invoice, email, phone),
            "Invoice no. %s\n%s\nTotal EUR %s\nContact %s\nPhone %s"
                .formatted(invoice, company, total, email, phone));
    String rivals = " It refers to your order %s; net of tax that is EUR %s.".formatted(order, net);
    String more =
        " %s is on leave; in urgent cases of delivery (not billing) reach %s at %s or %s."
            .formatted(people.get(2), people.get(1), otherEmail, otherPhone);
    String text =
        switch (difficulty) {
          case EASY -> core;
          case MEDIUM -> core + rivals;
          case HARD -> more.strip() + " " + core + rivals;
        };
    String letter = Letters.around(draw, text, draw.between(6, 18));
    return new Message(letter, invoice, order, email, otherEmail, total, net, phone, otherPhone);
  }

  private static Puzzle field(Draw draw, Message m, String what, String value, String rival) {
    String subject = what.startsWith("total") ? what : "billing " + what;
    if (what.startsWith("invoice")) {
      subject = what;
    }
    String prompt =
        draw.of(
            "Extract the " + subject + " from this message:\n\n" + m.text(),
            "What is the " + subject + " in the text below? Copy it exactly.\n\n" + m.text(),
            m.text() + "\n\nFrom the message above, return only the " + subject + ".",
            "Read the mail and give me the " + subject + ".\n---\n" + m.text());
    String cut = value.substring(0, value.length() - 1);
    return new Puzzle(prompt, value, List.of(rival, cut));
  }

  private static String money(int cents) {
    return "%d.%02d".formatted(cents / 100, cents % 100);
  }

  private static String phone(Draw draw) {
    return "+49 %d %d".formatted(draw.between(30, 89), draw.between(1_000_000, 9_999_999));
  }
}
