package org.imagecaptioning.jobs;

/** Bodies of POST /train for drawn pictures. */
public final class Trainings {

  private Trainings() {}

  /** A small network that learns in a second or two. */
  static String quick(String dataset, String name, String more) {
    return body(dataset, name, 8, more);
  }

  /** One that goes on until it is stopped. */
  public static String endless(String dataset, String name) {
    return body(dataset, name, 100_000, "");
  }

  /**
   * @param more properties, without braces
   */
  static String body(String dataset, String name, int epochs, String more) {
    return """
        {"dataset": "%s", "name": "%s", "encoder": "tiny", "embedding": 24, "hidden": 48,
         "minimumCount": 1, "epochs": %d, "patience": 0, "batchSize": 32, "learningRate": 0.004,
         "dropout": 0.1%s}"""
        .formatted(dataset, name, epochs, more.isEmpty() ? "" : ", " + more);
  }
}
