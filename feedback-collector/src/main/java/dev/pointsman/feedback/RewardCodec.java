package dev.pointsman.feedback;

import dev.pointsman.bandit.Context;
import dev.pointsman.bandit.Lesson;
import dev.pointsman.bandit.log.ByteReader;
import dev.pointsman.bandit.log.ByteWriter;
import dev.pointsman.bandit.log.LoggedDecision;
import dev.pointsman.bandit.log.OtherFeatures;
import dev.pointsman.feedback.RewardEntry.Facts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// The one codec of a `rewards` entry: the record as bytes, some 200 with 64 features.
///
/// Version, kind, flags, decision id (16 bytes, or a text where it is no UUID), time (since the
/// decision's), feature schema, context, the arm taught, the facts of the draw with what a reward
/// rests on, then the numbers of the kind, what it means for a candidate where there is one, last a
/// checksum. An `arms` entry holds its time and the arms alone, an order its time and the {@link
/// Order}. That is version 2; in version 3 the context is followed by another schema and the
/// context under it, and a reader gets whichever is its own. Version 1, flat texts, is read by
/// {@link RewardFields}. What is read equals what was written, bit for bit.
public final class RewardCodec {

  /// The one field of a stream's entry that holds these bytes.
  public static final String FIELD = "e";

  private static final int VERSION = 2;
  private static final int TWO_SCHEMAS = 3;
  private static final String KIND = "reward entry";

  private static final int OUTCOME = 0;
  private static final int VERIFIED = 1;
  private static final int REWARD = 2;
  private static final int ARMS = 5;
  private static final int ORDER = 6;

  private static final List<Lesson.Part> PARTS =
      List.of(Lesson.Part.WHOLE, Lesson.Part.ACCEPTED, Lesson.Part.ESCALATED);

  private static final int IS_UUID = 1;
  private static final int IS_ROUTABLE = 2;
  private static final int IS_HOLDOUT = 4;
  private static final int IS_TAUGHT_AS_DRAWN = 8;
  private static final int IS_ACCEPTED = 16;
  private static final int IS_SHADOW = 32;
  private static final int HAS_CONVERSATION = 64;
  private static final int HAS_EVIDENCE = 128;

  private RewardCodec() {}

  /// Under one feature schema alone.
  public static byte[] bytes(RewardEntry entry, String featureSchema) {
    return bytes(entry, featureSchema, Optional.empty());
  }

  /// Under all that the decision behind the entry was seen by.
  public static byte[] bytes(RewardEntry entry, LoggedDecision decision) {
    return bytes(entry, decision.featureSchema(), decision.other());
  }

  /// The one field of an entry of the stream: its name and these bytes.
  public static List<Object> field(RewardEntry entry, LoggedDecision decision) {
    return List.of(FIELD, bytes(entry, decision));
  }

  /// `entry.id()` is not written: the stream gives it.
  private static byte[] bytes(
      RewardEntry entry, String featureSchema, Optional<OtherFeatures> other) {
    if (entry.order().isPresent()) {
      ByteWriter out = new ByteWriter().one(VERSION).one(ORDER).count(entry.tsMillis());
      entry.order().get().write(out);
      return out.sealed();
    }
    if (entry.lesson() instanceof Lesson.Arms told) {
      ByteWriter out = new ByteWriter().one(VERSION).one(ARMS).count(entry.tsMillis());
      return out.text(ArmFields.of(told.arms())).sealed();
    }
    Taught taught = Taught.of(entry.lesson());
    Facts facts = entry.facts();
    Optional<UUID> uuid = uuid(entry.decisionId());
    boolean asDrawn = taught.arm().equals(facts.arm());
    int flags =
        (uuid.isPresent() ? IS_UUID : 0)
            | (facts.routable() ? IS_ROUTABLE : 0)
            | (facts.holdout() ? IS_HOLDOUT : 0)
            | (asDrawn ? IS_TAUGHT_AS_DRAWN : 0)
            | (taught.accepted() ? IS_ACCEPTED : 0)
            | (facts.shadow() ? IS_SHADOW : 0)
            | (facts.conversation() != 0 ? HAS_CONVERSATION : 0)
            | (facts.evidence().isPresent() ? HAS_EVIDENCE : 0);
    int version = other.isPresent() ? TWO_SCHEMAS : VERSION;
    ByteWriter out = new ByteWriter().one(version).one(taught.kind()).one(flags);
    uuid.ifPresentOrElse(
        id -> out.fixed(id.getMostSignificantBits()).fixed(id.getLeastSignificantBits()),
        () -> out.text(entry.decisionId()));
    out.signed(entry.tsMillis() - made(entry.decisionId()));
    out.text(featureSchema).context(taught.context());
    other.ifPresent(seen -> out.text(seen.schema()).context(seen.context()));
    out.text(taught.arm());
    if (!asDrawn) {
      out.text(facts.arm());
    }
    out.number(facts.propensity()).count(facts.eligible()).number(facts.lambda());
    out.signed(facts.costMicroUsd());
    if (facts.conversation() != 0) {
      out.count(facts.conversation());
    }
    facts.evidence().ifPresent(evidence -> evidence.write(out));
    numbers(out, entry.lesson());
    facts.stake().ifPresent(stake -> stake.write(out));
    return out.sealed();
  }

