package dev.pointsman.router.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DashboardTest {

  private static final HasCountOptions ROWS = new HasCountOptions().setTimeout(15_000);
  private static final ContainsTextOptions PATIENT = new ContainsTextOptions().setTimeout(15_000);

  @Test
  void page_routerWithTraffic_showsPointsAndFollowsWithoutReload() {
    try (Browser browser = new Browser();
        DashboardStub stub = new DashboardStub(true)) {
      Page page = open(browser, stub);

      assertThat(page.locator("#headline"))
          .containsText("The router scores 0.86 at $0.0010 a request", PATIENT);
      assertThat(page.locator("#subline")).containsText("200 graded answers");
      assertThat(page.locator("#curve canvas")).isVisible();
      assertThat(page.locator("#curve"))
          .hasAttribute("aria-label", Pattern.compile(".*cheap: 0.60.*"));
      assertThat(inkOf(page, "#curve canvas")).isGreaterThan(500);
      assertThat(page.locator("#points tbody tr")).hasCount(3);
      assertThat(page.locator("#trend"))
          .hasAttribute("aria-label", Pattern.compile(".* changed at \\d\\d:\\d\\d:\\d\\d\\..*"));

      String before = page.locator("#fact-requests").textContent();
      page.evaluate("() => { window.sameDocument = true; }");
      assertThat(page.locator("#fact-requests")).not().hasText(before);
      assertThat(page.evaluate("() => window.sameDocument")).isEqualTo(true);
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of("target", "dashboard-test.png")));
      assertThat(browser.errors()).isEmpty();
    }
  }

  @Test
  void page_hostileModelName_staysText() {
    try (Browser browser = new Browser();
        DashboardStub stub = new DashboardStub(true)) {
      Page page = open(browser, stub);

      assertThat(page.locator("#shares")).containsText(DashboardStub.HOSTILE, PATIENT);
      assertThat(page.locator("#decisions")).containsText(DashboardStub.HOSTILE);
      page.locator("summary").click();
      assertThat(page.locator("#points")).containsText(DashboardStub.HOSTILE);
      assertThat(page.evaluate("() => window.hacked === undefined")).isEqualTo(true);
    }
  }

  @Test
  void page_candidate_isShownWithWhatItGains() {
    try (Browser browser = new Browser();
        DashboardStub stub = new DashboardStub(true)) {
      Page page = open(browser, stub);

      assertThat(page.locator("#candidate .said"))
          .containsText(
              "lints, lambda 4 is a canary, 10 % of the conversations. 1,234 outcomes so far.",
              PATIENT);
      assertThat(page.locator("#candidate tbody tr").first())
          .hasText(Pattern.compile("Worth, in good answers\\s*\\+0.021\\s*\\+0.004 to \\+0.038"));
      assertThat(page.locator("#candidate tbody tr").last()).containsText("-$0.0012");
      assertThat(page.locator("#candidate tbody tr").last()).containsText("not known yet");
      assertThat(page.locator("#candidate ol li").last()).containsText(DashboardStub.HOSTILE);
      assertThat(page.evaluate("() => window.hacked === undefined")).isEqualTo(true);
      page.locator("#candidate").scrollIntoViewIfNeeded();
      page.locator("#candidate")
          .screenshot(
              new Locator.ScreenshotOptions()
                  .setPath(Path.of("target", "dashboard-candidate.png")));
      assertThat(browser.errors()).isEmpty();
    }
  }

  @Test
  void page_requestWaitsForAWord_isGrantedByAClick() {
    try (Browser browser = new Browser();
        DashboardStub stub = new DashboardStub(true)) {
      Page page = open(browser, stub);

      assertThat(page.locator("#approvals tbody")).containsText("more than 10000 tokens", PATIENT);
      assertThat(page.locator("#approvals tbody")).containsText(DashboardStub.HOSTILE);
      page.locator("#approvals button", new Page.LocatorOptions().setHasText("Grant")).click();

      assertThat(page.locator("#approvals")).isHidden();
      assertThat(stub.isGranted()).isTrue();
      assertThat(browser.errors()).isEmpty();
    }
  }

  @Test
  void page_spend_isATableByWhatIsChosen_andSaysWhatItMeans() {
    try (Browser browser = new Browser();
        DashboardStub stub = new DashboardStub(true)) {
      Page page = open(browser, stub);

      assertThat(page.locator("#spend tbody tr")).hasCount(9, ROWS);
      assertThat(page.locator("#spend tbody tr").first())
          .hasText(Pattern.compile("team-10\\s*100\\s*\\$10.00\\s*18 %\\s*\\$0.002\\s*75 %\\s*5"));
      assertThat(page.locator("#spend tbody tr").nth(1)).containsText("not named");
      assertThat(page.locator("#spend")).containsText(DashboardStub.HOSTILE);
      assertThat(page.locator("#spend tbody tr").last()).containsText("2 more");
      assertThat(page.locator("#spend-words"))
          .containsText(
              "Route auto saved $12.50 against always asking big ($0.10 to $0.15 a request,"
                  + " measured on the control group); quality -0.01 (-0.03 to 0.01).");
      assertThat(page.locator("#spend-words"))
          .containsText("2 of 9 named users are behind 71 % of the cost.");
      assertThat(page.locator("#spend-words")).containsText("Prompts got longer by 50 %");
      assertThat(page.locator("#spend-words")).containsText("would have saved $0.25");
      assertThat(page.locator("#spend-words")).containsText("$75.00 in all");

      assertThat(page.evaluate("async () => (await import('/format.js')).usd(-0.0123)"))
          .isEqualTo("-$0.012");

      page.selectOption("#spend-by", "project");
      assertThat(page.locator("#spend tbody tr").first()).containsText("project-10", PATIENT);
      page.locator("#spend-title").scrollIntoViewIfNeeded();
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(Path.of("target", "dashboard-spend.png")));
      assertThat(page.evaluate("() => window.hacked === undefined")).isEqualTo(true);
      assertThat(browser.errors()).isEmpty();
    }
  }

  @Test
  void page_unusedRouter_explainsItsEmptiness() {
    try (Browser browser = new Browser();
        DashboardStub stub = new DashboardStub(false)) {
      Page page = open(browser, stub);

      assertThat(page.locator("#headline")).containsText("answered nothing yet", PATIENT);
      assertThat(page.locator("#curve-empty")).isVisible();
      assertThat(page.locator("#trend-empty")).isVisible();
      assertThat(page.locator("#decisions-empty")).isVisible();
      assertThat(page.locator("#spend-empty")).isVisible();
      assertThat(browser.errors()).isEmpty();
    }
  }

  @Test
  void page_routerGoesAndComesBack_keepsFiguresAndResumes() {
    try (Browser browser = new Browser();
        DashboardStub stub = new DashboardStub(true)) {
      Page page = open(browser, stub);
      assertThat(page.locator("#link")).containsText("live", PATIENT);

      stub.away(
          () -> {
            assertThat(page.locator("#link")).containsText("no answer", PATIENT);
            assertThat(page.locator("#headline")).containsText("0.86");
          });

      assertThat(page.locator("#link")).containsText("live", PATIENT);
    }
  }

  private static Page open(Browser browser, DashboardStub stub) {
    browser.page().navigate("http://127.0.0.1:" + stub.port() + "/");
    return browser.page();
  }

  /// How many pixels of the canvas are painted.
  private static int inkOf(Page page, String canvas) {
    return (int)
        page.locator(canvas)
            .evaluate(
                "c => { const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                    + " let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i]) n++; return n;"
                    + " }");
  }
}
