package dev.pointsman.router.budget;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Where a budget stands in the tree, such as `org/team-a/alice`. A last name `*` stands for every
/// budget beside it that has no entry of its own.
public record BudgetPath(String text) implements Comparable<BudgetPath> {

  private static final int LONGEST = 400;
  private static final int DEEPEST = 8;
  private static final Pattern NAMES =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@%-]*(/[A-Za-z0-9%][A-Za-z0-9._@%-]*)*(/\\*)?");
  private static final String PLAIN = "._@-";

  /// Above all projects, beside the tree.
  public static final BudgetPath PROJECTS = new BudgetPath("project");

  /// Throws an IllegalArgumentException that says what a path looks like.
  public BudgetPath {
    boolean deep = text.chars().filter(c -> c == '/').count() >= DEEPEST;
    if (!NAMES.matcher(text).matches() || deep || text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a budget's path is up to 8 names of letters, digits and . _ @ - with / between them,"
              + " such as org/team-a/alice");
    }
  }

  /// The budget of this name below; any other character of the name becomes %XX.
  public BudgetPath child(String name) {
    StringBuilder plain = new StringBuilder(text).append('/');
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean safe = c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
      boolean first = plain.charAt(plain.length() - 1) == '/';
      if (safe && !(first && PLAIN.indexOf(c) >= 0)) {
        plain.append(c);
      } else {
        plain.append(String.format("%%%02X", (int) c));
      }
    }
    return new BudgetPath(plain.toString());
  }

  /// This and all above it, the root first.
  public List<BudgetPath> line() {
    List<BudgetPath> line = new ArrayList<>();
    for (int slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', slash + 1)) {
      line.add(new BudgetPath(text.substring(0, slash)));
    }
    line.add(this);
    return line;
  }

  /// The `*` beside this; of a root, none that could exist.
  String sibling() {
    return text.substring(0, text.lastIndexOf('/') + 1) + "*";
  }

  public boolean isPattern() {
    return text.endsWith("/*");
  }

  @Override
  public int compareTo(BudgetPath other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
