package dev.pointsman.eval.report;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/// Draws a chart as inline SVG. Colours come from the page's style sheet, so that dark pages and
/// paper have their own; shapes differ too, for those who see no colours.
final class Svg {

  private static final double WIDTH = 760;
  private static final double RIGHT = WIDTH - 18;
  private static final int STYLES = 6;
  private static final String[] SHAPES = {
    "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z",
    "M-4.5 -4.5H4.5V4.5H-4.5Z",
    "M0 -6L6 0L0 6L-6 0Z",
    "M0 -5.5L5.5 4.5H-5.5Z",
    "M0 5.5L5.5 -4.5H-5.5Z",
    "M-5 -2H-2V-5H2V-2H5V2H2V5H-2V2H-5Z"
  };

  private final Chart chart;
  private final StringBuilder svg = new StringBuilder();
  private final Formatter out = new Formatter(svg, Locale.ROOT);
  private final double left;
  private final double top;
  private final double bottom;
  private final Scale x;
  private final Scale y;

  private Svg(Chart chart) {
    this.chart = chart;
    List<String> rows = chart.y().rows();
    double longest = rows.stream().mapToDouble(Labels::width).max().orElse(52);
    this.left = Math.min(longest + 18, 300);
    this.top = 14 + 20 * legendLines();
    this.bottom = top + (rows.isEmpty() ? 320 : 24 * rows.size() + 10);
    this.x = new Scale(chart.x(), chart.xs(), left, RIGHT);
    this.y =
        rows.isEmpty()
            ? new Scale(chart.y(), chart.ys(), bottom, top)
            : new Scale(chart.y(), chart.ys(), top, bottom);
  }

  static String of(Chart chart) {
    return new Svg(chart).draw();
  }

  private String draw() {
    double height = bottom + 46;
    out.format(
        "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">",
        WIDTH, height, Html.escape(chart.title() + ". " + chart.alt()));
    axes();
    Labels labels = new Labels(RIGHT);
    chart.lines().forEach(line -> avoid(line, labels));
    for (int i = 0; i < chart.lines().size(); i++) {
      line(chart.lines().get(i), i % STYLES);
    }
    for (int i = 0; i < chart.lines().size(); i++) {
      words(chart.lines().get(i), i % STYLES, labels);
    }
    legend();
    return svg.append("</svg>").toString();
  }

  private void axes() {
    for (double tick : x.ticks()) {
      double at = x.at(tick);
      out.format("<path class=\"grid\" d=\"M%.1f %.1fV%.1f\"/>", at, top, bottom);
      text(at, bottom + 16, "middle", x.label(tick));
    }
    for (double tick : y.ticks()) {
      double at = y.at(tick);
      out.format("<path class=\"grid\" d=\"M%.1f %.1fH%.1f\"/>", left, at, RIGHT);
      text(left - 7, at + 4, "end", y.label(tick));
    }
    out.format("<path class=\"axis\" d=\"M%.1f %.1fV%.1fH%.1f\"/>", left, top, bottom, RIGHT);
    text((left + RIGHT) / 2, bottom + 38, "middle", chart.x().title());
    if (chart.y().rows().isEmpty()) {
      out.format(
          "<text transform=\"translate(13 %.1f) rotate(-90)\" text-anchor=\"middle\">%s</text>",
          (top + bottom) / 2, Html.escape(chart.y().title()));
    }
  }

  private void line(Chart.Line line, int style) {
    Chart.Style kind = line.style();
    out.format("<g class=\"s%d%s\">", style, kind == Chart.Style.GUIDE ? " guide" : "");
    if (kind != Chart.Style.DOTS) {
      StringBuilder path = new StringBuilder();
      for (Chart.Dot dot : line.dots()) {
        path.append(path.isEmpty() ? 'M' : 'L')
            .append(
                String.format(
                    Locale.ROOT, "%.1f %.1f", x.at(dot.x().mean()), y.at(dot.y().mean())));
      }
      out.format("<path class=\"line\" d=\"%s\"/>", path);
    }
    for (Chart.Dot dot : line.dots()) {
      intervals(dot);
      if (kind == Chart.Style.DOTS || kind == Chart.Style.LINE_AND_DOTS) {
        out.format(
            "<path class=\"dot\" transform=\"translate(%.1f %.1f)\" d=\"%s\"/>",
            x.at(dot.x().mean()), y.at(dot.y().mean()), SHAPES[style]);
      }
    }
    svg.append("</g>");
  }

