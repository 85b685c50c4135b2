package dev.pointsman.router.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.feedback.StoreAwayException;
import dev.pointsman.feedback.redis.RedisConnection;
import dev.pointsman.feedback.redis.RedisTable;
import dev.pointsman.router.budget.BudgetTree;
import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.config.RouterConfig;
import dev.pointsman.router.config.RouterConfig.Role;
import dev.pointsman.router.hold.BudgetRegister;
import dev.pointsman.router.keys.Bearer;
import dev.pointsman.router.keys.KeyBook;
import dev.pointsman.router.keys.KeyBook.Told;
import dev.pointsman.router.keys.KeyList;
import dev.pointsman.router.keys.LastUse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;

/// Keys in the store of a router, whether that runs or not.
final class StoreKeys implements KeyOffice {

  private final RedisConnection redis;
  private final RouterConfig config;
  private final KeyBook book;

  private StoreKeys(RedisConnection redis, RouterConfig config) {
    this.redis = redis;
    this.config = config;
    this.book = new KeyBook(new RedisTable(redis, KeyBook.TABLE), InstantSource.system());
  }

  static StoreKeys of(PlaceOptions.Store store) {
    RedisConnection redis = store.connect();
    return new StoreKeys(redis, store.served(redis));
  }

  /// The same, also before a router's very first start.
  static StoreKeys ofNew(PlaceOptions.Store store) {
    boolean isThere = Files.exists(store.data().resolve("redis"));
    return isThere || !store.config().redis().embedded()
        ? of(store)
        : new StoreKeys(
            RedisConnection.open(store.config().redis().url(), store.data()), store.config());
  }

  @Override
  public Told create(ObjectNode settings) {
    budgets()
        .unbound(settings.path("budget").asText(""))
        .ifPresent(
            why -> {
              throw new ConfigProblem("budget: " + why);
            });
    return book.create(settings, config);
  }

  /// With those made at run time.
  private BudgetTree budgets() {
    BudgetRegister register = new BudgetRegister(new RedisTable(redis, BudgetRegister.TABLE));
    try {
      register.refresh().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new StoreAwayException("the budgets made at run time cannot be read: " + e.getCause());
    }
    return register.over(config.budgets().tree()).get();
  }

  @Override
  public List<ObjectNode> list() {
    LastUse uses = new LastUse(new RedisTable(redis, LastUse.TABLE));
    return new KeyList(book, uses).all(config.auth().keys().stream().map(Bearer::of).toList());
  }

  @Override
  public Told rotate(String name, Duration overlap) {
    return book.rotate(name, overlap);
  }

  @Override
  public void expire(String name, String when) {
    book.expire(name, when);
  }

  @Override
  public void revoke(String name) {
    boolean isAdminInFile =
        config.auth().keys().stream().anyMatch(key -> key.roles().contains(Role.ADMIN));
    book.revoke(name, isAdminInFile);
  }

  @Override
  public void close() {
    redis.close();
  }
}
