package dev.pointsman.router.wire;

import static dev.pointsman.router.wire.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.openai.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicErrorTest {

  @Test
  void toOpenAi_documentedError_keepsWordsAndType() {
    ObjectNode body =
        AnthropicError.toOpenAi(
            json(
                """
                {"type": "error", "request_id": "req_1",
                 "error": {"type": "not_found_error", "message": "no such model"}}
                """));

    assertThat(body)
        .isEqualTo(
            json(
                """
                {"error": {"message": "no such model", "type": "invalid_request_error",
                           "param": null, "code": "not_found_error"}}
                """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "invalid_request_error",
        "authentication_error",
        "billing_error",
        "permission_error",
        "not_found_error",
        "request_too_large",
        "rate_limit_error",
        "api_error",
        "timeout_error",
        "overloaded_error"
      })
  void roundTrip_everyDocumentedType_isExact(String type) {
    ObjectNode error = Json.object().put("type", "error");
    error.putObject("error").put("type", type).put("message", "m");

    assertThat(AnthropicError.fromOpenAi(AnthropicError.toOpenAi(error), 0)).isEqualTo(error);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request_error",
    "401, authentication_error",
    "402, billing_error",
    "403, permission_error",
    "404, not_found_error",
    "413, request_too_large",
    "422, invalid_request_error",
    "429, rate_limit_error",
    "500, api_error",
    "502, api_error",
    "503, overloaded_error",
    "504, timeout_error",
    "529, overloaded_error"
  })
  void fromOpenAi_status_decidesTheType(int status, String type) {
    ObjectNode body =
        AnthropicError.fromOpenAi(
            json(
                """
                {"error": {"message": "m", "type": "t", "param": null, "code": null}}
                """),
            status);

    assertThat(body.at("/error/type").asText()).isEqualTo(type);
    assertThat(body.at("/error/message").asText()).isEqualTo("m");
  }

  @Test
  void fromOpenAi_errorThatIsAString_isItsMessage() {
    ObjectNode body = AnthropicError.fromOpenAi(json("{\"error\": \"boom\"}"), 0);

    assertThat(body.at("/error/message").asText()).isEqualTo("boom");
    assertThat(body.at("/error/type").asText()).isEqualTo("api_error");
  }
}
