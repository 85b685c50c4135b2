package dev.pointsman.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.pointsman.eval.EvalMain;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page in a real chromium; skipped where there is none.
class ReportPageTest {

  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  @TempDir Path folder;

  @Test
  void page_inABrowser_showsTheVerdictAndFetchesNothing() throws Exception {
    Optional<Path> chromium = onPath("chromium", "chromium-browser", "google-chrome");
    assumeTrue(chromium.isPresent(), "skipped: there is no chromium on the PATH");
    Path page = write();
    List<String> complaints = new ArrayList<>();
    List<String> requests = new ArrayList<>();
    Map<String, String> env = new HashMap<>();
    env.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    onPath("node").ifPresent(node -> env.put("PLAYWRIGHT_NODEJS_PATH", node.toString()));
    try (Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(env));
        Browser browser =
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.orElseThrow())
                        .setArgs(FLAGS));
        Page tab = browser.newPage()) {
      tab.onConsoleMessage(message -> complaints.add(message.text()));
      tab.onPageError(complaints::add);
      tab.onRequest(request -> requests.add(request.url()));
      tab.navigate(page.toUri().toString());

      assertThat(tab.locator("h1").innerText()).isEqualTo("Which model policy to pick");
      assertThat(tab.locator(".headline").first().isVisible()).isTrue();
      assertThat(tab.locator(".verdict").first().innerText()).contains("right for $");
      assertThat(tab.locator("dt").allInnerTexts()).anyMatch(t -> t.contains("care about cost"));
      assertThat(tab.locator("svg:not([aria-label])").count()).isZero();
      assertThat(tab.locator("table:not(:has(caption))").count()).isZero();
      assertThat(tab.locator("th:not([scope])").count()).isZero();
      String light = background(tab, ColorScheme.LIGHT);
      assertThat(background(tab, ColorScheme.DARK)).isNotEqualTo(light);
      // On a narrow screen wide tables scroll, the page does not.
      tab.setViewportSize(400, 800);
      Object overflow = tab.evaluate("document.documentElement.scrollWidth - innerWidth");
      assertThat(((Number) overflow).intValue()).isLessThanOrEqualTo(0);
    }
    assertThat(complaints).isEmpty();
    assertThat(requests).allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
    assertThat(requests.stream().filter(url -> url.startsWith("file:"))).hasSize(1);
  }

  private static String background(Page tab, ColorScheme scheme) {
    tab.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    return (String) tab.evaluate("getComputedStyle(document.body).backgroundColor");
  }

  private Path write() throws Exception {
    Path in = Files.createDirectory(folder.resolve("in"));
    SmallResults results = new SmallResults(in);
    results.online();
    results.frontier();
    Path page = folder.resolve("report.html");
    String[] args = {"eval", "report", "--in", in.toString(), "--out", page.toString()};
    PrintWriter silent = new PrintWriter(Writer.nullWriter());
    assertThat(EvalMain.run(args, silent, silent)).isZero();
    return page;
  }

  private static Optional<Path> onPath(String... names) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(names)
        .flatMap(
            name ->
                Stream.of(path.split(java.io.File.pathSeparator, -1)).map(d -> Path.of(d, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