  /// Reads an entry; an `IllegalArgumentException` names what is wrong with it, which may be that
  /// its features were made under another schema than the one given.
  public static RewardEntry parse(String id, byte[] bytes, Optional<String> featureSchema) {
    ByteReader in = ByteReader.sealed(KIND, bytes);
    int version = in.one();
    requireVersion(version);
    int kind = in.one();
    if (kind == ARMS) {
      long ts = in.count();
      return RewardEntry.arms(id, ts, new Lesson.Arms(ArmFields.parse(in.text())));
    }
    if (kind == ORDER) {
      return RewardEntry.order(id, in.count(), Order.read(in));
    }
    int flags = in.one();
    String decision =
        (flags & IS_UUID) == 0 ? in.text() : new UUID(in.fixed(), in.fixed()).toString();
    long ts = made(decision) + in.signed();
    Context context = context(in, version == TWO_SCHEMAS, featureSchema);
    String arm = in.text();
    Facts facts =
        new Facts(
            (flags & IS_TAUGHT_AS_DRAWN) == 0 ? in.text() : arm,
            in.number(),
            in.count(Integer.MAX_VALUE),
            (flags & IS_ROUTABLE) != 0,
            in.number(),
            in.signed(),
            (flags & IS_HOLDOUT) != 0,
            (flags & HAS_CONVERSATION) != 0 ? in.count(Integer.MAX_VALUE) : 0,
            (flags & IS_SHADOW) != 0,
            (flags & HAS_EVIDENCE) != 0 ? Optional.of(Evidence.read(in)) : Optional.empty());
    Lesson lesson = lesson(kind, flags, context, arm, in);
    Optional<Stake> stake = in.isAtEnd() ? Optional.empty() : Optional.of(Stake.read(in));
    in.end();
    return new RewardEntry(id, decision, ts, lesson, facts.withStake(stake));
  }

  private static Lesson lesson(int kind, int flags, Context context, String arm, ByteReader in) {
    return switch (kind) {
      case OUTCOME -> new Lesson.Usage(context, arm, in.number(), in.number(), in.number());
      case VERIFIED -> new Lesson.Verified(context, arm, (flags & IS_ACCEPTED) != 0);
      default -> graded(context, arm, kind - REWARD, in);
    };
  }

  /// The entry, or what is wrong with it.
  public static RewardEntry read(String id, byte[] bytes, Optional<String> featureSchema) {
    try {
      return parse(id, bytes, featureSchema);
    } catch (IllegalArgumentException e) {
      return RewardEntry.unreadable(id, String.valueOf(e.getMessage()));
    }
  }

  private static Context context(ByteReader in, boolean isOfTwo, Optional<String> expected) {
    String schema = in.text();
    Context context = in.context();
    if (isOfTwo) {
      String other = in.text();
      Context seen = in.context();
      if (expected.equals(Optional.of(other))) {
        return seen;
      }
    }
    requireSchema(schema, expected);
    return context;
  }

  /// Refuses an entry whose features were made under another schema than the expected one.
  static void requireSchema(String made, Optional<String> expected) {
    if (expected.isPresent() && !expected.get().equals(made)) {
      throw new IllegalArgumentException(
          "its features are of schema " + made + ", this learner's of " + expected.get());
    }
  }

  private record Taught(int kind, Context context, String arm, boolean accepted) {
    static Taught of(Lesson lesson) {
      return switch (lesson) {
        case Lesson.Usage usage -> new Taught(OUTCOME, usage.context(), usage.arm(), false);
        case Lesson.Verified verified ->
            new Taught(VERIFIED, verified.context(), verified.arm(), verified.accepted());
        case Lesson.Graded graded ->
            new Taught(
                REWARD + PARTS.indexOf(graded.part()), graded.context(), graded.arm(), false);
        case Lesson.At at ->
            throw new IllegalArgumentException("the time stands in the decision's id: " + at);
        case Lesson.Arms arms ->
            throw new IllegalArgumentException("arms have no context: " + arms.arms().size());
      };
    }
  }

  private static void numbers(ByteWriter out, Lesson lesson) {
    if (lesson instanceof Lesson.Usage usage) {
      out.number(usage.inputTokens()).number(usage.outputTokens()).number(usage.latencyMs());
    }
    if (lesson instanceof Lesson.Graded graded) {
      out.number(graded.reward()).number(graded.weight());
      out.number(graded.replacedReward()).number(graded.replacedWeight());
    }
  }

  private static Lesson.Graded graded(Context context, String arm, int part, ByteReader in) {
    if (part < 0 || part >= PARTS.size()) {
      throw new IllegalArgumentException("a " + KIND + " of kind " + (REWARD + part) + " is none");
    }
    return new Lesson.Graded(
        context, arm, PARTS.get(part), in.number(), in.number(), in.number(), in.number());
  }

  private static void requireVersion(int found) {
    if (found != VERSION && found != TWO_SCHEMAS) {
      throw new IllegalArgumentException(
          "a "
              + KIND
              + " of version "
              + found
              + " cannot be read: this build knows version "
              + TWO_SCHEMAS
              + " and older; use the build that wrote it, or a later one");
    }
  }

  /// Only the form that `toString` gives back unchanged.
  private static Optional<UUID> uuid(String id) {
    try {
      UUID uuid = UUID.fromString(id);
      return uuid.toString().equals(id) ? Optional.of(uuid) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static long made(String decisionId) {
    OptionalLong millis = DecisionIds.millis(decisionId);
    return millis.orElse(0);
  }
}
