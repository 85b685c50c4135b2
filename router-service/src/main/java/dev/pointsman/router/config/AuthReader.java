package dev.pointsman.router.config;

import dev.pointsman.router.config.RouterConfig.Auth;
import dev.pointsman.router.config.RouterConfig.Server;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads `auth` and `keys`; `auth: none` stays on this machine.
final class AuthReader {

  private AuthReader() {}

  static Auth read(Section root, Server server) {
    Section auth = root.section("auth");
    boolean open = auth.text("mode", "keys").equals("none");
    if (open && !isLoopback(server.host())) {
      throw auth.problem(
          "mode",
          "none is accepted on a loopback host only, and server.host is "
              + server.host()
              + "; use mode: keys, or host: 127.0.0.1");
    }
    List<ApiKey> keys = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<String> secrets = new HashSet<>();
    for (Section section : root.sections("keys")) {
      String name = section.text("name", "");
      if (!names.add(name)) {
        throw section.problem("name", "`" + name + "` is used twice");
      }
      String secret = section.text("key", "");
      if (!secrets.add(secret)) {
        throw section.problem("key", "the same secret stands under two names");
      }
      KeyReader.check(section, root.section("routes").keys(), modelIds(root));
      keys.add(KeyReader.read(section));
    }
    return new Auth(open, keys);
  }

  private static List<String> modelIds(Section root) {
    return root.sections("models").stream().map(model -> model.text("id", "")).toList();
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
