package dev.pointsman.router.config;

import dev.pointsman.router.config.RouterConfig.ApiKey;
import dev.pointsman.router.config.RouterConfig.Auth;
import dev.pointsman.router.config.RouterConfig.Role;
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
      List<String> roles = section.texts("roles");
      Set<Role> set = new HashSet<>();
      (roles.isEmpty() ? List.of("application") : roles).forEach(role -> set.add(Role.of(role)));
      keys.add(
          new ApiKey(
              name,
              secret,
              set,
              known(section, "routes", root.section("routes").keys()),
              known(section, "models", modelIds(root)),
              DataRules.of(section.section("require")),
              section.text("budget", ""),
              section.text("project", ""),
              BudgetReader.limit(section.section("limits"))));
    }
    return new Auth(open, keys);
  }

  private static Set<String> known(Section section, String key, List<String> names) {
    for (String name : section.texts(key)) {
      if (!names.contains(name)) {
        throw section.problem(key, "there is no `" + name + "`" + Suggestion.among(names, name));
      }
    }
    return new HashSet<>(section.texts(key));
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
