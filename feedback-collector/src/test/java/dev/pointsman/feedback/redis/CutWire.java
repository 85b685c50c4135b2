package dev.pointsman.feedback.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A wire between a client and a server on loopback that can be cut.
final class CutWire implements AutoCloseable {

  private final int server;
  private final int port;
  private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
  private volatile boolean isSilent;
  private volatile ServerSocket entrance;

  private record Pair(Socket client, Socket server) {}

  CutWire(int server) {
    this.server = server;
    this.entrance = listen(0);
    this.port = entrance.getLocalPort();
  }

  int port() {
    return port;
  }

  /// Connections break, and new ones are refused.
  void refuse() {
    closeAll();
  }

  /// What is sent is lost, either way; connections stand and can be made. Those of this time and
  /// before stay as they are when the wire is mended.
  void swallow() {
    isSilent = true;
  }

  void mend() {
    if (isSilent) {
      Set<Pair> lost = Set.copyOf(pairs);
      pairs.removeAll(lost);
      lost.forEach(pair -> close(pair.server()));
      isSilent = false;
    } else {
      entrance = listen(port);
    }
  }

  @Override
  public void close() {
    closeAll();
  }

  private ServerSocket listen(int at) {
    try {
      ServerSocket made = new ServerSocket();
      made.setReuseAddress(true);
      made.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 64);
      Thread.ofVirtual().start(() -> accept(made));
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket from) {
    try {
      while (true) {
        Socket client = from.accept();
        Pair pair = new Pair(client, new Socket(InetAddress.getLoopbackAddress(), server));
        pairs.add(pair);
        Thread.ofVirtual().start(() -> pump(pair, pair.client(), pair.server()));
        Thread.ofVirtual().start(() -> pump(pair, pair.server(), pair.client()));
      }
    } catch (IOException closed) {
      close(from);
    }
  }

  /// A pair that the wire forgot swallows to the end.
  private void pump(Pair pair, Socket from, Socket to) {
    byte[] bytes = new byte[1 << 16];
    try {
      InputStream in = from.getInputStream();
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        if (!isSilent && pairs.contains(pair)) {
          to.getOutputStream().write(bytes, 0, n);
        }
      }
    } catch (IOException broken) {
      // Told to the other side below.
    }
    if (pairs.remove(pair)) {
      close(from);
      close(to);
    }
  }

  private void closeAll() {
    close(entrance);
    Set<Pair> all = Set.copyOf(pairs);
    pairs.removeAll(all);
    all.forEach(
        pair -> {
          close(pair.client());
          close(pair.server());
        });
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
