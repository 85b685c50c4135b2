package dev.pointsman.router.e2e;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A wire to a server on loopback that can be cut.
final class CutLine implements AutoCloseable {

  private static final String HERE = "127.0.0.1";

  private final Vertx vertx = Vertx.vertx();
  private final NetClient client = vertx.createNetClient();
  private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
  private final int server;
  private final int port;
  private volatile NetServer entrance;
  private volatile boolean isSilent;

  private record Pair(NetSocket near, NetSocket far) {
    void close() {
      var _ = near.close();
      var _ = far.close();
    }
  }

  CutLine(int server) {
    this.server = server;
    this.entrance = listen(0);
    this.port = entrance.actualPort();
  }

  int port() {
    return port;
  }

  /// Connections break, and new ones are refused.
  void refuse() {
    entrance.close().await();
    pairs.forEach(Pair::close);
  }

  /// What is sent is lost, either way, on connections that are there and that are made; for good,
  /// since what comes later would be out of step.
  void swallow() {
    isSilent = true;
    pairs.clear();
  }

  void mend() {
    if (isSilent) {
      isSilent = false;
    } else {
      entrance = listen(port);
    }
  }

  private NetServer listen(int at) {
    return vertx.createNetServer().connectHandler(this::join).listen(at, HERE).await();
  }

  private void join(NetSocket near) {
    near.pause();
    client
        .connect(server, HERE)
        .onSuccess(
            far -> {
              Pair pair = new Pair(near, far);
              if (!isSilent) {
                pairs.add(pair);
              }
              pump(pair, near, far);
              pump(pair, far, near);
              near.resume();
            })
        .onFailure(cause -> near.close());
  }

  private void pump(Pair pair, NetSocket from, NetSocket to) {
    from.handler(
        bytes -> {
          if (pairs.contains(pair)) {
            var _ = to.write(bytes);
          }
        });
    from.closeHandler(
        closed -> {
          pairs.remove(pair);
          var _ = to.close();
        });
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
