package dev.pointsman.feedback.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// The way to a Redis that says to its first visitors that it is loading.
final class LoadingDoor implements AutoCloseable {

  private static final byte[] LOADING =
      "-LOADING Redis is loading the dataset in memory\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket door;
  private final int server;
  private final int turnedAway;
  final AtomicInteger visitors = new AtomicInteger();

  LoadingDoor(int server, int turnedAway) throws IOException {
    this.door = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    this.server = server;
    this.turnedAway = turnedAway;
    Thread.ofVirtual().start(this::open);
  }

  int port() {
    return door.getLocalPort();
  }

  private void open() {
    try {
      while (true) {
        Socket visitor = door.accept();
        if (visitors.incrementAndGet() <= turnedAway) {
          Thread.ofVirtual().start(() -> turnAway(visitor));
        } else {
          Socket inside = new Socket(InetAddress.getLoopbackAddress(), server);
          Thread.ofVirtual().start(() -> pump(visitor, inside));
          Thread.ofVirtual().start(() -> pump(inside, visitor));
        }
      }
    } catch (IOException closed) {
      // Nobody comes any more.
    }
  }

  private static void turnAway(Socket visitor) {
    try (visitor) {
      if (visitor.getInputStream().read(new byte[4096]) > 0) {
        visitor.getOutputStream().write(LOADING);
        visitor.getInputStream().readAllBytes();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException gone) {
      // Both ends are closed with it.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
