package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.imagecaptioning.layers.Numbers.normal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class PackedAttentionLstmTest {

  private static final int W = 3;

  /** Of different lengths; the second and the fourth are of one picture. */
  private static final int[][] CAPTIONS = {
    {1, 4, 5, 2}, {1, 6, 4, 4, 7, 8, 2}, {1, 2}, {1, 9, 10, 6, 2}
  };

  private static final int[] PICTURE_OF = {2, 0, 1, 0};

  @ParameterizedTest(name = "L, C, A, H = {0}, {1}, {2}, {3}")
  @CsvSource({"6, 5, 7, 8", "1, 5, 7, 8", "4, 3, 1, 2", "49, 20, 130, 24"})
  void agreesWithTheReadableLayer(int l, int c, int a, int h) {
    Case all = new Case(CAPTIONS, PICTURE_OF, l, c, a, h);

    all.assertAgrees(new PackedAttentionLstm());
  }

  @Test
  void aSecondMinibatchDoesNotRememberTheFirst() {
    PackedAttentionLstm used = new PackedAttentionLstm();

    new Case(CAPTIONS, PICTURE_OF, 6, 5, 7, 8).assertAgrees(used);
    new Case(new int[][] {{1, 7, 2}, {1, 4, 4, 2}}, new int[] {0, 0}, 6, 5, 7, 8)
        .assertAgrees(used);
    new Case(CAPTIONS, PICTURE_OF, 3, 5, 4, 8).assertAgrees(used);
  }

  @Test
  void placesThatAreNotAsManyInEachPictureAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PackedPlaces.of(
                    FloatMatrix.zeros(5, 2), FloatMatrix.zeros(5, 3), 2, new int[] {0, 1, 1}))
        .withMessageContaining("each of 2 pictures");
  }

  /** A minibatch as both take it: N captions of T words, and R rows. */
  private static final class Case {

    final PackedSequences packed;
    final int[] pictureOf; // in packed order
    final INDArray words; // (N, T, W)
    final INDArray places; // (P, L, C)
    final INDArray keys; // (P, L, A)
    final INDArray h0;
    final INDArray c0;
    final AttentionLstmStep.Weights weights;
    final INDArray dh; // (N, T, H), 0 where there is no word
    final INDArray dSeen; // (N, L)

    Case(int[][] captions, int[] ofPicture, int l, int c, int a, int h) {
      packed = new PackedSequences(captions);
      int[] order = packed.order();
      pictureOf = Arrays.stream(order).map(n -> ofPicture[n]).toArray();
      int n = order.length;
      int pictures = Arrays.stream(ofPicture).max().orElseThrow() + 1;
      words = normal(1, n, packed.steps(), W);
      places = normal(2, pictures, l, c);
      keys = normal(3, pictures, l, a);
      h0 = normal(4, n, h).muli(0.5);
      c0 = normal(5, n, h);
      weights =
          new AttentionLstmStep.Weights(
              normal(11, W + c, 4 * h).muli(0.4),
              normal(12, h, 4 * h).muli(0.4),
              normal(13, 4 * h).muli(0.4),
              normal(14, h, a).muli(0.4),
              normal(15, a, 1),
              normal(16, h, 1),
              normal(17, 1));
      dh = normal(6, n, packed.steps(), h);
      dSeen = normal(7, n, l);
      for (int t = 0; t < packed.steps(); t++) {
        for (int i = packed.active(t); i < n; i++) {
          dh.get(NDArrayIndex.point(i), NDArrayIndex.point(t), NDArrayIndex.all()).assign(0);
        }
      }
    }

    void assertAgrees(PackedAttentionLstm layer) {
      int n = pictureOf.length;
      AttentionLstm.Output readable =
          AttentionLstm.forward(words, perCaption(places), perCaption(keys), h0, c0, weights);
      INDArray dAttention = Nd4j.zerosLike(readable.attention()); // (N, T, L)
      for (int t = 0; t < packed.steps(); t++) {
        for (int i = 0; i < packed.active(t); i++) {
          dAttention
              .get(NDArrayIndex.point(i), NDArrayIndex.point(t), NDArrayIndex.all())
              .assign(dSeen.getRow(i));
        }
      }
      AttentionLstm.Gradients expected = AttentionLstm.backward(dh, dAttention, readable.cache());

      INDArray ofWords = weights.wx().get(NDArrayIndex.interval(0, W), NDArrayIndex.all());
      INDArray ofContext =
          weights.wx().get(NDArrayIndex.interval(W, weights.wx().size(0)), NDArrayIndex.all());
      PackedAttentionLstm.Weights fast =
          new PackedAttentionLstm.Weights(
              matrix(ofContext),
              matrix(weights.wh()),
              matrix(weights.b().reshape(1, -1)),
              matrix(weights.wQuery()),
              matrix(weights.v()),
              matrix(weights.wBeta()),
              matrix(weights.bBeta().reshape(1, 1)));
      int hidden = (int) h0.size(1);
      FloatMatrix z = FloatMatrix.zeros(packed.rows(), 4 * hidden);
      FloatMatrix x = rows(words);
      Products.multiply(x, matrix(ofWords), z);
      FloatMatrix h = FloatMatrix.zeros(packed.rows(), hidden);
      PackedPlaces pictures =
          PackedPlaces.of(flat(places), flat(keys), (int) places.size(0), pictureOf);
      FloatMatrix startH = matrix(h0);
      layer.begin(pictures, fast);
      PackedAttentionLstm.Looked looked = layer.forward(packed, pictures, startH, matrix(c0), z, h);
      assertNear("h", h, rows(readable.h()));
      assertNear("attention", looked.attention(), rows(readable.attention()));

      FloatMatrix dh0 = FloatMatrix.zeros(n, hidden);
      FloatMatrix dc0 = FloatMatrix.zeros(n, hidden);
      PackedAttentionLstm.Gradients gradients =
          layer.backward(
              packed, pictures, matrix(c0), z, fast, rows(dh), matrix(dSeen), z, dh0, dc0);
      assertNear("dh0", dh0, matrix(expected.dh0()));
      assertNear("dc0", dc0, matrix(expected.dc0()));
      assertNear("dPlaces", gradients.dPlaces(), flat(perPicture(expected.dPlaces(), places)));
      assertNear("dKeys", gradients.dKeys(), flat(perPicture(expected.dKeys(), keys)));
      assertNear("dv", gradients.dv(), matrix(expected.weights().v().transpose()));
      FloatMatrix previous = FloatMatrix.zeros(packed.rows(), hidden);
      packed.shift(startH, h, previous);
      assertNear("dWx, words", product(x, z), matrix(part(expected.weights().wx(), 0, W)));
      assertNear(
          "dWx, context",
          product(looked.gated(), z),
          matrix(part(expected.weights().wx(), W, weights.wx().size(0))));
      assertNear("dWh", product(previous, z), matrix(expected.weights().wh()));
      assertNear(
          "dWQuery", product(previous, gradients.dQuery()), matrix(expected.weights().wQuery()));
      assertNear(
          "dWBeta", product(previous, gradients.dBeta()), matrix(expected.weights().wBeta()));
    }

    private static INDArray part(INDArray x, long from, long to) {
      return x.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
    }

    private INDArray perCaption(INDArray x) {
      return Nd4j.stack(
          0,
          IntStream.of(pictureOf)
              .mapToObj(p -> x.get(NDArrayIndex.point(p), NDArrayIndex.all(), NDArrayIndex.all()))
              .toArray(INDArray[]::new));
    }

    private INDArray perPicture(INDArray x, INDArray like) {
      INDArray sum = Nd4j.zerosLike(like);
      for (int i = 0; i < pictureOf.length; i++) {
        sum.get(NDArrayIndex.point(pictureOf[i]), NDArrayIndex.all(), NDArrayIndex.all())
            .addi(x.get(NDArrayIndex.point(i), NDArrayIndex.all(), NDArrayIndex.all()));
      }
      return sum;
    }

    /** What counts of an array of shape (N, T, X). */
    private FloatMatrix rows(INDArray x) {
      FloatMatrix rows = FloatMatrix.zeros(packed.rows(), (int) x.size(2));
      for (int t = 0; t < packed.steps(); t++) {
        for (int i = 0; i < packed.active(t); i++) {
          INDArray row = x.get(NDArrayIndex.point(i), NDArrayIndex.point(t), NDArrayIndex.all());
          rows.put(packed.offset(t) + i, row.dup('c').toFloatVector());
        }
      }
      return rows;
    }

    private static FloatMatrix flat(INDArray x) {
      return matrix(x.dup('c').reshape(x.size(0) * x.size(1), x.size(2)));
    }

    private static FloatMatrix matrix(INDArray x) {
      return FloatMatrix.of(
          (int) x.size(0), (int) x.size(1), x.dup('c').reshape(x.length()).toFloatVector());
    }

    private static FloatMatrix product(FloatMatrix a, FloatMatrix b) {
      FloatMatrix c = FloatMatrix.zeros(a.cols(), b.cols());
      Products.multiplyTransposed(a, b, c, 0, b.cols());
      return c;
    }

    private static void assertNear(String name, FloatMatrix actual, FloatMatrix expected) {
      float[] a = actual.toArray();
      float[] e = expected.toArray();
      assertThat(a).as(name).hasSameSizeAs(e);
      double greatest = 1e-8;
      double difference = 0;
      for (int i = 0; i < e.length; i++) {
        greatest = Math.max(greatest, Math.abs(e[i]));
        difference = Math.max(difference, Math.abs(e[i] - a[i]));
      }
      assertThat(difference / greatest).as(name).isLessThan(2e-5);
    }
  }
}
