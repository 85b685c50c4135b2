package dev.pointsman.router.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.config.RouterConfig.Limits;
import dev.pointsman.router.openai.Json;
import dev.pointsman.router.openai.RequestFailure;
import dev.pointsman.router.openai.Terms;
import dev.pointsman.router.wire.Api;
import dev.pointsman.router.wire.ApiRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Reading of requests.
final class Requests {

  private Requests() {}

  static byte[] body(RoutingContext http) {
    var body = http.body().buffer();
    return body == null ? new byte[0] : body.getBytes();
  }

  /// The request of an API. Throws a 400.
  static ApiRequest parse(Api api, RoutingContext http, Limits limits) {
    ObjectNode body = Json.object(body(http));
    String list = api == Api.RESPONSES ? "input" : "messages";
    if (body.path(list).size() > limits.messages()) {
      throw RequestFailure.badRequest(
          list, list + " holds more than limits.messages allows, which is " + limits.messages());
    }
    return ApiRequest.parse(api, body, pointsmanHeaders(http.request()));
  }

  /// Headers `x-pointsman-*` by the rest of their names, in lower case.
  static Map<String, String> pointsmanHeaders(HttpServerRequest request) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<String, String> header : request.headers()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (name.startsWith(Terms.HEADER_PREFIX)) {
        headers.put(name.substring(Terms.HEADER_PREFIX.length()), header.getValue());
      }
    }
    return headers;
  }

  /// A query parameter, empty when absent.
  static String parameter(RoutingContext http, String name) {
    String value = http.request().getParam(name);
    return value == null ? "" : value;
  }
}
