package dev.pointsman.eval.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// Draws a chart as a PNG for slides and mails, on white, by XChart without a screen.
final class Png {

  private static final Color[] COLOURS = {
    new Color(0x0a66b2), new Color(0xb64b00), new Color(0x00795a),
    new Color(0x96427f), new Color(0x7d5a00), new Color(0x1b7a9c)
  };
  private static final Marker[] MARKERS = {
    SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE, SeriesMarkers.DIAMOND,
    SeriesMarkers.TRIANGLE_UP, SeriesMarkers.TRIANGLE_DOWN, SeriesMarkers.PLUS
  };
  private static final int WIDTH = 1_100;
  private static final int HEIGHT = 640;

  private final Chart chart;
  private final XYChart drawn;

  private Png(Chart chart) {
    this.chart = chart;
    int rows = chart.y().rows().size();
    this.drawn =
        new XYChartBuilder()
            .width(WIDTH)
            .height(rows == 0 ? HEIGHT : 160 + 30 * rows)
            .title(chart.title())
            .xAxisTitle(chart.x().title())
            .yAxisTitle(chart.y().title())
            .build();
  }

  static byte[] of(Chart chart) {
    return new Png(chart).bytes();
  }

  private byte[] bytes() {
    style();
    for (int i = 0; i < chart.lines().size(); i++) {
      intervals(chart.lines().get(i), i);
      line(chart.lines().get(i), i);
    }
    words();
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.write(BitmapEncoder.getBufferedImage(drawn), "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Beside its dot stands a label, above it the name of a row.
  private void words() {
    List<String> rows = chart.y().rows();
    double height = drawn.getStyler().getYAxisMax() - drawn.getStyler().getYAxisMin();
    for (Chart.Line line : chart.lines()) {
      for (Chart.Dot dot : line.dots()) {
        boolean isRow = !rows.isEmpty() && line.style() == Chart.Style.DOTS;
        String label = isRow ? rows.get((int) dot.y().mean()) : dot.label();
        if (!label.isEmpty()) {
          double y = height(dot.y().mean()) + (isRow ? 0.4 : 0.03 * height);
          drawn.addAnnotation(new AnnotationText(label, dot.x().mean(), y, false));
        }
      }
    }
  }

  private void style() {
    var styler = drawn.getStyler();
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setLegendPosition(Styler.LegendPosition.OutsideS);
    styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
    styler.setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    styler.setXAxisLogarithmic(chart.x().isLog());
    styler.setXAxisTickLabelsFormattingFunction(chart.x().unit()::tick);
    Scale x = new Scale(chart.x(), chart.xs(), 0, 1);
    styler.setXAxisMin(x.lowest()).setXAxisMax(x.highest());
    List<String> rows = chart.y().rows();
    if (rows.isEmpty()) {
      Scale y = new Scale(chart.y(), chart.ys(), 0, 1);
      styler.setYAxisMin(y.lowest()).setYAxisMax(y.highest());
      styler.setYAxisTickLabelsFormattingFunction(chart.y().unit()::tick);
      return;
    }
    styler.setYAxisMin(-1.0).setYAxisMax((double) rows.size());
    styler.setYAxisTicksVisible(false);
  }

  /// Rows are told from the top, an axis from the bottom.
  private double height(double y) {
    return chart.y().rows().isEmpty() ? y : chart.y().rows().size() - 1 - y;
  }

  private void line(Chart.Line line, int i) {
    double[] xs = line.dots().stream().mapToDouble(dot -> dot.x().mean()).toArray();
    double[] ys = line.dots().stream().mapToDouble(dot -> height(dot.y().mean())).toArray();
    XYSeries series = drawn.addSeries(line.name(), xs, ys);
    series.setLineColor(COLOURS[i % COLOURS.length]);
    series.setMarkerColor(COLOURS[i % COLOURS.length]);
    boolean hasDots = line.style() == Chart.Style.DOTS || line.style() == Chart.Style.LINE_AND_DOTS;
    series.setMarker(hasDots ? MARKERS[i % MARKERS.length] : SeriesMarkers.NONE);
    series.setLineStyle(
        switch (line.style()) {
          case DOTS -> SeriesLines.NONE;
          case GUIDE -> SeriesLines.DASH_DASH;
          case LINE, LINE_AND_DOTS -> SeriesLines.SOLID;
        });
  }

  private void intervals(Chart.Line line, int i) {
    for (int d = 0; d < line.dots().size(); d++) {
      Chart.Dot dot = line.dots().get(d);
      double y = height(dot.y().mean());
      if (dot.x().hasInterval()) {
        double[] xs = {dot.x().low(), dot.x().high()};
        interval("x" + i + "." + d, xs, new double[] {y, y}, i);
      }
      if (dot.y().hasInterval()) {
        double[] ys = {height(dot.y().low()), height(dot.y().high())};
        interval("y" + i + "." + d, new double[] {dot.x().mean(), dot.x().mean()}, ys, i);
      }
    }
  }

  private void interval(String name, double[] xs, double[] ys, int i) {
    XYSeries series = drawn.addSeries(name, xs, ys);
    series.setShowInLegend(false);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(COLOURS[i % COLOURS.length]);
    series.setLineStyle(new BasicStroke(2));
  }
}
