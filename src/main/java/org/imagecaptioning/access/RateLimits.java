package org.imagecaptioning.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.security.core.Authentication;

/**
 * A bucket of tokens for each caller, a token a call, filled evenly. Those that were last asked
 * long ago are forgotten: they are full again by then. So are some when too many ask at once.
 */
final class RateLimits {

  private static final int MOST_CALLERS = 10_000;
  private static final int NETWORK_BYTES = 8;
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private final LimitSettings settings;
  private final TimeMeter clock;
  private final Cache<String, Bucket> buckets;

  RateLimits(LimitSettings settings, TimeMeter clock) {
    this.settings = settings;
    this.clock = clock;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_CALLERS)
            .expireAfterAccess(settings.period())
            .ticker(clock::currentTimeNanos)
            .build();
  }

  /**
   * What is left to a caller after a call.
   *
   * @param policy key or address
   * @param quota calls in a period
   * @param left calls that may follow at once
   * @param resetSeconds until it is all of the quota again
   * @param retrySeconds until the next call may come, if this one may not
   */
  record Left(String policy, int quota, long left, long resetSeconds, long retrySeconds) {

    boolean refused() {
      return retrySeconds > 0;
    }
  }

  /** Counts a call; empty if its caller has no limit. */
  Optional<Left> count(Authentication caller, String address) {
    return caller instanceof KeyCaller known
        ? count("key", settings.perKey(), known.getName())
        : countStranger(address);
  }

  /** Counts a call of someone who is not known. */
  Optional<Left> countStranger(String address) {
    return count("address", settings.perAddress(), network(address));
  }

  /** How many callers are remembered. */
  long callers() {
    buckets.cleanUp();
    return buckets.estimatedSize();
  }

  private Optional<Left> count(String policy, int quota, String caller) {
    if (quota == 0) {
      return Optional.empty();
    }
    ConsumptionProbe probe =
        buckets.get(caller, absent -> bucket(quota)).tryConsumeAndReturnRemaining(1);
    return Optional.of(
        new Left(
            policy,
            quota,
            probe.getRemainingTokens(),
            seconds(probe.getNanosToWaitForReset()),
            probe.isConsumed() ? 0 : Math.max(1, seconds(probe.getNanosToWaitForRefill()))));
  }

  private Bucket bucket(int quota) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(quota).refillGreedy(quota, settings.period()))
        .withCustomTimePrecision(clock)
        .build();
  }

  private static long seconds(long nanos) {
    return -Math.floorDiv(-nanos, 1_000_000_000L);
  }

  /**
   * An address, or of an IPv6 one its network of 64 bits: whoever has one address there has all.
   *
   * @param address may be anything, if whoever says so is believed
   */
  static String network(String address) {
    if (!IPV6.matcher(address).matches()) {
      return address;
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress(); // an address is not looked up
      return bytes.length <= NETWORK_BYTES
          ? InetAddress.getByAddress(bytes).getHostAddress()
          : HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES)) + "/64";
    } catch (UnknownHostException noAddress) {
      return address;
    }
  }
}
