package org.imagecaptioning.features.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SeveralThreadsTest {

  private final OrtEnvironment environment = OnnxEnvironment.get(Path.of("target", "natives"));

  @Test
  void nothingIsOpenedForAnEncoderThatIsHardlyAsked() throws Exception {
    AtomicInteger opened = new AtomicInteger();
    SeveralThreads several = new SeveralThreads(() -> open("grid", opened));

    ask(several, SeveralThreads.OPENED_AFTER);
    several.close();

    assertThat(opened).hasValue(0);
  }

  @Test
  void theSessionIsOpenedOnceAndClosedWithThis() throws Exception {
    AtomicInteger opened = new AtomicInteger();
    SeveralThreads several = new SeveralThreads(() -> open("grid", opened));

    ask(several, SeveralThreads.OPENED_AFTER);
    OrtSession session = waitFor(several);
    ask(several, 20);
    several.close();

    assertThat(opened).hasValue(1);
    assertThatCode(session::close).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anEncoderThatCannotBeOpenedAgainGoesOnWithOneThread() throws Exception {
    for (Callable<Optional<OrtSession>> open :
        List.<Callable<Optional<OrtSession>>>of(
            () -> {
              throw new IOException("no file");
            },
            () -> {
              throw new OutOfMemoryError("no room");
            })) {
      SeveralThreads several = new SeveralThreads(open);

      ask(several, SeveralThreads.OPENED_AFTER + 1);
      several.close();

      assertThat(several.session()).isEmpty();
    }
  }

  @Test
  void anotherNetworkDoesNotAgree() throws Exception {
    Runs runs =
        new Runs(environment, session("grid"), new Signature("image", "features"), Encoders.SMALL);
    try (OrtSession same = session("grid");
        OrtSession other = session("grid-of-maxima")) {
      assertThat(runs.agree(same)).isTrue();
      assertThat(runs.agree(other)).isFalse();
    } finally {
      runs.close();
    }
  }

  private Optional<OrtSession> open(String name, AtomicInteger opened) throws OrtException {
    opened.incrementAndGet();
    return Optional.of(session(name));
  }

  private OrtSession session(String name) throws OrtException {
    return environment.createSession(Encoders.resource(name + ".onnx"));
  }

  private static void ask(SeveralThreads several, int times) {
    for (int i = 0; i < times; i++) {
      several.session();
    }
  }

  private static OrtSession waitFor(SeveralThreads several) {
    while (true) {
      Optional<OrtSession> session = several.session();
      if (session.isPresent()) {
        return session.get();
      }
      Thread.onSpinWait();
    }
  }
}
