package dev.pointsman.router.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.memory.InMemoryTable;
import dev.pointsman.router.TestRouter;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyBookTest {

  private final KeyBook book = new KeyBook(new InMemoryTable(), InstantSource.system());

  private static ObjectNode admin(String name) {
    ObjectNode settings = Json.object().put("name", name);
    settings.putArray("roles").add("admin");
    return settings;
  }

  @BeforeEach
  void twoAdmins() {
    String yaml = TestRouter.yaml("http://up/v1", "auth: { mode: none }");
    book.first(admin("one"));
    book.create(admin("two"), RouterConfig.parse(yaml, "test.yaml", Map.of("UP", "secret")));
  }

  @Test
  void revoke_whileThereIsAnotherAdmin_isDone() {
    book.revoke("one", false);

    assertThat(book.entries())
        .hasEntrySatisfying("one", key -> assertThat(key.revoked()).isPresent());
    assertThatThrownBy(() -> book.revoke("two", false)).hasMessageContaining("the last key");
  }

  /// One that has expired lets nobody in.
  @Test
  void revoke_otherAdminHasExpired_isRefused() {
    book.expire("two", "2020-01-01");

    assertThatThrownBy(() -> book.revoke("one", false))
        .isInstanceOf(RequestFailure.class)
        .hasMessageContaining("the last key");
    book.revoke("one", true);
  }
}
