package dev.pointsman.router.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DashboardTest {

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
  void page_unusedRouter_explainsItsEmptiness() {
    try (Browser browser = new Browser();
        DashboardStub stub = new DashboardStub(false)) {
      Page page = open(browser, stub);

      assertThat(page.locator("#headline")).containsText("answered nothing yet", PATIENT);
      assertThat(page.locator("#curve-empty")).isVisible();
      assertThat(page.locator("#trend-empty")).isVisible();
      assertThat(page.locator("#decisions-empty")).isVisible();
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
