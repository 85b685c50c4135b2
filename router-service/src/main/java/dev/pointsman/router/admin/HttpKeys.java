package dev.pointsman.router.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.keys.KeyBook.Told;
import dev.pointsman.router.openai.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Keys of a running router, through its admin API.
final class HttpKeys implements KeyOffice {

  private final AdminApi api;

  HttpKeys(AdminApi api) {
    this.api = api;
  }

  @Override
  public Told create(ObjectNode settings) {
    return told(call("POST", "", settings));
  }

  @Override
  public List<ObjectNode> list() {
    List<ObjectNode> all = new ArrayList<>();
    call("GET", "", Json.object()).path("keys").forEach(key -> all.add((ObjectNode) key));
    return all;
  }

  @Override
  public Told rotate(String name, Duration overlap) {
    ObjectNode body = Json.object().put("overlap_seconds", overlap.toSeconds());
    return told(call("POST", path(name) + "/rotate", body));
  }

  @Override
  public void expire(String name, String when) {
    call("POST", path(name) + "/expire", Json.object().put("expires", when));
  }

  @Override
  public void revoke(String name) {
    call("DELETE", path(name), Json.object());
  }

  private static String path(String name) {
    return "/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Told told(ObjectNode answer) {
    return new Told(answer.path("name").asText(), answer.path("key").asText());
  }

  private ObjectNode call(String method, String path, ObjectNode body) {
    return api.call(method, "/admin/v1/keys" + path, body);
  }

  @Override
  public void close() {
    api.close();
  }
}
