package dev.pointsman.router;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Requests byte by byte, as no client library would send them.
public final class RawHttp {

  private static final int PATIENCE_MILLIS = 10_000;

  private RawHttp() {}

  /// Sends, and gives what comes back until the end of its first body or of the connection.
  public static String send(int port, String request) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      StringBuilder answer = new StringBuilder();
      byte[] some = new byte[8_192];
      int n = socket.getInputStream().read(some);
      while (n >= 0) {
        answer.append(new String(some, 0, n, StandardCharsets.ISO_8859_1));
        if (isWhole(answer.toString())) {
          return answer.toString();
        }
        n = socket.getInputStream().read(some);
      }
      return answer.toString();
    } catch (SocketTimeoutException e) {
      throw new AssertionError("no answer", e);
    } catch (IOException e) {
      return "closed: " + e.getMessage();
    }
  }

  private static boolean isWhole(String answer) {
    int head = answer.indexOf("\r\n\r\n");
    if (head < 0) {
      return false;
    }
    for (String line : answer.substring(0, head).split("\r\n", -1)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        int length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
        return answer.length() >= head + 4 + length;
      }
    }
    return answer.endsWith("\r\n0\r\n\r\n");
  }
}
