package dev.pointsman.router.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.keys.KeyBook.Told;
import java.time.Duration;
import java.util.List;

/// Where a command brings what it wants done with keys: a running router, or its store.
interface KeyOffice extends AutoCloseable {

  Told create(ObjectNode settings);

  List<ObjectNode> list();

  Told rotate(String name, Duration overlap);

  void expire(String name, String when);

  void revoke(String name);

  @Override
  void close();
}