  private void avoid(Chart.Line line, Labels labels) {
    for (int i = 0; i < line.dots().size(); i++) {
      Chart.Dot dot = line.dots().get(i);
      double atX = x.at(dot.x().mean());
      double atY = y.at(dot.y().mean());
      if (line.style() != Chart.Style.GUIDE) {
        labels.avoid(atX, atY);
      }
      if (i > 0 && line.style() != Chart.Style.DOTS) {
        Chart.Dot before = line.dots().get(i - 1);
        labels.avoidLine(x.at(before.x().mean()), y.at(before.y().mean()), atX, atY);
      }
    }
  }

  private void intervals(Chart.Dot dot) {
    double atX = x.at(dot.x().mean());
    double atY = y.at(dot.y().mean());
    if (dot.x().hasInterval()) {
      double low = x.at(dot.x().low());
      double high = x.at(dot.x().high());
      out.format("<path class=\"line\" d=\"M%.1f %.1fH%.1f\"/>", low, atY, high);
    }
    if (dot.y().hasInterval()) {
      double low = y.at(dot.y().low());
      double high = y.at(dot.y().high());
      out.format("<path class=\"line\" d=\"M%.1f %.1fV%.1f\"/>", atX, low, high);
    }
  }

  private void words(Chart.Line line, int style, Labels labels) {
    for (Chart.Dot dot : line.dots()) {
      if (!dot.label().isEmpty()) {
        Labels.Place place = labels.place(x.at(dot.x().mean()), y.at(dot.y().mean()), dot.label());
        out.format(
            "<text class=\"t%d\" x=\"%.1f\" y=\"%.1f\">%s</text>",
            style, place.x(), place.y(), Html.escape(dot.label()));
      }
    }
  }

  private int legendLines() {
    double at = 0;
    int lines = chart.lines().size() > 1 ? 1 : 0;
    for (Chart.Line line : chart.lines()) {
      double width = legendWidth(line);
      if (at > 0 && at + width > RIGHT - 60) {
        lines++;
        at = 0;
      }
      at += width;
    }
    return lines;
  }

  private static double legendWidth(Chart.Line line) {
    return Labels.width(line.name()) + 44;
  }

  private void legend() {
    if (chart.lines().size() < 2) {
      return;
    }
    double at = 0;
    double down = 14;
    for (int i = 0; i < chart.lines().size(); i++) {
      Chart.Line line = chart.lines().get(i);
      if (at > 0 && at + legendWidth(line) > RIGHT - 60) {
        at = 0;
        down += 20;
      }
      double from = 60 + at;
      int style = i % STYLES;
      out.format("<g class=\"s%d%s\">", style, line.style() == Chart.Style.GUIDE ? " guide" : "");
      if (line.style() != Chart.Style.DOTS) {
        out.format("<path class=\"line\" d=\"M%.1f %.1fh22\"/>", from, down - 4);
      }
      if (line.style() == Chart.Style.DOTS || line.style() == Chart.Style.LINE_AND_DOTS) {
        out.format(
            "<path class=\"dot\" transform=\"translate(%.1f %.1f)\" d=\"%s\"/>",
            from + 11, down - 4, SHAPES[style]);
      }
      svg.append("</g>");
      text(from + 27, down, "start", line.name());
      at += legendWidth(line);
    }
  }

  private void text(double atX, double atY, String anchor, String words) {
    out.format(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        atX, atY, anchor, Html.escape(words));
  }
}
