package org.imagecaptioning.access;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Whoever has shown a key that is known. The key itself is not kept. */
final class KeyCaller extends AbstractAuthenticationToken {

  private static final long serialVersionUID = 1L;

  private final transient ApiKey key;

  private KeyCaller(ApiKey key, List<SimpleGrantedAuthority> scopes) {
    super(scopes);
    this.key = key;
    setAuthenticated(true);
  }

  static KeyCaller of(ApiKey key) {
    return new KeyCaller(
        key,
        key.scopes().stream()
            .sorted()
            .map(scope -> new SimpleGrantedAuthority("SCOPE_" + scope.label()))
            .toList());
  }

  ApiKey key() {
    return key;
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return "key:" + key.name();
  }
}
