"""Whether pictures go through the encoder faster together than one by one, and whether their features stay the same.

Needs numpy and onnxruntime, as bench/http/requirements.txt has them: python bench/load/batches.py [BUNDLE]. A line of JSON
for each size of batch: images a second on all processors, in batches and as many alone side by side, in turns.
"""

import json
import os
import statistics
import sys
import threading
import time
import zipfile

import numpy as np
import onnxruntime

BUNDLE = sys.argv[1] if len(sys.argv) > 1 else "src/main/resources/bundles/flickr8k-attention.zip"
SECONDS, ROUNDS, CORES = 1.5, 3, os.cpu_count()


def session(model, threads):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def rate(session, name, batch, callers):
    """Images a second, by so many callers that each run one batch after another."""
    counts, start = [], time.perf_counter()

    def call():
        count = 0
        while time.perf_counter() - start < SECONDS:
            session.run(None, {name: batch})
            count += len(batch)
        counts.append(count)

    threads = [threading.Thread(target=call) for _ in range(callers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - start)


def main():
    with zipfile.ZipFile(BUNDLE) as entries:
        model = entries.read("encoder.onnx")
    shared, single = session(model, CORES), session(model, 1)
    name = shared.get_inputs()[0].name
    height, width = shared.get_inputs()[0].shape[2:]
    pictures = np.random.default_rng(1).standard_normal((8, 3, height, width), np.float32)
    alone = [shared.run(None, {name: picture[None]})[0][0] for picture in pictures]
    for size in (2, 4, 8):
        together = shared.run(None, {name: pictures[:size]})[0]
        equal = sum(np.array_equal(together[i], alone[i]) for i in range(size))
        rates = [(rate(shared, name, pictures[:size], 1), rate(single, name, pictures[:1], CORES)) for _ in range(ROUNDS)]
        batches, singles = (round(statistics.median(column), 1) for column in zip(*rates))
        print(json.dumps({"batch": size, "imagesPerSecond": batches, "aloneSideBySide": singles,
                          "ratio": round(batches / singles, 2), "rowsBitEqual": f"{equal} of {size}"}), flush=True)


if __name__ == "__main__":
    main()
