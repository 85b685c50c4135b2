package dev.pointsman.notebooks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/// What a notebook needs to draw: an empty chart, and a place to put it.
///
/// PNG files go to the folder `pointsman.notebooks.out`, by default `target`. No screen is needed.
public final class Drawing {

  private Drawing() {}

  public static XYChart chart(String title, String x, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(520)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
    return chart;
  }

  /// Writes `name`.png and says where.
  public static void save(XYChart chart, String name) throws IOException {
    Path folder = Path.of(System.getProperty("pointsman.notebooks.out", "target"));
    Files.createDirectories(folder);
    Path file = folder.resolve(name + ".png");
    try (OutputStream out = Files.newOutputStream(file)) {
      ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", out);
    }
    System.out.println("drawn: " + file);
  }
}
