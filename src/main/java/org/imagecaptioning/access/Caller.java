package org.imagecaptioning.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/**
 * Where a call comes from, as it came in: before a valve or a filter believed what a client says of
 * itself.
 *
 * @param peer the address at the other end of the socket, null if it has none
 * @param proxyHeaders the headers that tell of a proxy, by their names
 * @param hosts the Host headers
 * @param origins the Origin headers, which browsers send
 * @param fetchSites the Sec-Fetch-Site headers, which browsers send
 */
record Caller(
    @Nullable String peer,
    List<String> proxyHeaders,
    List<String> hosts,
    List<String> origins,
    List<String> fetchSites) {

  /** The request's attribute that holds it. */
  static final String ATTRIBUTE = Caller.class.getName();

  private static final Pattern PROXY_HEADER =
      Pattern.compile("forwarded|x-forwarded-.*|x-real-ip|via", Pattern.CASE_INSENSITIVE);
  private static final Pattern THIS_HOST =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]*)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern SCHEME = Pattern.compile("^https?://");
  private static final List<String> OWN_SITES = List.of("same-origin", "none");

  static Caller of(Request request) {
    return new Caller(
        request.getPeerAddr(),
        Collections.list(request.getHeaderNames()).stream()
            .filter(name -> PROXY_HEADER.matcher(name).matches())
            .toList(),
        Collections.list(request.getHeaders("Host")),
        Collections.list(request.getHeaders("Origin")),
        Collections.list(request.getHeaders("Sec-Fetch-Site")));
  }

  /**
   * Why it is not sure that a program, or a page of the service itself, on this machine calls;
   * empty if it is. A name that leads here is not enough: a page can have one made for it.
   */
  Optional<String> doubt() {
    if (!isLoopback(peer)) {
      return Optional.of("it comes from " + (peer == null ? "an unknown address" : peer));
    }
    if (!proxyHeaders.isEmpty()) {
      return Optional.of("it came through a proxy, as its header %s says".formatted(proxyHeaders));
    }
    if (hosts.size() != 1 || !THIS_HOST.matcher(hosts.get(0)).matches()) {
      return Optional.of(
          "its Host header is %s, not localhost, 127.0.0.1 or [::1]".formatted(hosts));
    }
    if (!origins.stream().allMatch(this::isOfHost)) {
      return Optional.of(
          "its Origin header is %s, not that of its Host, %s".formatted(origins, hosts.get(0)));
    }
    return fetchSites.stream().allMatch(OWN_SITES::contains)
        ? Optional.empty()
        : Optional.of(
            "its Sec-Fetch-Site header is %s, not same-origin or none".formatted(fetchSites));
  }

  private boolean isOfHost(String origin) {
    String authority = SCHEME.matcher(origin).replaceFirst("");
    return !authority.equals(origin)
        && authority.toLowerCase(Locale.ROOT).equals(hosts.get(0).toLowerCase(Locale.ROOT));
  }

  private static boolean isLoopback(@Nullable String address) {
    try {
      // An address is not looked up, and the container gives nothing else.
      return address != null && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException noAddress) {
      return false;
    }
  }
}
