package dev.pointsman.feedback.budget;

/// One counter of one budget. The name, such as `org/team-a:month:2026-11`, is its identity; it
/// tells apart the periods of a calendar.
public record Window(String name, Span span, Caps caps) {

  public Window {
    if (name.isBlank() || name.length() > 512 || name.chars().anyMatch(c -> c <= ' ')) {
      throw new IllegalArgumentException("not a window's name: '" + name + "'");
    }
  }
}
