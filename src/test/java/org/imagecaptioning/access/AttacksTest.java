package org.imagecaptioning.access;

import org.junit.jupiter.api.Nested;

/** The same attacks under every setting of {@code server.forward-headers-strategy}. */
class AttacksTest {

  /** Headers that tell of a proxy are left as they are. */
  @Nested
  class WhereNobodyIsBelieved extends AttacksSuite {
    WhereNobodyIsBelieved() {
      super("none");
    }
  }

  /** A valve of Tomcat replaces addresses and hosts by what headers say. */
  @Nested
  class WhereTomcatBelieves extends AttacksSuite {
    WhereTomcatBelieves() {
      super("native");
    }
  }

  /** A filter of Spring does. */
  @Nested
  class WhereSpringBelieves extends AttacksSuite {
    WhereSpringBelieves() {
      super("framework");
    }
  }
}
