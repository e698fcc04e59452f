package org.imagecaptioning;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The libraries with native code load on this platform and compute, and do so without the
 * dependencies of theirs that the build leaves out: see docs/decisions/0002-dependency-weights.md.
 */
class NativeLibrariesTest {

  @Test
  void nd4jMultiplies() {
    INDArray product =
        Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}})
            .mmul(Nd4j.createFromArray(new float[][] {{5, 6}, {7, 8}}));

    assertThat(product.toFloatMatrix()).isDeepEqualTo(new float[][] {{19, 22}, {43, 50}});
  }

  @Test
  void openBlasMultiplies() {
    try (FloatPointer a = new FloatPointer(1, 2, 3, 4);
        FloatPointer b = new FloatPointer(5, 6, 7, 8);
        FloatPointer c = new FloatPointer(4)) {
      openblas.cblas_sgemm(
          openblas.CblasRowMajor,
          openblas.CblasNoTrans,
          openblas.CblasNoTrans,
          2,
          2,
          2,
          1f,
          a,
          2,
          b,
          2,
          0f,
          c,
          2);
      float[] product = new float[4];
      c.get(product);

      assertThat(product).containsExactly(19, 22, 43, 50);
    }
  }

  @Test
  void onnxRuntimeHoldsTensors() throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OnnxTensor tensor =
        OnnxTensor.createTensor(
            environment, FloatBuffer.wrap(new float[] {1, 2, 3}), new long[] {1, 3})) {
      assertThat(tensor.getValue()).isEqualTo(new float[][] {{1, 2, 3}});
    }
  }

  @Test
  void aNetworkOfDeepLearning4jTrainsAndComesBackFromItsFile() throws Exception {
    MultiLayerNetwork network = new MultiLayerNetwork(smallConvolutionalNetwork());
    network.init();
    network.fit(new DataSet(Nd4j.rand(2, 3, 8, 8), Nd4j.eye(2)));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, file, true);

    MultiLayerNetwork restored =
        ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(file.toByteArray()));

    INDArray pictures = Nd4j.rand(2, 3, 8, 8);
    assertThat(restored.output(pictures)).isEqualTo(network.output(pictures));
  }

  @Test
  void kerasImportReadsAConfiguration(@TempDir Path folder) throws Exception {
    Path json = folder.resolve("model.json");
    Files.writeString(
        json,
        """
        {"class_name": "Sequential", "keras_version": "2.4.0", "backend": "tensorflow",
         "config": {"name": "sequential", "layers": [
           {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 4],
             "dtype": "float32", "sparse": false, "ragged": false, "name": "in"}},
           {"class_name": "Dense", "config": {"name": "dense", "trainable": true,
             "dtype": "float32", "units": 3, "activation": "relu", "use_bias": true,
             "kernel_initializer": {"class_name": "GlorotUniform", "config": {"seed": null}},
             "bias_initializer": {"class_name": "Zeros", "config": {}},
             "kernel_regularizer": null, "bias_regularizer": null,
             "activity_regularizer": null, "kernel_constraint": null,
             "bias_constraint": null}}]}}
        """);

    MultiLayerConfiguration imported =
        KerasModelImport.importKerasSequentialConfiguration(json.toString(), false);

    assertThat(((DenseLayer) imported.getConf(0).getLayer()).getNOut()).isEqualTo(3);
  }

  private static MultiLayerConfiguration smallConvolutionalNetwork() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .list()
        .layer(new ConvolutionLayer.Builder(3, 3).nOut(2).activation(Activation.RELU).build())
        .layer(
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(2)
                .activation(Activation.SOFTMAX)
                .build())
        .setInputType(InputType.convolutional(8, 8, 3))
        .build();
  }
}
