package dev.pointsman.eval.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The page: one file, no script, nothing fetched.
final class Html {

  private static final int MOST_ROWS = 60;

  private final StringBuilder html = new StringBuilder();

  private Html() {}

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /// `skipped`: JSON files of the folder that are no results.
  static String page(List<Section> sections, List<String> skipped) {
    Html page = new Html();
    page.head();
    sections.forEach(page::answer);
    sections.forEach(page::details);
    page.foot(skipped);
    return page.html.toString();
  }

  private void head() {
    put(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <link rel="icon" href="data:,">
        <title>Which model policy to pick</title>
        <style>
        """);
    put(style());
    put(
        """
        </style>
        </head>
        <body>
        <main>
        <h1>Which model policy to pick</h1>
        <p class="lead">A <em>router</em> chooses for each prompt which language model answers it. \
        This page weighs it against always asking the same model, on recorded answers. The short \
        answers come first, what bears them out after. Figures in [brackets] are 95 % \
        intervals.</p>
        """);
  }

  private void answer(Section section) {
    Section.Verdict verdict = section.verdict();
    put("<section class=\"answer\" aria-labelledby=\"a-" + section.id() + "\">\n");
    put("<h2 id=\"a-" + section.id() + "\">" + escape(section.title()) + "</h2>\n");
    put("<p class=\"headline\">" + escape(verdict.headline()) + "</p>\n");
    put("<p class=\"verdict\">" + escape(verdict.answer()) + "</p>\n");
    if (!verdict.picks().isEmpty()) {
      put("<dl>\n");
      for (Section.Pick pick : verdict.picks()) {
        put("<div><dt>" + escape(pick.when()) + "</dt>\n<dd><strong>");
        put(escape(pick.what()) + "</strong> " + escape(pick.why()) + "</dd></div>\n");
      }
      put("</dl>\n");
    }
    if (!verdict.caveats().isEmpty()) {
      put("<h3>Before you rely on it</h3>\n<ul>\n");
      verdict.caveats().forEach(caveat -> put("<li>" + escape(caveat) + "</li>\n"));
      put("</ul>\n");
    }
    put("<p><a href=\"#d-" + section.id() + "\">Figures and tables</a></p>\n</section>\n");
  }

  private void details(Section section) {
    put("<section class=\"details\" aria-labelledby=\"d-" + section.id() + "\">\n");
    put(
        "<h2 id=\"d-"
            + section.id()
            + "\">Figures and tables &ndash; "
            + escape(section.title())
            + "</h2>\n");
    for (Section.Part part : section.parts()) {
      put("<h3>" + escape(part.title()) + "</h3>\n");
      part.blocks().forEach(this::block);
    }
    put("</section>\n");
  }

  private void block(Block block) {
    switch (block) {
      case Block.Words(String text) -> put("<p>" + escape(text) + "</p>\n");
      case Block.Figure(Chart chart) -> {
        put("<figure>\n<figcaption>" + escape(chart.title()) + "</figcaption>\n");
        put(Svg.of(chart)).put("\n</figure>\n");
      }
      case Block.Table(Sheet sheet) -> table(sheet);
    }
  }

  private void table(Sheet sheet) {
    put("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"");
    put(escape(sheet.caption()) + "\"><table>\n<caption>" + escape(sheet.caption()));
    put("</caption>\n<thead><tr>");
    for (Sheet.Column column : sheet.columns()) {
      put("<th scope=\"col\">" + escape(column.title()) + "</th>");
    }
    put("</tr></thead>\n<tbody>\n");
    for (List<Sheet.Cell> row : sheet.rows().stream().limit(MOST_ROWS).toList()) {
      put("<tr>");
      for (int c = 0; c < row.size(); c++) {
        cell(sheet.columns().get(c), row.get(c), c == 0);
      }
      put("</tr>\n");
    }
    put("</tbody></table></div>\n");
    if (sheet.rows().size() > MOST_ROWS) {
      int more = sheet.rows().size() - MOST_ROWS;
      put("<p class=\"note\">" + more + " more rows stand in the CSV.</p>\n");
    }
  }

  private void cell(Sheet.Column column, Sheet.Cell cell, boolean isHead) {
    String text = column.isText() ? cell.text() : column.unit().text(cell.estimate());
    String shown = escape(text).replace(" [", " <span class=\"ci\">[").replace("]", "]</span>");
    shown = column.isText() ? escape(text) : shown;
    shown = cell.isStrong() ? "<strong>" + shown + "</strong>" : shown;
    String kind = column.isText() ? " class=\"text\"" : "";
    put(isHead ? "<th scope=\"row\"" + kind + ">" : "<td" + kind + ">");
    put(shown).put(isHead ? "</th>" : "</td>");
  }

  private void foot(List<String> skipped) {
    put("<footer>\n");
    put("<p>[a, b] is a 95 % interval: had other prompts of this kind been recorded, the figure")
        .put(" would mostly have come out between a and b. Whoever looks at twenty intervals sees")
        .put(" about one that misses.</p>\n");
    if (!skipped.isEmpty()) {
      put("<p>Left out, as they hold no results of <code>eval</code>: ");
      put(escape(String.join(", ", skipped)) + ".</p>\n");
    }
    put("</footer>\n</main>\n</body>\n</html>\n");
  }

  private Html put(String text) {
    html.append(text);
    return this;
  }

  private static String style() {
    try (InputStream in = Objects.requireNonNull(Html.class.getResourceAsStream("report.css"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
