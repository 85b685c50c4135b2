package dev.pointsman.bandit.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A prompt and the label it teaches.
public record LabelledText(String label, String text) {

  /// Reads lines `label<TAB>text`, in which `\n` stands for a line break, `\t` for a tab and `\\`
  /// for a backslash.
  public static List<LabelledText> read(Path file) throws IOException {
    var texts = new ArrayList<LabelledText>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      int tab = lines.get(i).indexOf('\t');
      if (tab <= 0) {
        throw new IllegalArgumentException(
            file
                + ":"
                + (i + 1)
                + ": a line must be label<TAB>text; the label or the tab is missing");
      }
      texts.add(new LabelledText(lines.get(i).substring(0, tab), unescaped(lines.get(i), tab + 1)));
    }
    return texts;
  }

  String line() {
    return label
        + "\t"
        + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "");
  }

  private static String unescaped(String line, int from) {
    var text = new StringBuilder(line.length());
    for (int i = from; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && i + 1 < line.length()) {
        char escaped = line.charAt(++i);
        text.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
